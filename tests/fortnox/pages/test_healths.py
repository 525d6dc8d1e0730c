"""An agency sees how each of its stores stands with Fortnox, and a store what needs somebody."""

from datetime import timedelta

import pytest

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.pages.healths import healths
from tamio.fortnox.pages.needs import needs
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import State
from tests.factories import NOW, make_invoice, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import request_in


def _put(store: Store, state: State) -> None:
    reason = "manual" if state in {State.HELD, State.SKIPPED} else ""
    rows.put(make_invoice(store=store), state, reason=reason)


def test_what_is_not_there_is_told_apart_from_what_takes_somebody(connected: Store) -> None:
    for state in State:
        _put(connected, state)
    found = healths([connected], now=NOW)[connected.pk]
    assert str(found.chip.state) == "Connected"
    # All but submitted, skipped and differs; and those that take a person, with what differs.
    assert (found.backlog, found.failed) == (8, 5)


def test_the_oldest_that_is_not_there_is_told_and_what_is_there_is_not(connected: Store) -> None:
    for state in (State.SUBMITTED, State.REJECTED, State.WAITING):
        _put(connected, state)
    first = Delivery.objects.order_by("pk").values_list("pk", flat=True)
    for passed, pk in enumerate(first):
        Delivery.objects.filter(pk=pk).update(recorded_at=NOW + timedelta(hours=passed))
    found = healths([connected], now=NOW)[connected.pk]
    assert found.oldest_at == NOW + timedelta(hours=1)


def test_each_store_stands_as_its_own_page_says(connected: Store) -> None:
    stranger, lost, bare, silent = (make_store() for _ in range(4))
    for store in (lost, bare, silent):
        rows.connect(store)
    for store in (lost, silent):
        rows.choose_accounts(store)
    rows.close_lane(lost)
    rests_until = NOW + timedelta(days=1)
    Lane.objects.filter(store=silent).update(failures=2, rests_until=rests_until)
    stores = [connected, stranger, lost, bare, silent]
    found = healths(stores, now=NOW)
    said = [str(found[store.pk].chip.state) for store in stores]
    assert said == ["Connected", "Not connected", "Reconnect", "Needs accounts", "No answer"]
    assert Settings.objects.count() == 4


@pytest.mark.django_db
def test_an_agency_without_stores_asks_about_none() -> None:
    assert healths([], now=NOW) == {}


def test_a_store_is_told_what_does_not_go_on_without_somebody(connected: Store) -> None:
    for state in (State.DIFFERS, State.REJECTED, State.REJECTED, State.HELD, State.LATER):
        _put(connected, state)
    said = [(need.count, str(need.text)) for need in needs(request_in(connected), connected)]
    assert said == [(2, "submissions rejected by Fortnox"), (1, "order in Fortnox differs")]


def test_another_stores_failures_are_not_ours(connected: Store) -> None:
    other = make_store()
    rows.connect(other)
    _put(other, State.REJECTED)
    assert needs(request_in(connected), connected) == []
