"""Renewals that share a transaction: each has what it has alone; who was changed is left out."""

from decimal import Decimal

import pytest

from tamio.commerce.catalogue.models import ItemType, StockMovement
from tamio.commerce.fulfilment.models import AwaitedShipment
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Method
from tamio.commerce.subscriptions.models import Subscription
from tamio.commerce.subscriptions.renewing import renew_together
from tamio.commerce.subscriptions.whole import whole
from tamio.outbox.models import Delivery
from tests.commerce.subscriptions.making import (
    at,
    invoices_of,
    lines_of,
    net_store,
    plan_of,
    run,
    subscribe,
)
from tests.factories import make_store

pytestmark = pytest.mark.django_db


def test_of_a_few_that_are_billed_together_who_was_changed_meanwhile_is_left_out() -> None:
    store = net_store()
    plan = plan_of(store)
    subscriptions = [subscribe(plan, "2026-01-31") for _each in range(3)]
    read_before = list(whole(Subscription.objects.order_by("pk")))
    Subscription.objects.filter(pk=subscriptions[1].pk).update(revision=99)
    for each in read_before:
        each.store = store
    billed = renew_together(read_before, now=at("2026-02-28"))
    assert [each.pk for each in billed] == [subscriptions[0].pk, subscriptions[2].pk]
    assert [len(invoices_of(each)) for each in subscriptions] == [2, 1, 2]
    assert run("2026-02-28", store=store).billed == 1


def test_billed_together_each_has_what_it_has_alone() -> None:
    """The same rows, whether a transaction holds one or many."""
    store = make_store(prices_include_vat=True)
    plan = plan_of(store, "149.00", item_type=ItemType.PHYSICAL, stock=100)
    first = subscribe(plan, "2026-01-31", freight=Decimal(49), method=Method.SWISH)
    run("2026-02-28", store=store)
    others = [
        subscribe(plan, "2026-01-31", freight=Decimal(49), method=Method.SWISH) for _each in "abc"
    ]
    run("2026-02-28", store=store)
    alone = _all_of(invoices_of(first)[1])
    assert [_all_of(invoices_of(each)[1]) for each in others] == [alone] * 3
    plan.variant.refresh_from_db()
    assert plan.variant.stock == 92
    left = StockMovement.objects.order_by("pk").values_list("left", flat=True)
    assert list(left)[-3:] == [94, 93, 92]


def _all_of(invoice: Invoice) -> dict[str, object]:
    payment = invoice.payments.get()
    return {
        "lines": lines_of(invoice),
        "totals": (invoice.net, invoice.vat, invoice.total, invoice.channel),
        "dates": (invoice.invoice_date, payment.due_date),
        "payment": (payment.method, payment.amount, payment.standing, payment.bankgiro),
        "is_linked": bool(invoice.order_link.token),
        "is_awaited": AwaitedShipment.objects.filter(invoice=invoice).count(),
        "moved": StockMovement.objects.filter(document=str(invoice.number)).count(),
        "told": list(
            Delivery.objects.filter(kind="invoice.issued", subject_id=invoice.pk)
            .order_by("destination")
            .values_list("destination", "state", "due_at", "events__what")
        ),
    }
