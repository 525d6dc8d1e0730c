"""What subscriptions bring in a month, and how many of them end."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.changing import When, change
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.figures import MONTHS, Month, figures
from tamio.commerce.subscriptions.pausing import pause, resume
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.making import BY, at, day, net_store, plan_of, run, subscribe
from tests.factories import make_store

pytestmark = pytest.mark.django_db


def month(store: Store, name: str, *, today: str = "2026-06-20") -> Month:
    months = figures(store=store, today=day(today))
    return next(each for each in months if each.begins.isoformat().startswith(name))


def test_the_last_twelve_months_stand_there_with_this_one() -> None:
    months = figures(store=make_store(), today=day("2026-06-20"))
    assert len(months) == MONTHS
    assert (months[0].begins, months[-1].begins) == (day("2025-07-01"), day("2026-06-01"))
    assert (months[-2].at, months[-1].at) == (day("2026-05-31"), day("2026-06-20"))


@pytest.mark.parametrize(
    ("unit", "count", "price", "a_month"),
    [
        (Unit.MONTH, 1, "200.00", "200.00"),
        (Unit.MONTH, 3, "300.00", "100.00"),
        (Unit.YEAR, 1, "1200.00", "100.00"),
        (Unit.WEEK, 1, "84.00", "365.00"),
        (Unit.DAY, 1, "12.00", "365.00"),
    ],
)
def test_every_interval_counts_as_if_it_were_a_month(
    unit: Unit, count: int, price: str, a_month: str
) -> None:
    store = net_store()
    subscribe(plan_of(store, price, unit=unit, count=count), "2026-06-20")
    assert month(store, "2026-06").recurring == Decimal(a_month)


def test_vat_is_not_income() -> None:
    store = make_store()
    subscribe(plan_of(store, "250.00"), "2026-06-01", quantity=2)
    found = month(store, "2026-06")
    assert (found.recurring, found.paying) == (Decimal("400.00"), 1)


def test_a_trial_a_pause_and_an_end_bring_nothing() -> None:
    store = net_store()
    subscribe(plan_of(store, trial_days=30), "2026-06-01")
    paused = subscribe(plan_of(store), "2026-06-01")
    pause(subscription=paused, by=BY, now=at("2026-06-02"), until=day("2026-09-01"))
    ended = subscribe(plan_of(store), "2026-06-01")
    cancel(subscription=ended, by=BY, now=at("2026-06-03"), at_once=True)
    run("2026-07-02", store=store)
    assert month(store, "2026-06", today="2026-07-20").recurring == Decimal("199.00")
    july = month(store, "2026-07", today="2026-07-20")
    assert (july.recurring, july.paying) == (Decimal("199.00"), 1)


def test_what_was_given_back_is_counted_once() -> None:
    store = net_store()
    made = subscribe(plan_of(store, "100.00"), "2026-06-01", quantity=3)
    line = made.lines.get()
    change(
        subscription=made, wishes=[Wish(line=line, quantity=5)], by=BY, now=at("2026-06-10"),
        when=When.NOW,
    )  # fmt: skip
    pause(subscription=made, by=BY, now=at("2026-06-12"), at_once=True)
    resume(subscription=made, by=BY, now=at("2026-06-15"))
    assert month(store, "2026-06").recurring == Decimal("500.00")


def test_other_currencies_stand_by_themselves() -> None:
    store = net_store()
    plan = plan_of(store, "100.00")
    store.currency = "EUR"
    store.save()
    subscribe(plan, "2026-06-01")
    found = month(store, "2026-06")
    assert (found.recurring, found.others) == (Decimal("0.00"), {"SEK": Decimal("100.00")})


def test_churn_is_the_share_of_those_who_were_there() -> None:
    store = make_store()
    plan = plan_of(store)
    old = [subscribe(plan, "2026-04-10") for _each in range(4)]
    new = subscribe(plan, "2026-05-02")
    for each in (old[0], new):
        cancel(subscription=each, by=BY, now=at("2026-05-20"), at_once=True)
    found = month(store, "2026-05")
    assert (found.living, found.started, found.ended, found.lost) == (4, 1, 2, 1)
    assert found.churn == Decimal("25.0")
    assert month(store, "2026-04").churn is None
    assert month(store, "2026-06").living == 3


def test_figures_ask_as_much_for_many_as_for_few() -> None:
    store = make_store()
    plan = plan_of(store)
    for _each in range(3):
        subscribe(plan, "2026-06-01")
    with CaptureQueriesContext(connection) as asked:
        figures(store=store, today=day("2026-06-20"))
    assert len(asked) == 2
