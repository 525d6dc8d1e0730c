"""Cancelled from every state, now or later, paid or not: who owes what, to the krona."""

from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.payments.models import Means
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.subscriptions.ending import Open, cancel, uncancel
from tamio.commerce.subscriptions.models import Status, Subscription
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.paying import fall_behind
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

pytestmark = pytest.mark.django_db

#: What is kept of 310 for January, without VAT, where it is cancelled on the 11th: now, or later.
KEPT = {
    ("trialing", True): 0, ("trialing", False): 0, ("active", True): 100, ("active", False): 310,
    ("past_due", True): 100, ("past_due", False): 310, ("paused", True): 40, ("paused", False): 40,
}  # fmt: skip


def in_state(state: str) -> Subscription:
    trial: dict[str, Any] = {"trial_days": 20} if state == "trialing" else {}
    subscription = subscribe(plan_of(net_store(), "310.00", **trial), "2026-01-01")
    if state == "past_due":
        fall_behind(subscription=subscription, by="tamio", now=at("2026-01-04"))
    if state == "paused":
        pause(subscription=subscription, by=BY, now=at("2026-01-05"), at_once=True)
    assert read(subscription).status == state
    return subscription


def pay(subscription: Subscription) -> None:
    for invoice in invoices_of(subscription):
        money = Money(
            amount=invoice.total, currency="SEK", means=Means.BANK, paid_on=day("2026-01-05")
        )
        receive(invoice=invoice, money=money, by=BY, now=at("2026-01-05"))


@pytest.mark.parametrize(("state", "at_once"), KEPT)
@pytest.mark.parametrize("paid", [True, False])
@pytest.mark.parametrize("open_invoices", list(Open))
def test_what_was_had_is_paid_and_no_more(
    state: str, at_once: bool, paid: bool, open_invoices: Open
) -> None:
    subscription = in_state(state)
    if paid:
        pay(subscription)
    cancel(subscription=subscription, by="customer", now=at("2026-01-11"), at_once=at_once,
           open_invoices=open_invoices)  # fmt: skip
    run("2026-06-01")
    assert read(subscription).status == Status.CANCELLED
    is_voided = open_invoices is Open.VOID and not paid
    kept = Decimal(0 if is_voided else KEPT[state, at_once])
    notes = [note for each in invoices_of(subscription) for note in each.credit_notes.all()]
    assert sum(each.net for each in [*invoices_of(subscription), *notes]) == kept
    asked = kept * Decimal("1.25")
    payments = [each.payments.get() for each in invoices_of(subscription)]
    assert sum(each.left for each in payments) == (0 if paid else asked)
    assert sum(each.over for each in payments) == (
        Decimal("387.50") - asked if paid and state != "trialing" else 0
    )


@pytest.mark.parametrize("state", ["trialing", "active", "past_due"])
def test_taken_back_from_each_it_is_renewed(state: str) -> None:
    subscription = in_state(state)
    cancel(subscription=subscription, by="customer", now=at("2026-01-11"))
    uncancel(subscription=subscription, by="customer", now=at("2026-01-12"))
    run("2026-02-01")
    billed = [str(each.lines.all()[0].period_start) for each in invoices_of(subscription)]
    assert billed == (["2026-01-21"] if state == "trialing" else ["2026-01-01", "2026-02-01"])
