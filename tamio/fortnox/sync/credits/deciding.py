"""What a credit note asks for, given how its order stands: one rule for sending and previewing."""

from collections.abc import Sequence
from dataclasses import dataclass

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.client.models.order import StoredOrder
from tamio.fortnox.models import Way
from tamio.fortnox.sync.credits import wording
from tamio.fortnox.sync.credits.order import Standing, standing
from tamio.fortnox.sync.wording import cancelled_in_fortnox
from tamio.outbox.outcome import Differs, Rejected


@dataclass(frozen=True, slots=True)
class Done:
    """The order holds it already, in this way."""

    way: Way


@dataclass(frozen=True, slots=True)
class Cancel:
    """Nothing is left of the order."""


@dataclass(frozen=True, slots=True)
class AddRows:
    """What is missing goes on the order, behind what stands there."""

    stands: Standing


@dataclass(frozen=True, slots=True)
class CreditInvoice:
    """The order is an invoice, which a credit invoice answers."""

    stands: Standing


Decision = Done | Cancel | AddRows | CreditInvoice | Differs | Rejected


def decide(
    *,
    order: StoredOrder,
    invoice: Invoice,
    note: CreditNote,
    notes: Sequence[CreditNote],
    nothing_left: bool,
    makes_invoices: bool,
) -> Decision:
    """`notes`: all that are issued for `invoice`, by number; `nothing_left`: they take it all;
    `makes_invoices`: Tamio may make credit invoices, and is to.
    """
    if order.cancelled:
        changed = Differs(cancelled_in_fortnox(order_number=order.document_number))
        return Done(Way.CANCELLED) if nothing_left else changed
    stands = standing(order=order, invoice=invoice, notes=notes)
    if order.invoiced and note in stands.missing:
        if makes_invoices:
            return CreditInvoice(stands)
        return Rejected(wording.by_a_person(note=note, order=order))
    if stands.found != stands.expected:
        return Differs(wording.changed_in_fortnox(stands))
    if nothing_left and not order.invoiced:
        return Cancel()
    return AddRows(stands) if note in stands.missing else Done(Way.ROWS)
