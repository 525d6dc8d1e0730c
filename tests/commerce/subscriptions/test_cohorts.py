"""Of those who began in a month, how many are left month after month."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.cohorts import MONTHS, Cohort, cohorts
from tamio.commerce.subscriptions.ending import cancel
from tests.commerce.subscriptions.making import BY, at, day, net_store, plan_of, subscribe
from tests.factories import make_store

pytestmark = pytest.mark.django_db


def cohort(store: Store, name: str, *, today: str = "2026-06-20") -> Cohort:
    every = cohorts(store=store, today=day(today))
    return next(each for each in every if f"{each.begins:%Y-%m}" == name)


def test_each_month_has_as_many_shares_as_have_passed() -> None:
    every = cohorts(store=make_store(), today=day("2026-06-20"))
    assert [len(each.left) for each in every] == list(range(MONTHS, 0, -1))
    assert [each.shares for each in every] == [[]] * MONTHS


def test_who_ends_is_gone_when_that_month_is_over() -> None:
    store = net_store()
    plan = plan_of(store)
    made = [subscribe(plan, "2026-02-10") for _each in range(4)]
    for each, on in zip(made, ("2026-02-20", "2026-04-01", "2026-06-19"), strict=False):
        cancel(subscription=each, by=BY, now=at(on), at_once=True, binding=False)
    found = cohort(store, "2026-02")
    assert (found.began, found.left) == (4, [3, 3, 2, 2, 1])
    assert found.shares == [75, 75, 50, 50, 25]


def test_the_month_of_an_end_is_the_stores_own() -> None:
    store = net_store(time_zone="Asia/Tokyo")
    made = subscribe(plan_of(store), "2026-02-10")
    # In Tokyo it is 1 April already.
    cancel(subscription=made, by=BY, now=at("2026-03-31", 22), at_once=True, binding=False)
    assert cohort(store, "2026-02").left == [1, 1, 0, 0, 0]


def test_who_has_not_begun_and_who_is_another_stores_do_not_count() -> None:
    store = net_store()
    subscribe(plan_of(store), "2026-06-01", starts_on=day("2026-06-25"))
    subscribe(plan_of(net_store()), "2026-06-01")
    assert cohort(store, "2026-06").began == 0


def test_cohorts_are_one_query() -> None:
    store = net_store()
    plan = plan_of(store)
    for on in ("2026-01-01", "2026-03-01", "2026-05-01"):
        subscribe(plan, on)
    with CaptureQueriesContext(connection) as asked:
        cohorts(store=store, today=day("2026-06-20"))
    assert len(asked) == 1
