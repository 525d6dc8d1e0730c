"""The store's own rules: which invoices are sent by themselves, and which wait for a person."""

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import Settings
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Held, Skipped
from tamio.outbox.states import Priority

#: Reasons a delivery is held for, as stored; pages say them in words.
MANUAL = "manual"
BEFORE_START = "before-start"
#: The reason it is skipped for.
ZERO_TOTAL = "zero-total"


def held_back(*, invoice: Invoice, delivery: Delivery, settings: Settings) -> Held | Skipped | None:
    """Why `invoice` waits for a person, or is left out; None if it goes. A person's click goes
    before any rule.
    """
    if delivery.priority == Priority.CLICK:
        return None
    if is_before_start(invoice=invoice, settings=settings):
        return Held(BEFORE_START)
    if is_left_out(invoice=invoice, settings=settings):
        return Skipped(ZERO_TOTAL)
    return held_for_a_person(delivery=delivery, settings=settings)


def held_for_a_person(*, delivery: Delivery, settings: Settings) -> Held | None:
    """A store that sends by hand sends everything so: sales, and the credit notes of them."""
    if settings.automatic or delivery.priority == Priority.CLICK:
        return None
    return Held(MANUAL)


def is_before_start(*, invoice: Invoice, settings: Settings) -> bool:
    """Whether `invoice` is older than what the store sends."""
    return invoice.invoice_date is not None and invoice.invoice_date < settings.start_date


def is_left_out(*, invoice: Invoice, settings: Settings) -> bool:
    """Whether the store keeps invoices of 0 out of its books, and `invoice` is one."""
    return invoice.total == 0 and invoice.vat == 0 and not settings.send_zero_totals
