"""Charges become an invoice like any other: number, payment, stock, shipment, and the fact.

What is given back is taken off, and never makes an invoice of less than nothing: the rest waits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from tamio.commerce.invoices.lines import sums
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.money import ORE, round_half_up
from tamio.commerce.subscriptions import signals
from tamio.commerce.subscriptions.charging import credit_of
from tamio.commerce.subscriptions.dates import Span
from tamio.commerce.subscriptions.discounts.counting import count
from tamio.commerce.subscriptions.drafting import discounts_told, draft_of
from tamio.commerce.subscriptions.issuing import Sold, issue_all
from tamio.commerce.subscriptions.models import (
    Charge,
    ChargeKind,
    Period,
    PeriodKind,
    Subscription,
    SubscriptionDiscount,
)
from tamio.commerce.subscriptions.proration import NOTHING


@dataclass(slots=True)
class Bill:
    """What goes on an invoice now, and what waits for the next one. Nothing saved."""

    billed: list[Charge] = field(default_factory=list)
    waiting: list[Charge] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """A bill and the days it is for; `invoice` where it has been issued. `discount` has one charge
    less to come with it.
    """

    subscription: Subscription
    bill: Bill
    kind: PeriodKind
    span: Span
    sequence: int = 0
    invoice: Invoice | None = None
    discount: SubscriptionDiscount | None = None

    @property
    def sold(self) -> Sold:
        """What its invoice says."""
        number = self.discount.used + 1 if self.discount else 0
        told = discounts_told(
            self.bill.billed, subscription=self.subscription, counted=self.discount, number=number
        )
        return Sold(self.subscription, self.bill.billed, told)


def bill_of(
    subscription: Subscription,
    charges: Sequence[Charge],
    *,
    waiting: Iterable[Charge] = (),
    must: bool,
) -> Bill:
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
    if given:
        _ask_for_something(bill, subscription)
    return bill


def _ask_for_something(bill: Bill, subscription: Subscription) -> None:
    """VAT is rounded line by line, and is of other rates for other plans: where that makes an
    invoice ask for less than nothing, a part of what is given back waits too.
    """
    while (short := -_asked(bill, subscription)) > 0:
        given = [each for each in bill.billed if each.kind == ChargeKind.CREDIT]
        most = min(given, key=lambda each: each.amount)
        net = short if subscription.prices_include_vat else short / (1 + most.vat_rate / 100)
        _hold_back(bill, most, min(max(round_half_up(net), ORE), -most.amount))


def _asked(bill: Bill, subscription: Subscription) -> Decimal:
    return sums([draft_of(each, subscription=subscription) for each in bill.billed]).gross


def _hold_back(bill: Bill, credit: Charge, amount: Decimal) -> None:
    """One row waits of each, whatever is held back of it and however often."""
    rest = next((each for each in bill.waiting if _gives_back_the_same(each, credit)), None)
    if amount == -credit.amount:
        bill.billed.remove(credit)
        if rest is None or not credit._state.adding:
            bill.waiting.append(credit)
        else:
            rest.amount -= amount
        return
    credit.amount += amount
    if rest is None:
        assert credit.credits is not None
        bill.waiting.append(credit_of(credit.credits, amount, starts=credit.starts))
    else:
        rest.amount -= amount


def _gives_back_the_same(one: Charge, other: Charge) -> bool:
    is_known = one.credits_id is not None  # else two that are not saved yet would look alike
    return is_known and one.credits_id == other.credits_id and one.starts == other.starts


def write(
    subscription: Subscription,
    bill: Bill,
    *,
    kind: PeriodKind,
    span: Span,
    now: datetime,
    sequence: int = 0,
    discount: SubscriptionDiscount | None = None,
) -> Period:
    """Issues the invoice if there is one, and writes down the period and what it was charged.

    In the transaction that moves the cursor. `discount` is counted: the bill is a charge that has
    it. Raises stock.TooFew where goods are missing.
    """
    entry = Entry(subscription, bill, kind, span, sequence, discount=discount)
    return write_all([entry], now=now)[0]


def write_all(entries: Sequence[Entry], *, now: datetime) -> list[Period]:
    """As `write`, of several subscriptions of one store, in as many queries as for one."""
    billed = [each for each in entries if each.bill.billed]
    invoices = issue_all([each.sold for each in billed], now=now)
    for entry, invoice in zip(billed, invoices, strict=True):
        entry.invoice = invoice
        for position, each in enumerate(entry.bill.billed, start=1):
            each.invoice, each.position = invoice, position
    return _written(entries, now=now)


def write_sold(
    subscription: Subscription,
    charges: Sequence[Charge],
    *,
    invoice: Invoice | None,
    kind: PeriodKind,
    span: Span,
    now: datetime,
    discount: SubscriptionDiscount | None = None,
) -> Period:
    """As `write`, of charges whose lines are on an invoice already: each has its `position`."""
    for each in charges:
        each.invoice = invoice
    bill = Bill(billed=list(charges))
    entry = Entry(subscription, bill, kind, span, invoice=invoice, discount=discount)
    return _written([entry], now=now)[0]


def _divided(charge: Charge, amount: Decimal) -> Charge:
    """`amount` of a credit, which is left with the rest."""
    assert charge.credits is not None
    part = credit_of(charge.credits, -amount, starts=charge.starts)
    charge.amount -= amount
    return part


def _written(entries: Sequence[Entry], *, now: datetime) -> list[Period]:
    periods = Period.objects.bulk_create(
        Period(
            subscription=each.subscription,
            kind=each.kind,
            period_start=each.span.start,
            period_end=each.span.end,
            sequence=each.sequence,
            invoice=each.invoice,
            at=now,
        )
        for each in entries
    )
    _save([row for each in entries for row in (*each.bill.billed, *each.bill.waiting)], now=now)
    pairs = list(zip(entries, periods, strict=True))
    count([(each.discount, period) for each, period in pairs if each.discount], now=now)
    for each, period in pairs:
        signals.billed.send(sender=Period, subscription=each.subscription, period=period, now=now)
    return periods


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
