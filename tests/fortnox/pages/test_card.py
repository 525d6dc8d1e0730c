"""The first page answers "is everything in Fortnox?", and every page carries its light."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.clock import now
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages import light
from tamio.fortnox.pages.standing import standing
from tamio.outbox.models import Lane
from tamio.outbox.states import State
from tests.factories import NOW, make_invoice, make_product
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import member, request_in, text_of

HOME = "/backoffice/glashyttan/"


def test_a_store_that_is_not_connected_is_asked_to_connect(browser: Client, store: Store) -> None:
    make_invoice(store=store)
    page = text_of(browser, HOME)
    assert "Fortnox is not connected" in page
    assert "1 invoice waits, and is sent when you connect." in page
    assert "Connect Fortnox" in page


@pytest.fixture
def without_first_steps(store: Store) -> None:
    """Until something is sold they say the same as the card, which then keeps silent."""
    Store.objects.filter(pk=store.pk).update(first_steps_put_away_at=NOW)


@pytest.mark.usefixtures("without_first_steps")
def test_a_connected_store_that_has_sold_nothing_is_told_what_will_happen(
    browser: Client, connected: Store
) -> None:
    page = text_of(browser, HOME)
    assert "Fortnox is connected" in page
    assert "The next sale becomes an order there by itself." in page


@pytest.mark.usefixtures("without_first_steps")
def test_missing_accounts_come_first(browser: Client, store: Store) -> None:
    rows.connect(store)
    assert "Choose two revenue accounts" in text_of(browser, HOME)


def test_when_everything_is_there_it_says_so(browser: Client, connected: Store) -> None:
    for state in (State.SUBMITTED, State.SUBMITTED, State.SKIPPED):
        rows.put(make_invoice(store=connected), state, reason="x" * (state == State.SKIPPED))
    page = text_of(browser, HOME)
    assert "Everything is in Fortnox" in page
    assert "2 invoices have become orders." in page
    assert "all is there" in page


def test_what_is_missing_is_counted_by_state_and_leads_to_the_invoices(
    browser: Client, connected: Store
) -> None:
    for state in (State.REJECTED, State.REJECTED, State.SUBMITTED, State.DIFFERS):
        rows.put(make_invoice(store=connected), state)
    page = text_of(browser, HOME)
    assert "2 invoices are not in Fortnox" in page
    assert 'href="/backoffice/glashyttan/invoices/?state=fortnox-rejected"' in page
    assert 'href="/backoffice/glashyttan/invoices/?state=fortnox-differs"' in page
    assert 'href="/backoffice/glashyttan/integrations/fortnox/submissions/">See which</a>' in page
    assert "state=fortnox-submitted" not in page.split("latest")[0]


def test_a_lost_connection_calls_for_a_new_one(browser: Client, connected: Store) -> None:
    make_invoice(store=connected)
    rows.close_lane(connected)
    page = text_of(browser, HOME)
    assert "The connection to Fortnox is no longer valid" in page
    assert "</svg>Reconnect</a>" in page
    assert "The oldest has waited since" in page


def test_those_who_may_not_connect_are_not_asked_to(store: Store) -> None:
    make_invoice(store=store)
    page = text_of(member(store, Role.VIEWER), HOME)
    assert "Fortnox is not connected" in page
    assert "Connect Fortnox" not in page


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([], "all is there"),
        ([State.SUBMITTED, State.SKIPPED], "all is there"),
        ([State.WAITING, State.LATER], "2 on the way"),
        ([State.WAITING, State.REJECTED], "1 needs you"),
        ([State.DIFFERS, State.BUG], "2 need you"),
        ([State.HELD], "1 paused"),
    ],
)
def test_the_light_says_the_most_urgent(connected: Store, states: list[State], said: str) -> None:
    for state in states:
        reason = "manual" if state in {State.HELD, State.SKIPPED} else ""
        rows.put(make_invoice(store=connected), state, reason=reason)
    shown = light.chip(request_in(connected), connected)
    assert shown is not None
    assert str(shown.text) == said


def test_the_light_is_out_until_the_store_is_connected(store: Store) -> None:
    assert light.chip(request_in(store), store) is None
    make_invoice(store=store)
    assert light.chip(request_in(store), store) is None


def test_the_light_asks_for_accounts_until_they_are_chosen(store: Store) -> None:
    rows.connect(store)
    shown = light.chip(request_in(store), store)
    assert shown is not None
    assert str(shown.text) == "choose accounts"


def test_the_light_says_that_fortnox_does_not_answer(connected: Store) -> None:
    Lane.objects.update(failures=2, rests_until=now().replace(year=now().year + 1))
    shown = light.chip(request_in(connected), connected)
    assert shown is not None
    assert str(shown.text) == "no answer"


def test_the_light_costs_two_queries_however_much_was_sold(
    connected: Store, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    _sell(connected, 3)
    with django_assert_num_queries(2):
        light.chip(request_in(connected), connected)


def test_the_standing_costs_five_queries_however_much_was_sold(connected: Store) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            standing(store=connected, now=NOW)
        return len(caught)

    assert queries() == 5
    _sell(connected, 3)
    assert queries() == 5


def _sell(store: Store, count: int) -> None:
    product = make_product(store=store)
    for _ in range(count):
        make_invoice(store=store, contents={product: 1})
