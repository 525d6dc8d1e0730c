"""Charges become an invoice like any other: number, payment, stock, shipment, and the fact.

What is given back is taken off, and never makes an invoice of less than nothing: the rest waits.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from tamio.commerce.catalogue import stock
from tamio.commerce.catalogue.models import ItemType, StockMovement
from tamio.commerce.fulfilment.shipping import await_shipment
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import Channel, Invoice, draft_invoice
from tamio.commerce.links.orders import open_link
from tamio.commerce.payments.models import Method, expect_payment
from tamio.commerce.subscriptions import signals
from tamio.commerce.subscriptions.charging import credit_of
from tamio.commerce.subscriptions.dates import Span
from tamio.commerce.subscriptions.drafting import draft_of
from tamio.commerce.subscriptions.models import (
    Charge,
    ChargeKind,
    Period,
    PeriodKind,
    Subscription,
)
from tamio.commerce.subscriptions.proration import NOTHING


@dataclass(slots=True)
class Bill:
    """What goes on an invoice now, and what waits for the next one. Nothing saved."""

    billed: list[Charge] = field(default_factory=list)
    waiting: list[Charge] = field(default_factory=list)

    def drafts(self, subscription: Subscription) -> list[LineDraft]:
        """The lines of the invoice."""
        return [draft_of(each, subscription=subscription) for each in self.billed]


def bill_of(charges: Sequence[Charge], *, waiting: Iterable[Charge] = (), must: bool) -> Bill:
    """All that is charged, and of what is given back as much as that comes to.

    `waiting` are those that wait already, saved. Where it `must` not be billed now, no invoice is
    made that would ask for nothing. A credit that fits in part is divided.
    """
    every = [*waiting, *charges]
    owed = [each for each in every if each.kind != ChargeKind.CREDIT]
    given = [each for each in every if each.kind == ChargeKind.CREDIT]
    room = sum((each.amount for each in owed), NOTHING)
    if not must and room + sum((each.amount for each in given), NOTHING) <= 0:
        return Bill(waiting=every)
    bill = Bill(billed=owed)
    for each in given:
        fits = max(each.amount, -room)
        if fits == each.amount:
            bill.billed.append(each)
        else:
            bill.waiting.append(each)
            if fits:
                bill.billed.append(_divided(each, fits))
        room += fits
    return bill


def write(
    subscription: Subscription,
    bill: Bill,
    *,
    kind: PeriodKind,
    span: Span,
    now: datetime,
    sequence: int = 0,
) -> Period:
    """Issues the invoice if there is one, and writes down the period and what it was charged.

    In the transaction that moves the cursor. Raises stock.TooFew where goods are missing.
    """
    invoice = _issued(subscription, bill, now=now) if bill.billed else None
    for position, each in enumerate(bill.billed, start=1):
        each.invoice, each.position = invoice, position
    return _written(
        subscription, bill, invoice=invoice, kind=kind, span=span, now=now, sequence=sequence
    )


def write_sold(
    subscription: Subscription,
    charges: Sequence[Charge],
    *,
    invoice: Invoice | None,
    kind: PeriodKind,
    span: Span,
    now: datetime,
) -> Period:
    """As `write`, of charges whose lines are on an invoice already: each has its `position`."""
    for each in charges:
        each.invoice = invoice
    bill = Bill(billed=list(charges))
    return _written(subscription, bill, invoice=invoice, kind=kind, span=span, now=now, sequence=0)


def _divided(charge: Charge, amount: Decimal) -> Charge:
    """`amount` of a credit, which is left with the rest."""
    assert charge.credits is not None
    part = credit_of(charge.credits, -amount, starts=charge.starts)
    charge.amount -= amount
    return part


def _issued(subscription: Subscription, bill: Bill, *, now: datetime) -> Invoice:
    drafts = bill.drafts(subscription)
    taken = _from_stock(drafts, now=now)
    invoice = draft_invoice(
        store=subscription.store,
        customer=subscription.customer,
        lines=drafts,
        currency=subscription.currency,
        prices_include_vat=subscription.prices_include_vat,
        channel=Channel.RENEWAL,
        delivery=subscription.delivery,
        buyer_reference=subscription.buyer_reference,
    )
    invoice.issue(now=now)
    stock.record(taken, document=str(invoice.number))
    expect_payment(invoice=invoice, method=Method(subscription.method))
    open_link(invoice=invoice, language=subscription.language, now=now)
    await_shipment(invoice=invoice, lines=drafts)
    return invoice


def _from_stock(drafts: Sequence[LineDraft], *, now: datetime) -> list[StockMovement]:
    """What is reserved for carts counts as there: a subscriber was first."""
    wanted: dict[int, int] = defaultdict(int)
    for each in drafts:
        if each.item_type == ItemType.PHYSICAL and each.variant_id and each.quantity > 0:
            wanted[each.variant_id] += int(each.quantity)
    if not wanted:
        return []
    return stock.take(variants=stock.locked(wanted), wanted=wanted, promised={}, now=now)


def _written(
    subscription: Subscription,
    bill: Bill,
    *,
    invoice: Invoice | None,
    kind: PeriodKind,
    span: Span,
    now: datetime,
    sequence: int,
) -> Period:
    period = Period.objects.create(
        subscription=subscription,
        kind=kind,
        period_start=span.start,
        period_end=span.end,
        sequence=sequence,
        invoice=invoice,
        at=now,
    )
    _save([*bill.billed, *bill.waiting], now=now)
    signals.billed.send(sender=Period, subscription=subscription, period=period, now=now)
    return period


def _save(charges: Iterable[Charge], *, now: datetime) -> None:
    """New ones in one query; those that waited, one by one, for they are few."""
    new: list[Charge] = []
    for each in charges:
        if each._state.adding:
            each.at = now
            new.append(each)
        else:
            each.save(update_fields=["amount", "invoice", "position"])
    Charge.objects.bulk_create(new)
