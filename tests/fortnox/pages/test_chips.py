"""The invoice list says of each invoice how far it has come, and can be narrowed by it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages import states
from tamio.outbox.states import State
from tests.factories import make_invoice, make_product, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import request_in, text_of

LIST = "/backoffice/glashyttan/invoices/"


def invoice_in(store: Store, state: State) -> Invoice:
    invoice = make_invoice(store=store)
    reason = "manual" if state in {State.HELD, State.SKIPPED} else ""
    rows.put(invoice, state, reason=reason)
    return invoice


SAID = {
    State.WAITING: "Waiting for Fortnox",
    State.SENDING: "Being sent to Fortnox",
    State.LATER: "Waiting for Fortnox",
    State.SETTINGS: "Needs a setting",
    State.REJECTED: "Rejected",
    State.RECONNECT: "Reconnect",
    State.BUG: "Error in Tamio",
    State.HELD: "Paused",
    State.SKIPPED: "Skipped",
}


def test_the_list_says_each_state_and_leads_to_the_reason(
    browser: Client, connected: Store
) -> None:
    invoices = {state: invoice_in(connected, state) for state in SAID}
    page = text_of(browser, LIST)
    for state, said in SAID.items():
        chip = page.split(f'href="{LIST}{invoices[state].number}/#fortnox"')[1].split("</a>")[0]
        assert f"<span>{said}</span>" in chip


@pytest.mark.parametrize(
    ("state", "said"), [(State.SUBMITTED, "In Fortnox"), (State.DIFFERS, "Differs")]
)
def test_what_has_arrived_says_its_order_number(
    browser: Client, connected: Store, state: State, said: str
) -> None:
    rows.link(invoice_in(connected, state), order_number="10234")
    assert f'{said}<span class="chip-text"> · order 10234</span>' in text_of(browser, LIST)


@pytest.mark.parametrize(
    ("reason", "said"), [("reconnect", "reconnect"), ("not-connected", "not connected")]
)
def test_what_waits_in_a_closed_lane_says_why(
    browser: Client, connected: Store, reason: str, said: str
) -> None:
    make_invoice(store=connected)
    rows.close_lane(connected, reason)
    assert f'Waiting for Fortnox<span class="chip-text"> · {said}</span>' in text_of(browser, LIST)


def test_a_filter_shows_the_invoices_of_its_state_and_no_others(connected: Store) -> None:
    invoices = {each: invoice_in(connected, each) for each in State}
    for value in {states.filter_of(state) for state in State}:
        found = states.apply(connected.invoices.all(), value)
        assert set(found) == {
            invoice for state, invoice in invoices.items() if states.filter_of(state) == value
        }


def test_what_is_not_in_fortnox_is_found_whatever_the_reason(connected: Store) -> None:
    invoices = {each: invoice_in(connected, each) for each in State}
    there = {State.SUBMITTED, State.DIFFERS, State.SKIPPED}
    found = states.apply(connected.invoices.all(), states.MISSING)
    assert set(found) == {invoice for state, invoice in invoices.items() if state not in there}


def test_the_list_costs_the_same_queries_however_many_invoices_there_are(
    browser: Client, connected: Store
) -> None:
    def queries_of_the_list() -> int:
        with CaptureQueriesContext(connection) as caught:
            text_of(browser, LIST)
        return len(caught)

    _sell(connected, 1)
    with_one = queries_of_the_list()
    _sell(connected, 12)
    assert queries_of_the_list() == with_one


def test_the_chips_cost_two_queries(
    connected: Store, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    _sell(connected, 5)
    invoices = list(connected.invoices.all())
    with django_assert_num_queries(2):
        chips = states.chips_for(request_in(connected), invoices)
    assert len(chips) == 5


def test_another_stores_submissions_are_not_counted_here(connected: Store) -> None:
    other = make_store()
    foreign = make_invoice(store=other)
    own = make_invoice(store=connected)
    assert set(states.chips_for(request_in(connected), [own])) == {own.pk}
    assert foreign not in states.apply(connected.invoices.all(), states.MISSING)


def _sell(store: Store, count: int) -> None:
    product = make_product(store=store)
    for _ in range(count):
        rows.put(make_invoice(store=store, contents={product: 1}), State.SUBMITTED)
