"""What is given back at the end, where an invoice had something taken off for unused days."""

from decimal import Decimal

import pytest

from tamio.commerce.invoices.credit import left_of
from tamio.commerce.payments.models import Payment, Standing
from tamio.commerce.payments.receiving import receive
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.models import Subscription
from tamio.commerce.subscriptions.pausing import pause, resume
from tests.commerce.payments.paying import money
from tests.commerce.subscriptions.making import at, invoices_of, net_store, plan_of, subscribe

pytestmark = pytest.mark.django_db


def test_no_more_is_given_back_on_an_invoice_than_it_asked_for_and_the_rest_on_the_one_before() -> (
    None
):
    subscription = _paused_and_resumed()
    # 3650.00 for a year; then another, less 265 days of the first.
    first, second = invoices_of(subscription)
    assert (first.net, second.net) == (Decimal("3650.00"), Decimal("1000.00"))
    cancel(subscription=subscription, by="customer", now=at("2026-05-11"), at_once=True)
    # 355 days are left of it.
    assert [note.net for note in second.credit_notes.all()] == [Decimal("-1000.00")]
    assert [note.net for note in first.credit_notes.all()] == [Decimal("-2550.00")]


def test_what_was_paid_for_days_that_were_not_had_is_to_be_paid_back() -> None:
    subscription = _paused_and_resumed()
    for invoice in invoices_of(subscription):
        receive(invoice=invoice, money=money(str(invoice.total)), by="x", now=at("2026-12-01"))
    cancel(subscription=subscription, by="customer", now=at("2026-05-11"), at_once=True)
    payments = Payment.objects.filter(invoice__in=invoices_of(subscription))
    assert {each.standing for each in payments} == {Standing.OVER}
    # 110 days of ten crowns and their VAT are kept.
    kept = sum(each.kept - each.over for each in payments)
    assert kept == Decimal("1375.00")


def test_what_gives_back_a_whole_invoice_leaves_nothing_of_any_line_nor_of_its_vat() -> None:
    subscription = _paused_and_resumed(price="3651.29")
    cancel(subscription=subscription, by="customer", now=at("2026-05-11"), at_once=True)
    second = invoices_of(subscription)[1]
    [note] = second.credit_notes.all()
    assert (note.net, note.vat, note.total) == (-second.net, -second.vat, -second.total)
    assert [each.amounts.gross for each in left_of(second)] == [0, 0]


def _paused_and_resumed(price: str = "3650.00") -> Subscription:
    plan = plan_of(net_store(), price, unit=Unit.YEAR)
    subscription = subscribe(plan, "2026-01-01")
    pause(subscription=subscription, by="customer", now=at("2026-04-11"), at_once=True)
    resume(subscription=subscription, by="customer", now=at("2026-05-01"))
    return subscription
