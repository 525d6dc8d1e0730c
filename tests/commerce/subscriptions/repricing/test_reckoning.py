"""Whom a new price is for, what it comes to, and when it can hold for each."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.plans import revise_plan, terms_of
from tamio.commerce.subscriptions.repricing.reckoning import effect_of, subscribers
from tests.commerce.subscriptions.making import BY, at, day, net_store, plan_of, subscribe
from tests.commerce.subscriptions.repricing.making import changed, customer, days_of, tell, terms
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


def test_it_is_not_for_those_who_leave_stand_still_or_have_agreed_otherwise() -> None:
    store = net_store()
    plan = plan_of(store)
    stays = subscribe(plan)
    leaves = subscribe(plan)
    cancel(subscription=leaves, by=BY, now=at("2026-01-05"))
    own = subscribe(plan, price="99.00")
    still = subscribe(plan)
    pause(subscription=still, by=BY, now=at("2026-01-05"), at_once=True)
    subscribe(plan_of(store, max_cycles=6))
    assert list(subscribers(terms(plan))) == [stays]
    assert set(subscribers(terms(plan, own=True))) == {stays, own}
    assert effect_of(terms(plan), today=TODAY).left_out == 1


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
