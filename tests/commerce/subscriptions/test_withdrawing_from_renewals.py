"""A renewal goes on with a contract: it gives no new right to withdraw, and none of a year."""

from datetime import date

import pytest

from tamio.commerce.withdrawals.standing import withdrawal_period
from tests.commerce.subscriptions import making
from tests.factories import make_store

pytestmark = pytest.mark.django_db


def test_the_time_runs_from_the_contract_whatever_is_charged_later() -> None:
    store = make_store()
    subscription = making.subscribe(making.plan_of(store), customer=making.customer_of(store))
    making.run("2026-03-02", store=store)
    invoices = making.invoices_of(subscription)
    assert len(invoices) > 2
    # From 1 January 2026 on, fourteen days that end on a Thursday.
    for each in invoices:
        assert withdrawal_period(each).last == date(2026, 1, 15)


def test_of_two_contracts_on_one_invoice_the_later_one_counts() -> None:
    store = make_store()
    customer, plan = making.customer_of(store), making.plan_of(store)
    making.subscribe(plan, customer=customer)
    making.run("2026-01-02", store=store)
    later = making.subscribe(making.plan_of(store), customer=customer, on="2026-02-01")
    making.run("2026-02-02", store=store)
    first = making.invoices_of(later)[0]
    assert withdrawal_period(first).last == date(2026, 2, 16)
