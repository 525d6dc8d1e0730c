"""Wishes while the run has not been by: days that were had are billed as they were agreed."""

from datetime import date
from decimal import Decimal

import pytest

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.subscriptions.changing import When, change, preview
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.models import Plan, Status, Subscription, SubscriptionRules
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.making import (
    at,
    invoices_of,
    net_store,
    plan_of,
    read,
    run,
    spans_of,
    subscribe,
)

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY = ("2026-01-01", "2026-02-01"), ("2026-02-01", "2026-03-01")
#: The run was last by in January.
LATE = at("2026-02-11")


@pytest.fixture
def subscription() -> Subscription:
    return subscribe(plan_of(net_store(), "280.00"))


def test_changed_to_another_interval_the_days_before_cost_what_they_did(
    subscription: Subscription,
) -> None:
    yearly = plan_of(subscription.store, "3650.00", unit=Unit.YEAR)
    _change(subscription, yearly)
    run("2026-02-11")
    assert spans_of(subscription) == [JANUARY, FEBRUARY, ("2026-02-11", "2027-02-11")]
    # Ten of February's 28 days, and a year.
    assert _charged(subscription) == Decimal("280.00") + Decimal("100.00") + Decimal("3650.00")


def test_changed_to_a_dearer_plan_the_days_before_cost_what_they_did(
    subscription: Subscription,
) -> None:
    _change(subscription, plan_of(subscription.store, "560.00"))
    run("2026-02-11")
    assert _charged(subscription) == Decimal("280.00") + Decimal("100.00") + Decimal("360.00")


def test_what_is_shown_of_a_change_is_what_it_does(subscription: Subscription) -> None:
    plan = plan_of(subscription.store, "560.00")
    wish = Wish(line=subscription.lines.get(), version=plan.current)
    shown = preview(subscription=subscription, wishes=[wish], when=When.NOW, now=LATE)
    assert shown.total.net == Decimal("180.00")
    assert spans_of(subscription) == [JANUARY]
    change(subscription=subscription, wishes=[wish], when=When.NOW, by="customer", now=LATE,
           seen=shown.seen)  # fmt: skip
    assert invoices_of(subscription)[-1].net == Decimal("180.00")


def test_a_change_at_the_end_of_the_period_waits_for_the_one_that_runs(
    subscription: Subscription,
) -> None:
    plan = plan_of(subscription.store, "560.00")
    wish = Wish(line=subscription.lines.get(), version=plan.current)
    change(subscription=subscription, wishes=[wish], when=When.PERIOD_END, by="customer", now=LATE)
    run("2026-03-01")
    assert [each.net for each in invoices_of(subscription)] == [
        Decimal("280.00"), Decimal("280.00"), Decimal("560.00"),
    ]  # fmt: skip


@pytest.mark.parametrize("at_once", [True, False])
def test_paused_the_days_before_are_billed(subscription: Subscription, at_once: bool) -> None:
    pause(subscription=subscription, by="customer", now=LATE, at_once=at_once)
    assert spans_of(subscription) == [JANUARY, FEBRUARY]
    found = read(subscription)
    assert found.status == (Status.PAUSED if at_once else Status.ACTIVE)
    assert found.pause_on == (None if at_once else date(2026, 3, 1))


def test_cancelled_at_once_the_days_before_are_owed(subscription: Subscription) -> None:
    cancel(subscription=subscription, by="customer", now=LATE, at_once=True)
    assert spans_of(subscription) == [JANUARY, FEBRUARY]
    [note] = invoices_of(subscription)[-1].credit_notes.all()
    assert note.net == Decimal("-180.00")


def test_what_begins_today_is_not_billed_to_be_credited(subscription: Subscription) -> None:
    cancel(subscription=subscription, by="customer", now=at("2026-02-01"), at_once=True)
    assert spans_of(subscription) == [JANUARY]


def test_what_cannot_be_billed_keeps_nobody_from_cancelling() -> None:
    gone = subscribe(plan_of(net_store(), item_type=ItemType.PHYSICAL, stock=1))
    cancel(subscription=gone, by="customer", now=LATE, at_once=True)
    assert read(gone).status == Status.CANCELLED
    assert spans_of(gone) == [JANUARY]


def test_a_store_that_renews_nothing_bills_nothing(subscription: Subscription) -> None:
    SubscriptionRules.objects.create(store=subscription.store, renewals_on=False)
    pause(subscription=subscription, by="customer", now=LATE, at_once=True)
    assert spans_of(subscription) == [JANUARY]


def _change(subscription: Subscription, plan: Plan) -> None:
    wish = Wish(line=subscription.lines.get(), version=plan.current)
    change(subscription=subscription, wishes=[wish], when=When.NOW, by="customer", now=LATE)


def _charged(subscription: Subscription) -> Decimal:
    return sum((each.amount for each in subscription.charges.all()), Decimal(0))
