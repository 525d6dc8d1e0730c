"""Cards that are probably one customer's: found whatever they share, told once, at a fixed cost."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.customers.duplicates import MOST_GROUPS, Likeness, probable_duplicates
from tamio.commerce.customers.models import Customer
from tamio.commerce.stores.models import Store
from tests.factories import NOW, make_store

URL = "/backoffice/glashyttan/customers/duplicates/"


def card(store: Store, number: int, **fields: str) -> Customer:
    given = {
        "type": "private",
        "name": f"Kund {number}",
        "email": f"{number}@example.com",
        "line1": "Lillgatan 2",
        "postal_code": "352 30",
        "city": "Växjö",
    }
    return Customer.objects.create(store=store, number=number, created_at=NOW, **given | fields)


def test_each_likeness_is_found_and_the_same_cards_are_told_once(store: Store) -> None:
    company = {"type": "company", "organisation_number": "202100-5489", "email": "a@example.com"}
    card(store, 1, **company)
    card(store, 2, **company)
    card(store, 3, email="b@example.com")
    card(store, 4, email="b@example.com")
    card(store, 5, name="Eva Ek")
    card(store, 6, name="eva ek")
    card(store, 7, name="Eva Ek", postal_code="111 22")
    card(make_store(), 1, email="b@example.com")
    found = probable_duplicates(store=store)
    assert [(each.likeness, [c.number for c in each.customers]) for each in found] == [
        (Likeness.ORGANISATION_NUMBER, [1, 2]),
        (Likeness.EMAIL, [3, 4]),
        (Likeness.NAME_AND_POSTAL_CODE, [5, 6]),
    ]


def test_the_page_says_what_they_share_and_what_to_do(browser: Client, store: Store) -> None:
    card(store, 1, email="b@example.com")
    card(store, 2, email="b@example.com")
    page = browser.get(URL).content.decode()
    for words in ("Same e-mail", "b@example.com", "Kund 1", "Kund 2", "set the other cards"):
        assert words in page
    assert URL in browser.get("/backoffice/glashyttan/customers/").content.decode()


def test_without_any_the_page_says_so(browser: Client, store: Store) -> None:
    card(store, 1)
    assert "No probable duplicates" in browser.get(URL).content.decode()


def test_many_groups_are_told_in_part_and_cost_no_more_queries(store: Store) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            probable_duplicates(store=store)
        return len(asked)

    for number in range(2):
        card(store, number, email="0@example.com")
    few = queries()
    for number in range(2, 2 * MOST_GROUPS + 10):
        card(store, number, email=f"{number // 2}@example.com")
    assert queries() == few
    assert len(probable_duplicates(store=store)) == MOST_GROUPS
