"""Gives money back for a subscription: credit notes on the invoices that it was charged by."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.invoices.credit import CreditPart, Left, credit, left_of
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.payments.models.expected import OPEN
from tamio.commerce.subscriptions.models import Charge, ChargeKind, Subscription
from tamio.commerce.subscriptions.proration import NOTHING

#: What to take back by invoice and its lines' positions, as the lines state it.
Amounts: TypeAlias = dict[Invoice, dict[int, Decimal]]


def give_back(
    subscription: Subscription, unused: Sequence[Charge], *, by: str, now: datetime
) -> list[CreditNote]:
    """One credit note for each invoice that something is given back of.

    Never more than is left of a line: what the store has credited by hand is not given twice. Nor
    more than is left of an invoice that had something taken off: the rest was paid with others.
    """
    if not unused:
        return []
    every = _lines_of(subscription, with_credits=True)
    lines = [line for line in every if line.charge.kind != ChargeKind.CREDIT]
    amounts: Amounts = defaultdict(dict)
    rooms = _rooms_of(every)
    for each in unused:
        _allot(each, lines, rooms, amounts)
    notes = _credited(amounts, subscription=subscription, by=by, now=now)
    Charge.objects.filter(pk__in=[each.pk for each in unused]).update(settled_at=now, by_note=True)
    return notes


def void_open(subscription: Subscription, *, by: str, now: datetime) -> list[CreditNote]:
    """Credits what is the subscription's on invoices that are not paid: as if it had not been
    billed. What such an invoice had taken off for unused days can be given back anew.
    """
    every = list(_charged(subscription))
    unpaid = {each.invoice_id for each in every if _is_open(each.invoice)}
    voided = [each for each in every if each.invoice_id in unpaid]
    if not voided:
        return []
    taken_off = [each.pk for each in voided if each.kind == ChargeKind.CREDIT]
    Charge.objects.filter(pk__in=taken_off).update(by_note=True)
    amounts: Amounts = defaultdict(dict)
    for line in _lines_of(subscription, with_credits=True):
        if line.charge.invoice_id in unpaid and line.left:
            amounts[line.invoice][line.position] = line.left
    return _credited(amounts, subscription=subscription, by=by, now=now)


@dataclass(slots=True)
class _Line:
    """A charge on an invoice, and what of it can still be given back, as its line states it.

    `moved` is what later invoices have taken off for it: it can be given back here only where
    there it can not.
    """

    charge: Charge
    left: Decimal
    moved: Decimal = NOTHING

    @property
    def invoice(self) -> Invoice:
        assert self.charge.invoice is not None
        return self.charge.invoice

    @property
    def position(self) -> int:
        assert self.charge.position is not None
        return self.charge.position

    @property
    def taxed(self) -> tuple[Decimal, str, str]:
        return self.charge.vat_rate, self.charge.vat_treatment, self.charge.vat_country


def _lines_of(subscription: Subscription, *, with_credits: bool = False) -> list[_Line]:
    """The newest first."""
    charges = [
        each for each in _charged(subscription) if with_credits or each.kind != ChargeKind.CREDIT
    ]
    stated: dict[tuple[int, int], Decimal] = {}
    for invoice in {each.invoice for each in charges if each.invoice is not None}:
        for found in left_of(invoice):
            stated[invoice.pk, found.line.position] = _stated(found)
    return [
        _Line(each, stated[each.invoice_id, each.position] - _taken_off(each), _taken_off(each))
        for each in reversed(charges)
        if each.invoice_id is not None and each.position is not None
    ]


def _charged(subscription: Subscription) -> QuerySet[Charge]:
    charges = subscription.charges.filter(invoice__isnull=False).order_by("pk")
    return charges.select_related("invoice__store").prefetch_related(
        "given_back", "invoice__payments"
    )


def _taken_off(charge: Charge) -> Decimal:
    """What later invoices have taken off for it."""
    later = [each for each in charge.given_back.all() if each.invoice_id and not each.by_note]
    return -sum((each.amount for each in later), NOTHING)


def _is_open(invoice: Invoice | None) -> bool:
    return invoice is not None and any(each.standing in OPEN for each in invoice.payments.all())


def _rooms_of(lines: Sequence[_Line]) -> dict[int, Decimal]:
    """What is left of each invoice as a whole, by its pk."""
    rooms: dict[int, Decimal] = defaultdict(Decimal)
    for line in lines:
        rooms[line.invoice.pk] += line.left + line.moved
    return rooms


def _allot(
    credit: Charge, lines: Sequence[_Line], rooms: dict[int, Decimal], amounts: Amounts
) -> None:
    """To the line that it gives back, and what that has no room for to others taxed alike."""
    wanted = -credit.amount
    taxed = (credit.vat_rate, credit.vat_treatment, credit.vat_country)
    own = [line for line in lines if line.charge.pk == credit.credits_id]
    alike = [line for line in lines if line.taxed == taxed and line not in own]
    for line in [*own, *alike]:
        part = _taken(min(wanted, line.left), line, rooms, amounts)
        line.left -= part
        wanted -= part
    for line in [*own, *alike]:
        part = _taken(min(wanted, line.moved), line, rooms, amounts)
        line.moved -= part
        wanted -= part


def _taken(wanted: Decimal, line: _Line, rooms: dict[int, Decimal], amounts: Amounts) -> Decimal:
    """How much of it the line's invoice has room for; that much is noted."""
    part = max(min(wanted, rooms[line.invoice.pk]), NOTHING)
    if part:
        rooms[line.invoice.pk] -= part
        on_invoice = amounts[line.invoice]
        on_invoice[line.position] = on_invoice.get(line.position, NOTHING) + part
    return part


def _credited(
    amounts: Amounts, *, subscription: Subscription, by: str, now: datetime
) -> list[CreditNote]:
    with override(subscription.store.language):
        reason = _("Subscription %(number)s") % {"number": subscription.number}
    return [
        credit(invoice=invoice, parts=_parts(invoice, parts), reason=reason, by=by, now=now)
        for invoice, parts in amounts.items()
    ]


def _parts(invoice: Invoice, amounts: dict[int, Decimal]) -> list[CreditPart]:
    """What takes all that is left of an invoice takes all of its lines, what was taken off there
    too: so nothing is left of its VAT either, and no line stands against another.
    """
    left = {each.line.position: _stated(each) for each in left_of(invoice)}
    if sum(amounts.values(), NOTHING) == sum(left.values(), NOTHING):
        amounts = {position: amount for position, amount in left.items() if amount}
    return [CreditPart(position=at, amount=part) for at, part in sorted(amounts.items())]


def _stated(left: Left) -> Decimal:
    """As its line states it: with VAT or without."""
    return left.amounts.gross if left.line.invoice.prices_include_vat else left.amounts.net
