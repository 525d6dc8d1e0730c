"""A fixed number of periods: none more is billed, and another plan has its own number."""

from decimal import Decimal

import pytest

from tamio.commerce.subscriptions.ahead import ahead
from tamio.commerce.subscriptions.changing import When, change
from tamio.commerce.subscriptions.coming import coming
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.models import Plan, Status, Subscription
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.making import (
    BY,
    at,
    day,
    invoices_of,
    net_store,
    plan_of,
    read,
    run,
    spans_of,
    subscribe,
)

pytestmark = pytest.mark.django_db


def to(subscription: Subscription, plan: Plan, on: str, when: When = When.PERIOD_END) -> None:
    wish = Wish(line=subscription.lines.get(ends=None), version=plan.current)
    change(subscription=subscription, wishes=[wish], by=BY, now=at(on), when=when)


def foretold(subscription: Subscription, on: str) -> list[str]:
    return [str(each.span.start) for each in ahead(subscription, today=day(on)).invoices]


def test_to_a_plan_without_an_end_it_goes_on() -> None:
    store = net_store()
    course = subscribe(plan_of(store, "100.00", max_cycles=3), "2026-01-01")
    to(course, plan_of(store, "200.00"), "2026-01-10", When.NOW)
    run("2026-06-01", store=store)
    assert read(course).status == Status.ACTIVE
    assert len(spans_of(course)) == 7


@pytest.mark.parametrize("when", list(When))
def test_to_a_plan_with_an_end_that_many_periods_follow(when: When) -> None:
    store = net_store()
    course = subscribe(plan_of(store, "100.00"), "2026-01-01")
    run("2026-02-01", store=store)
    to(course, plan_of(store, "200.00", max_cycles=3), "2026-02-10", when)
    assert foretold(course, "2026-02-10") == ["2026-03-01", "2026-04-01", "2026-05-01"]
    run("2026-12-01", store=store)
    assert read(course).status == Status.EXPIRED
    assert spans_of(course)[-1] == ("2026-05-01", "2026-06-01")


def test_from_one_fixed_number_to_another_they_are_counted_from_the_beginning() -> None:
    store = net_store()
    course = subscribe(plan_of(store, "100.00", max_cycles=12), "2026-01-01")
    run("2026-05-01", store=store)
    to(course, plan_of(store, "200.00", max_cycles=12), "2026-05-10", When.NOW)
    run("2027-06-01", store=store)
    assert read(course).status == Status.EXPIRED
    assert spans_of(course)[-1] == ("2026-12-01", "2027-01-01")


@pytest.mark.parametrize(
    ("when", "last"), [(When.NOW, "2028-01-10"), (When.PERIOD_END, "2028-02-01")]
)
def test_years_that_follow_months_are_counted_from_the_change(when: When, last: str) -> None:
    store = net_store()
    course = subscribe(plan_of(store, "100.00", max_cycles=6), "2026-01-01")
    to(course, plan_of(store, "900.00", unit=Unit.YEAR, max_cycles=2), "2026-01-10", when)
    for year in ("2026-02-01", "2027-02-01", "2028-02-01", "2029-02-01"):
        run(year, store=store)
    assert read(course).status == Status.EXPIRED
    assert spans_of(course)[-1][1] == last


def test_what_is_planned_for_after_the_last_period_begins() -> None:
    store = net_store()
    course = subscribe(plan_of(store, "200.00", max_cycles=1), "2026-01-01")
    to(course, plan_of(store, "100.00"), "2026-01-10")
    found = coming(course)
    assert found is not None
    assert found.total.net == 100
    assert foretold(course, "2026-01-10")[:2] == ["2026-02-01", "2026-03-01"]
    run("2026-03-01", store=store)
    assert [each.net for each in invoices_of(course)] == [200, 100, 100]


def test_what_is_taken_off_the_next_invoice_is_in_what_is_told_of_it() -> None:
    """A change that waits and a credit that waits, both for the same invoice."""
    store = net_store()
    high, low = plan_of(store, "499.00"), plan_of(store, "100.00")
    made = subscribe(high, "2026-01-01")
    to(made, low, "2026-01-11", When.NOW)
    to(made, plan_of(store, "310.00"), "2026-01-11", When.PERIOD_END)
    found = coming(made)
    run("2026-02-01", store=store)
    assert found is not None
    # Given back 338.03, charged 67.74: that leaves 39.71 of 310.
    assert found.total.net == invoices_of(made)[-1].net == Decimal("39.71")


def test_a_pause_after_the_last_period_leads_to_no_period_more() -> None:
    store = net_store()
    course = subscribe(plan_of(store, "100.00", max_cycles=2), "2026-01-01")
    run("2026-02-01", store=store)
    pause(subscription=course, by=BY, now=at("2026-02-10"), until=day("2026-04-01"))
    assert foretold(course, "2026-02-10") == []
    run("2026-05-01", store=store)
    assert read(course).status == Status.EXPIRED
    assert len(invoices_of(course)) == 2
