"""One search over pages, deeds and rows: the nearest first, and nothing that one may not open."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.backoffice import slots
from tamio.backoffice.fillings import Place
from tamio.backoffice.palette.places import CLOCK, DEEDS, OWN, PAGES
from tamio.backoffice.palette.walking import right_of
from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import Right, Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import buyer, make_invoice, make_member, make_product, make_store
from tests.roles.table import STORE_PAGES

FIND = "/backoffice/glashyttan/find/"
PALETTE = {"HX-Request": "true", "HX-Target": "palette-results"}


@pytest.fixture
def sold(store: Store) -> None:
    """Two invoices: 1001 to Åsa Öberg, 1002 to Bo Ek."""
    goods = {make_product(store=store, name="Vas Klara", sku="V-1"): 1}
    make_product(store=store, name="Vas Klara, stor", sku="V-10")
    for name, email in (("Åsa Öberg", "asa@example.com"), ("Bo Ek", "bo@ek.example")):
        make_invoice(store=store, contents=goods, buyer_details=buyer(name=name, email=email))


def _found(browser: Client, text: str) -> list[tuple[str, str]]:
    groups = browser.get(FIND, {"q": text}, headers=PALETTE).context["groups"]
    return [(group.key, str(hit.label)) for group in groups for hit in group.hits]


@pytest.mark.usefixtures("sold")
def test_an_exact_number_comes_first_then_what_can_be_done_with_it(browser: Client) -> None:
    assert _found(browser, "1001")[0] == ("invoices", "1001 · Åsa Öberg")
    assert ("deeds", "Credit invoice 1001…") in _found(browser, "1001")
    assert _found(browser, "credit 1002")[0] == ("deeds", "Credit invoice 1002…")
    assert _found(browser, "customer 1002") == [("customers", "Bo Ek")]


@pytest.mark.usefixtures("sold")
def test_an_invoice_is_found_by_what_the_payer_states(browser: Client, store: Store) -> None:
    stated = store.payments.get(invoice__number=1002).reference
    assert _found(browser, stated)[0] == ("invoices", "1002 · Bo Ek")


@pytest.mark.usefixtures("sold")
def test_people_and_goods_are_found_by_beginnings_and_a_whole_sku_before_them(
    browser: Client,
) -> None:
    assert _found(browser, "asa ob") == [
        ("invoices", "1001 · Åsa Öberg"),
        ("customers", "Åsa Öberg"),
    ]
    assert [label for _key, label in _found(browser, "v-1")] == ["Vas Klara", "Vas Klara, stor"]
    assert [label for _key, label in _found(browser, "klara stor")] == ["Vas Klara, stor"]


def test_pages_and_deeds_answer_in_either_language(browser: Client) -> None:
    assert _found(browser, "invoices")[0] == ("pages", "Invoices")
    assert _found(browser, "fakturor")[0] == ("pages", "Invoices")
    assert ("deeds", "New product") in _found(browser, "new prod")


@pytest.mark.usefixtures("sold")
def test_a_role_is_led_nowhere_that_it_may_not_go(store: Store) -> None:
    for role in (Role.VIEWER, Role.FULFILMENT):
        person = browser_of(make_member(store=store, role=role, email=f"{role}@example.com"))
        page = person.get(FIND)
        hits = [hit for group in page.context["groups"] for hit in group.hits]
        hits += [hit for text in ("1001", "asa") for hit in _hits(person, text)]
        refused = {hit.href for hit in hits if person.get(hit.href).status_code >= 400}
        assert refused == set()
    viewer = browser_of(User.objects.get(email="viewer@example.com"))
    assert not any(key == "deeds" for key, _label in _found(viewer, "1001"))
    assert _found(viewer, "new product") == [("elsewhere", label) for label in _LISTS]


_LISTS = ["Invoices", "Customers", "Products", "Subscriptions"]


def _hits(browser: Client, text: str) -> list[Any]:
    groups = browser.get(FIND, {"q": text}, headers=PALETTE).context["groups"]
    return [hit for group in groups for hit in group.hits]


def test_the_right_of_each_place_is_that_of_the_table() -> None:
    theirs = [place for places in slots.places for place in places]
    for place in (*PAGES, CLOCK, *DEEDS, *theirs):
        if place.url_name in STORE_PAGES:
            assert right_of(place.url_name, of_a_store=True) == STORE_PAGES[place.url_name][0]
    assert all(right_of(place.url_name, of_a_store=False) is None for place in OWN)
    assert theirs


def test_every_line_of_the_navigation_is_a_place(browser: Client) -> None:
    from tamio.backoffice.navigation import entries

    request = browser.get(FIND).wsgi_request
    hits = {hit.href for group in browser.get(FIND).context["groups"] for hit in group.hits}
    assert {entry.href for entry in entries(request)} <= hits  # type: ignore[arg-type]


def test_an_integration_adds_its_pages(browser: Client, store: Store) -> None:
    added = [
        Place(url_name="backoffice:vat", label="The ledger", words="books"),
        Place(url_name="backoffice:vat", label="To ledger", right=Right.GOVERN, is_deed=True),
    ]
    manager = browser_of(make_member(store=store, role=Role.MANAGER))
    with slots.places.only(there=added):
        assert _found(browser, "ledger") == [("pages", "The ledger"), ("deeds", "To ledger")]
        assert _found(manager, "ledger") == [("pages", "The ledger")]


@pytest.mark.usefixtures("sold")
def test_another_stores_rows_are_not_found_but_ones_own_other_store_is(
    browser: Client, owner: Any
) -> None:
    other = make_store(name="Åsas glas")
    make_invoice(store=other, buyer_details=buyer(name="Åsa Annan"))
    assert "Åsa Annan" not in str(_found(browser, "åsa"))
    assert ("stores", "Åsas glas") not in _found(browser, "åsa")
    Membership.objects.create(user=owner, store=other, role=Role.VIEWER)
    assert ("stores", "Åsas glas") in _found(browser, "åsa")


@pytest.mark.usefixtures("sold")
def test_it_asks_as_much_of_many_rows_as_of_few(browser: Client, store: Store) -> None:
    few = _queries(browser, "vas")
    for at in range(8):
        make_product(store=store, name=f"Vas {at}")
    assert _queries(browser, "vas") == few
    assert _queries(browser, "1001") <= 24
    assert _queries(browser, "") <= 5


def _queries(browser: Client, text: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        browser.get(FIND, {"q": text}, headers=PALETTE)
    return len(asked)


@pytest.mark.usefixtures("sold")
def test_the_page_has_the_same_and_nothing_found_says_where_to_look(browser: Client) -> None:
    page = browser.get(FIND, {"q": "asa ob"}).content.decode()
    assert 'href="/backoffice/glashyttan/invoices/1001/"' in page
    nothing = browser.get(FIND, {"q": "qwertyuiop"}).content.decode()
    assert "Nothing found for “qwertyuiop”" in nothing
    assert 'href="/backoffice/glashyttan/audit/"' in nothing
    assert browser.get(FIND, {"q": "\x00"}).status_code == 400
    assert browser.get(FIND, {"q": "\x00"}, headers=PALETTE).status_code == 200
