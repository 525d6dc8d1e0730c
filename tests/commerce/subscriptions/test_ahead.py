"""What is foretold of a subscription is what the run bills, to the day and the öre."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.subscriptions.ahead import MOST, Ahead, ahead
from tamio.commerce.subscriptions.changing import When, change
from tamio.commerce.subscriptions.dates import Alignment, Unit
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.holding import held
from tamio.commerce.subscriptions.models import Subscription
from tamio.commerce.subscriptions.models.rules import SubscriptionRules
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.planning import plan
from tamio.commerce.subscriptions.starting import Item
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.discounts.making import bought, three_times
from tests.commerce.subscriptions.making import (
    BY,
    at,
    day,
    invoices_of,
    net_store,
    plan_of,
    read,
    run,
    subscribe,
)
from tests.factories import make_store

pytestmark = pytest.mark.django_db
TODAY, A_YEAR_ON = "2026-01-10", "2027-01-09"


def monthly() -> Subscription:
    return subscribe(plan_of(make_store()))


def on_the_last_of_months() -> Subscription:
    return subscribe(plan_of(make_store()), "2025-12-31")


def by_the_calendar_and_weeks() -> Subscription:
    return subscribe(
        plan_of(make_store(), unit=Unit.WEEK, count=4, alignment=Alignment.CALENDAR), "2026-01-07"
    )


def on_trial_with_a_fee() -> Subscription:
    return subscribe(plan_of(make_store(), trial_days=30, setup_fee=Decimal(99)), "2026-01-05")


def not_begun() -> Subscription:
    plan = plan_of(make_store(), setup_fee=Decimal(99))
    return subscribe(plan, "2026-01-05", starts_on=day("2026-02-15"))


def goods_with_freight() -> Subscription:
    plan = plan_of(net_store(), item_type=ItemType.PHYSICAL, stock=99)
    return subscribe(plan, freight=Decimal(49), shipping_name="Post")


def for_three_periods() -> Subscription:
    return subscribe(plan_of(make_store(), max_cycles=3))


def paused_for_a_while() -> Subscription:
    made = subscribe(plan_of(make_store()))
    return pause(subscription=made, by=BY, now=at("2026-01-05"), until=day("2026-04-10"))


def paused_in_its_middle_and_keeping_the_day() -> Subscription:
    store = make_store()
    SubscriptionRules.objects.create(store=store, pauses_keep_day=True)
    made = subscribe(plan_of(store))
    return pause(
        subscription=made, by=BY, now=at("2026-01-09"), at_once=True, until=day("2026-03-10")
    )


def paused_for_good() -> Subscription:
    return pause(subscription=subscribe(plan_of(make_store())), by=BY, now=at("2026-01-05"))


def on_trial_with_a_code() -> Subscription:
    store = make_store()
    return bought(plan_of(store, trial_days=20), code=three_times(store), on="2026-01-05")


def changed_to_a_yearly_plan_with_a_code() -> Subscription:
    store = make_store()
    made = bought(plan_of(store), code=three_times(store))
    product = made.lines.get().version.plan.variant.product
    yearly = plan_of(store, "1990.00", product=product, unit=Unit.YEAR)
    plan(
        held(made), [Wish(line=made.lines.get(), version=yearly.current)], by=BY,
        now=at("2026-01-05"), not_before=day("2026-03-01"),
    )  # fmt: skip
    return made


def running_out_late() -> Subscription:
    made = subscribe(plan_of(make_store(), notice_days=60))
    return cancel(subscription=made, by=BY, now=at("2026-01-05"))


def changed_by_and_by() -> Subscription:
    """To fewer when the period ends, and to another price in June."""
    made = subscribe(plan_of(make_store()), quantity=3)
    line = made.lines.get()
    plan_new = plan_of(made.store, "249.00", product=line.version.plan.variant.product)
    plan(
        held(made), [Wish(line=line, version=plan_new.current)], by=BY, now=at("2026-01-05"),
        not_before=day("2026-06-01"),
    )  # fmt: skip
    return made


def changed_to_a_yearly_plan() -> Subscription:
    made = subscribe(plan_of(make_store()))
    line = made.lines.get()
    yearly = plan_of(made.store, "1990.00", product=line.version.plan.variant.product,
                     unit=Unit.YEAR)  # fmt: skip
    change(
        subscription=made, wishes=[Wish(line=line, version=yearly.current)], by=BY,
        now=at("2026-01-05"), when=When.PERIOD_END,
    )  # fmt: skip
    return made


def with_something_that_waits() -> Subscription:
    """Fewer at once: what it comes to less is taken off the next invoice."""
    made = subscribe(plan_of(make_store()), quantity=3)
    change(
        subscription=made, wishes=[Wish(line=made.lines.get(), quantity=1)], by=BY,
        now=at("2026-01-05"), when=When.NOW,
    )  # fmt: skip
    return made


@pytest.mark.parametrize(
    "made",
    [
        monthly, on_the_last_of_months, by_the_calendar_and_weeks, on_trial_with_a_fee, not_begun,
        goods_with_freight, for_three_periods, paused_for_a_while,
        paused_in_its_middle_and_keeping_the_day, paused_for_good, running_out_late,
        changed_by_and_by, changed_to_a_yearly_plan, with_something_that_waits,
        on_trial_with_a_code, changed_to_a_yearly_plan_with_a_code,
    ],
)  # fmt: skip
def test_what_is_foretold_is_what_the_run_bills(made: Callable[[], Subscription]) -> None:
    subscription = made()
    run(TODAY, store=subscription.store)
    before = len(invoices_of(subscription))
    foretold = _told(subscription)
    run(A_YEAR_ON, store=subscription.store)
    billed = [
        (period.period_start, period.invoice.total)
        for period in subscription.periods.exclude(invoice=None)
        .order_by("pk")
        .select_related("invoice")[before:]
        if period.invoice is not None
    ]
    assert [(each.span.start, each.total.gross) for each in foretold.invoices] == billed
    ended = read(subscription)
    assert (foretold.ends_on is not None) == (not ended.is_living)
    assert (foretold.pauses_on is not None) == (ended.status == "paused")


def test_no_more_is_foretold_than_fits_a_page() -> None:
    daily = subscribe(plan_of(make_store(), unit=Unit.DAY), TODAY)
    foretold = _told(daily)
    assert (len(foretold.invoices), foretold.more) == (MOST, True)


def test_a_change_that_does_not_fit_is_said_and_what_comes_before_is_foretold() -> None:
    store = make_store()
    addon = plan_of(store, "49.00").current
    made = subscribe(plan_of(store), addons=[Item(addon)])
    line = made.lines.get(is_addon=False)
    yearly = plan_of(store, "1990.00", product=line.version.plan.variant.product, unit=Unit.YEAR)
    plan(
        held(made), [Wish(line=line, version=yearly.current)], by=BY, now=at("2026-01-05"),
        not_before=day("2026-03-01"),
    )  # fmt: skip
    foretold = _told(made)
    assert [each.span.start for each in foretold.invoices] == [day("2026-02-01")]
    assert foretold.stuck


def test_foretelling_asks_as_much_for_many_as_for_few() -> None:
    few = subscribe(plan_of(make_store(), unit=Unit.YEAR))
    many = subscribe(plan_of(make_store(), unit=Unit.WEEK))
    assert _queries(few) == _queries(many)


def _queries(subscription: Subscription) -> int:
    with CaptureQueriesContext(connection) as asked:
        _told(subscription)
    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}
    return len(asked)


def _told(subscription: Subscription) -> Ahead:
    return ahead(subscription, today=date.fromisoformat(TODAY))
