"""Whom a new price is for, what it comes to, and when it can hold for each."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.models import Plan
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.paying import give_up
from tamio.commerce.subscriptions.plans import Terms as Agreed
from tamio.commerce.subscriptions.plans import revise_plan, terms_of
from tamio.commerce.subscriptions.repricing.effect import effect_of
from tamio.commerce.subscriptions.repricing.reckoning import subscribers
from tests.commerce.subscriptions.discounts.making import bought, for_ever, three_times
from tests.commerce.subscriptions.making import BY, at, day, net_store, plan_of, run, subscribe
from tests.commerce.subscriptions.repricing.making import (
    changed,
    customer,
    days_of,
    prices_of,
    tell,
    terms,
)
from tests.factories import make_store

pytestmark = pytest.mark.django_db
TODAY = day("2026-01-10")


def test_what_it_comes_to_is_told_a_month_and_without_vat() -> None:
    store = make_store()
    plan = plan_of(store, "250.00")
    kim = customer(store, "kim")
    subscribe(plan, customer=kim, quantity=2)
    subscribe(plan, customer=kim)
    found = effect_of(terms(plan, "275.00"), today=TODAY)
    assert (found.subscriptions, found.customers) == (2, 1)
    assert [found.before, found.after, found.difference] == [600, 660, 60]


@pytest.mark.parametrize(
    ("percent", "after"), [("10", "218.90"), ("-10", "179.10"), ("2.5", "203.98")]
)
def test_a_share_is_rounded_to_the_ore(percent: str, after: str) -> None:
    plan = plan_of(net_store())
    assert terms(plan, percent=percent).after(Decimal("199.00")) == Decimal(after)


def test_a_years_price_counts_as_a_twelfth() -> None:
    plan = plan_of(net_store(), "1200.00", unit=Unit.YEAR)
    subscribe(plan)
    assert effect_of(terms(plan, "1320.00"), today=TODAY).difference == Decimal("10.00")


def test_who_is_meant_and_who_is_not_is_told_by_why() -> None:
    store = net_store()
    plan = plan_of(store)
    fixed = subscribe(plan_with(plan, max_cycles=6))
    stays = subscribe(plan_with(plan))
    leaves = subscribe(plan)
    cancel(subscription=leaves, by=BY, now=at("2026-01-05"))
    own = subscribe(plan, price="99.00")
    still = subscribe(plan)
    pause(subscription=still, by=BY, now=at("2026-01-05"), at_once=True)
    given_up = subscribe(plan)
    give_up(subscription=given_up, by=BY, now=at("2026-01-06"))
    subscribe(plan, starts_on=day("2026-02-01"))
    assert set(subscribers(terms(plan))) == {stays, still}
    assert set(subscribers(terms(plan, own=True))) == {stays, still, own}
    found = effect_of(terms(plan), today=TODAY)
    assert (found.subscriptions, found.paused, found.left_out) == (2, 1, 1)
    assert (found.fixed, found.leaving, found.unpaid, found.not_begun) == (1, 1, 1, 1)
    assert fixed.max_cycles == 6
    # What stands still until somebody says so brings nothing in a month.
    assert [found.before, found.after] == [199, 219]


def plan_with(plan: Plan, **more: int) -> Plan:
    """With other terms from now on, or with the first ones again."""
    said: dict[str, Any] = {"unit": Unit.MONTH, "count": 1, "price": Decimal("199.00")} | more
    revise_plan(plan=plan, terms=Agreed(**said), by=BY, now=at("2025-06-01"))
    return Plan.objects.get(pk=plan.pk)


def test_a_discount_that_goes_on_is_off_both_prices() -> None:
    store = net_store()
    plan = plan_of(store, "200.00")
    bought(plan, code=for_ever(store), quantity=2)
    bought(plan)
    found = effect_of(terms(plan, "250.00"), today=TODAY)
    assert (found.subscriptions, found.discounted) == (2, 1)
    assert [found.before, found.after] == [2 * 160 + 200, 2 * 200 + 250]


@pytest.mark.parametrize(("applies_from", "after"), [("2026-03-01", 200), ("2026-04-01", 250)])
def test_a_discount_counts_if_the_first_charge_at_the_new_price_has_it(
    applies_from: str, after: int
) -> None:
    """Three charges: of January, February and March."""
    store = net_store()
    plan = plan_of(store, "200.00")
    made = bought(plan, code=three_times(store))
    asked = terms(plan, "250.00", applies_from=applies_from)
    found = effect_of(asked, today=TODAY)
    assert found.after == after
    changed(plan, "250.00", applies_from=applies_from)
    tell()
    run("2026-04-01", store=store)
    paid = dict(prices_of(made))
    assert paid[applies_from] == found.after


def test_an_amount_off_takes_no_more_than_there_is() -> None:
    store = net_store()
    plan = plan_of(store, "40.00")
    bought(plan, code=for_ever(store, "50", gives="amount"))
    found = effect_of(terms(plan, "60.00"), today=TODAY)
    assert [found.before, found.after] == [0, 10]


def test_what_was_told_to_everybody_is_nobodys_own_price_the_next_time() -> None:
    store = net_store()
    plan = plan_of(store)
    made, own = subscribe(plan), subscribe(plan, price="99.00")
    changed(plan)
    tell()
    run("2026-03-01", store=store)
    changed(plan, "229.00", on="2026-03-02", applies_from="2026-04-01")
    tell("2026-03-02")
    run("2026-05-01", store=store)
    assert prices_of(made)[-1] == ("2026-05-01", 229)
    assert prices_of(own)[-1] == ("2026-05-01", 99)


def test_whoever_pays_that_price_already_hears_nothing() -> None:
    plan = plan_of(net_store())
    subscribe(plan)
    assert not subscribers(terms(plan, "199.00")).exists()
    with pytest.raises(ValidationError, match="Nobody would pay another price"):
        changed(plan, "199.00")


def test_subscribers_of_older_terms_are_meant_too() -> None:
    store = net_store()
    plan = plan_of(store)
    old = subscribe(plan)
    revised = terms_of(plan)
    revise_plan(plan=plan, terms=type(revised)(unit=Unit.MONTH, count=1, price=Decimal(249)),
                by=BY, now=at("2026-01-02"))  # fmt: skip
    plan = type(plan).objects.get(pk=plan.pk)
    new = subscribe(plan)
    assert list(subscribers(terms(plan, "249.00"))) == [old]
    assert new.lines.get().version.price == 249


@pytest.mark.parametrize(
    ("begun", "applies_from", "agreed", "first"),
    [
        ("2026-01-01", "2026-03-01", {}, "2026-03-01"),
        ("2026-01-05", "2026-03-01", {}, "2026-03-05"),
        ("2026-01-01", "2026-02-09", {}, "2026-03-01"),
        ("2026-01-01", "2026-02-09", {"notice_days": 90}, "2026-05-01"),
        ("2026-01-01", "2026-02-09", {"min_cycles": 12}, "2027-01-01"),
        ("2026-01-01", "2026-02-09", {"unit": Unit.YEAR}, "2027-01-01"),
        ("2026-01-01", "2026-03-01", {"trial_days": 90}, "2026-04-01"),
    ],
)
def test_it_holds_from_the_first_period_before_which_one_could_have_left(
    begun: str, applies_from: str, agreed: dict[str, Any], first: str
) -> None:
    store = net_store()
    plan = plan_of(store, **agreed)
    made = subscribe(plan, begun)
    change = changed(plan, applies_from=applies_from)
    tell()
    assert days_of(change) == {made.pk: day(first)}


def test_customers_have_thirty_days() -> None:
    plan = plan_of(net_store())
    subscribe(plan)
    with pytest.raises(ValidationError, match="2026-02-09 or later"):
        changed(plan, applies_from="2026-02-08")


def test_many_ask_as_much_as_few() -> None:
    store = net_store()
    plan = plan_of(store)
    for number in range(3):
        subscribe(plan, customer=customer(store, f"kim{number}"))
    asked_of = terms(plan)
    _current = asked_of.plan.current
    with CaptureQueriesContext(connection) as asked:
        effect_of(asked_of, today=TODAY)
    many = len(asked)
    for number in range(3, 12):
        subscribe(plan, customer=customer(store, f"kim{number}"))
    with CaptureQueriesContext(connection) as asked:
        effect_of(asked_of, today=TODAY)
    assert len(asked) == many
