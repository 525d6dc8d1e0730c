"""Many invoices are sent at once from the list."""

import pytest
from django.test import Client

from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.outbox.states import Priority, State
from tests.factories import make_invoice, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, member

ADDRESS = f"{FORTNOX}submissions/selection/"
LIST = "/backoffice/glashyttan/invoices/"


def test_each_that_can_be_sent_is_and_the_others_are_counted(
    browser: Client, connected: Store
) -> None:
    held, rejected, there = (make_invoice(store=connected) for _ in range(3))
    rows.put(held, State.HELD, reason="manual")
    rows.put(rejected, State.REJECTED)
    rows.put(there, State.SUBMITTED)
    numbers = [str(invoice.number) for invoice in (held, rejected, there)]
    page = browser.post(ADDRESS, {"number": numbers, "next": LIST}, follow=True).content.decode()
    for invoice in (held, rejected):
        delivery = rows.submission_of(invoice)
        assert (delivery.state, delivery.priority) == (State.WAITING, Priority.CLICK)
    assert rows.submission_of(there).state == State.SUBMITTED
    assert "2 invoices go to Fortnox now." in page
    assert "1 invoice was already there" in page


def test_one_comes_back_to_the_list_as_it_was(browser: Client, connected: Store) -> None:
    number = str(make_invoice(store=connected).number)
    back = f"{LIST}?state=fortnox-held"
    assert browser.post(ADDRESS, {"number": number, "next": back})["Location"] == back


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "", "javascript:"]
)
def test_one_never_comes_back_to_another_site(
    browser: Client, connected: Store, elsewhere: str
) -> None:
    answer = browser.post(ADDRESS, {"number": "1", "next": elsewhere})
    assert answer["Location"] == LIST


@pytest.mark.parametrize("number", ["", "abc", "-1", "1.5", "²", "9" * 40])
def test_what_is_no_number_is_passed_over(browser: Client, connected: Store, number: str) -> None:
    page = browser.post(ADDRESS, {"number": number}, follow=True)
    assert page.status_code == 200
    assert "Select the invoices first." in page.content.decode()


def test_another_stores_invoices_are_passed_over(browser: Client, connected: Store) -> None:
    foreign = make_invoice(store=make_store())
    rows.put(foreign, State.HELD, reason="manual")
    browser.post(ADDRESS, {"number": str(foreign.number)})
    assert rows.submission_of(foreign).state == State.HELD


def test_it_takes_the_right_and_is_only_offered_with_it(connected: Store) -> None:
    invoice = make_invoice(store=connected)
    viewer = member(connected, Role.VIEWER)
    assert viewer.post(ADDRESS, {"number": str(invoice.number)}).status_code == 403
    assert "Submit to Fortnox" not in viewer.get(LIST).content.decode()
    assert "Submit to Fortnox" in member(connected, Role.BOOKKEEPER).get(LIST).content.decode()
