"""Which invoices a backfill takes, and why it leaves the others out."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.sync.backfill.estimate import estimate
from tamio.fortnox.sync.backfill.progress import progress
from tamio.fortnox.sync.backfill.scope import Fate, Scope, counts, outside_years, taken, within
from tamio.fortnox.sync.backfill.starting import CannotStart
from tamio.outbox.states import State
from tests.factories import NOW, make_invoice, make_store
from tests.fortnox.backfill.conftest import (
    PERSON,
    START,
    before_fortnox,
    begun,
    fed,
    unrecorded,
)
from tests.fortnox.pages import rows

ALL = Scope(first=START - timedelta(days=3650))


def fates(shop: Store, scope: Scope = ALL) -> dict[str, int]:
    found = counts(within(scope, store=shop), settings=Settings.objects.get(store=shop))
    return {fate.value: count for fate, count in found.items() if count}


@pytest.mark.parametrize(
    ("state", "reason", "fate"),
    [
        (State.SUBMITTED, "", "there"),
        (State.DIFFERS, "", "there"),
        (State.WAITING, "", "on-its-way"),
        (State.SENDING, "", "on-its-way"),
        (State.LATER, "", "on-its-way"),
        (State.SETTINGS, "", "stopped"),
        (State.REJECTED, "", "stopped"),
        (State.RECONNECT, "", "stopped"),
        (State.BUG, "", "stopped"),
        (State.SKIPPED, "Testköp", "skipped"),
        (State.HELD, "Vänta på svar", "skipped"),
        (State.HELD, "backfill-paused", "skipped"),
        (State.HELD, "manual", "take"),
        (State.HELD, "before-start", "take"),
        (State.HELD, "backfill-stopped", "take"),
    ],
)
def test_what_becomes_of_an_invoice_is_told_by_where_it_is(
    shop: Store, state: State, reason: str, fate: str
) -> None:
    rows.put(make_invoice(store=shop), state, reason=reason)
    assert fates(shop) == {fate: 1}


def test_one_that_was_never_recorded_is_taken(shop: Store) -> None:
    unrecorded(shop)
    assert fates(shop) == {"take": 1}


def test_what_is_older_than_the_start_date_is_never_taken(shop: Store) -> None:
    unrecorded(shop, days_ago=31)
    held = make_invoice(store=shop, now=NOW - timedelta(days=40))
    rows.put(held, State.HELD, reason="before-start")
    (on_the_day,) = unrecorded(shop, days_ago=30)
    assert fates(shop) == {"old": 2, "take": 1}
    settings = Settings.objects.get(store=shop)
    assert [each.pk for each in taken(within(ALL, store=shop), settings=settings)] == [
        on_the_day.pk
    ]


def test_a_period_has_both_its_days_and_a_selection_its_numbers(shop: Store) -> None:
    early, middle, late = (unrecorded(shop, days_ago=days)[0] for days in (12, 10, 8))
    day = middle.invoice_date
    assert [each.pk for each in within(Scope(first=day, last=day), store=shop)] == [middle.pk]
    chosen = Scope(numbers=[early.number or 0, late.number or 0, 999999])
    assert [each.pk for each in within(chosen, store=shop)] == [early.pk, late.pk]


def test_another_stores_invoices_are_not_in_it(shop: Store) -> None:
    foreign = unrecorded(make_store())[0]
    assert not within(Scope(numbers=[foreign.number or 0]), store=shop).exists()


def test_days_that_no_financial_year_covers_are_found(shop: Store) -> None:
    unrecorded(shop, 2, days_ago=20)
    inside = unrecorded(shop, days_ago=1)[0]
    found = within(ALL, store=shop)
    day = str(inside.invoice_date)
    assert outside_years(found, years=[["2019-01-01", "2019-12-31"], [day, day]]).count() == 2
    assert outside_years(found, years=[]).count() == 3


def test_credit_notes_that_follow_are_in_the_estimate(shop: Store) -> None:
    invoice, _ = unrecorded(shop, 2)
    with before_fortnox():
        credit_all(invoice=invoice, reason="Retur", by=PERSON, now=NOW)
    told = _estimate(shop)
    assert (told.invoices, told.notes, told.is_exact) == (2, 1, True)
    # A customer, an article and two orders; and the credit note reads and writes the first.
    assert told.requests == 4 + 2
    assert told.minutes == 1


def test_beyond_the_lines_new_cards_are_counted(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    unrecorded(shop, 6)
    exact = _estimate(shop)
    monkeypatch.setattr("tamio.fortnox.sync.backfill.estimate.MOST_LINES", 2)
    told = _estimate(shop)
    assert (len(told.lines), told.is_exact) == (2, False)
    assert (told.invoices, told.requests) == (exact.invoices, exact.requests) == (6, 8)


def test_the_estimate_and_the_progress_ask_no_more_the_more_there_is(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tamio.fortnox.sync.backfill.feeding.WINDOW", 2)

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as of_estimate:
            _estimate(shop)
        with CaptureQueriesContext(connection) as of_progress:
            progress(backfill, settings=Settings.objects.get(store=shop), now=NOW)
        return len(of_estimate), len(of_progress)

    unrecorded(shop, 3)
    backfill = fed(shop)
    few = asked()
    unrecorded(shop, 9)
    assert asked() == few


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        ({"first": START, "last": START - timedelta(days=1)}, "order"),
        ({"first": NOW.date() + timedelta(days=2)}, "future"),
        ({"numbers": list(range(501))}, "many"),
        ({"numbers": [999999]}, "nothing"),
    ],
)
def test_what_cannot_be_carried_out_is_not_started(
    shop: Store, scope: dict[str, Any], code: str
) -> None:
    unrecorded(shop)
    with pytest.raises(CannotStart) as refusal:
        begun(shop, **scope)
    assert refusal.value.code == code


def test_without_accounts_none_is_started(shop: Store) -> None:
    unrecorded(shop)
    Settings.objects.update(goods_account=None)
    with pytest.raises(CannotStart, match="accounts"):
        begun(shop)


def test_only_one_is_under_way_in_a_store(shop: Store) -> None:
    unrecorded(shop)
    begun(shop)
    with pytest.raises(CannotStart, match="open"):
        begun(shop)


def _estimate(shop: Store) -> Any:
    return estimate(
        ALL,
        connection=Connection.objects.select_related("store").get(store=shop),
        settings=Settings.objects.get(store=shop),
    )


def test_every_fate_is_counted_even_if_there_is_none(shop: Store) -> None:
    settings = Settings.objects.get(store=shop)
    assert set(counts(within(ALL, store=shop), settings=settings)) == set(Fate)
