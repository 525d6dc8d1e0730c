"""A new price reaches those that are paused: they are told now, and pay it when they go on."""

import pytest

from tamio.commerce.subscriptions.models import PriceNotice, Status, Subscription
from tamio.commerce.subscriptions.pausing import pause, resume
from tamio.commerce.subscriptions.paying import give_up, recover
from tests.commerce.subscriptions.making import (
    BY,
    at,
    day,
    net_store,
    plan_of,
    read,
    run,
    subscribe,
)
from tests.commerce.subscriptions.repricing.making import changed, days_of, letters, prices_of, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def still() -> Subscription:
    """Had for January, and paused since until its customer says so."""
    subscription = subscribe(plan_of(net_store()), "2026-01-01", language="en")
    pause(subscription=subscription, by="customer", now=at("2026-01-05"))
    run("2026-02-01")
    assert read(subscription).next_invoice_on is None
    return subscription


def test_paused_until_somebody_says_so_it_is_told_and_paid_when_it_goes_on(
    still: Subscription,
) -> None:
    change = changed(still.lines.get().version.plan, on="2026-02-10", applies_from="2026-03-12")
    tell("2026-02-10")
    assert days_of(change) == {still.pk: day("2026-03-12")}
    (letter,) = letters(still.store)
    assert "the first period after your pause, March 12, 2026 at the earliest" in letter.text
    resume(subscription=still, by="customer", now=at("2026-04-20"))
    run("2026-05-20")
    assert prices_of(still)[1:] == [("2026-04-20", 219), ("2026-05-20", 219)]


def test_gone_on_with_before_the_thirty_days_are_over_the_next_period_is_the_first(
    still: Subscription,
) -> None:
    changed(still.lines.get().version.plan, on="2026-02-10", applies_from="2026-03-12")
    tell("2026-02-10")
    resume(subscription=still, by="customer", now=at("2026-03-01"))
    run("2026-04-01")
    assert prices_of(still)[1:] == [("2026-03-01", 199), ("2026-04-01", 219)]


def test_told_of_two_prices_meanwhile_the_newest_letter_holds(still: Subscription) -> None:
    plan = still.lines.get().version.plan
    changed(plan, on="2026-02-10", applies_from="2026-03-15")
    tell("2026-02-10")
    changed(plan, "249.00", on="2026-04-01", applies_from="2026-05-01")
    tell("2026-04-01")
    resume(subscription=still, by="customer", now=at("2026-06-01"))
    assert prices_of(still)[-1] == ("2026-06-01", 249)
    assert PriceNotice.objects.filter(done_at__isnull=False).count() == 1


def test_told_before_the_pause_it_is_paid_from_the_day_on_which_it_goes_on() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-01")
    changed(subscription.lines.get().version.plan)
    tell()
    pause(subscription=subscription, by="customer", now=at("2026-01-20"))
    run("2026-02-01", store=store)
    resume(subscription=subscription, by="customer", now=at("2026-03-10"))
    assert prices_of(subscription)[-1] == ("2026-03-10", 219)


def test_given_up_and_paid_after_all_it_goes_on_at_the_price_it_was_told() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-01")
    changed(subscription.lines.get().version.plan)
    tell()
    give_up(subscription=subscription, by=BY, now=at("2026-01-20"))
    assert recover(subscription=subscription, by=BY, now=at("2026-03-10"))
    assert read(subscription).status == Status.ACTIVE
    assert prices_of(subscription)[-1] == ("2026-03-10", 219)
