"""The store's own rules: which invoices are sent by themselves, and which wait for a person."""

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import Backfill, OrderLink, Settings
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Held, Skipped
from tamio.outbox.states import Priority

#: Reasons a delivery is held for, as stored; pages say them in words.
MANUAL = "manual"
BEFORE_START = "before-start"
BACKFILL_PAUSED = "backfill-paused"
BACKFILL_STOPPED = "backfill-stopped"
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
    if (backfill := backfill_of(delivery)) is not None:
        return _held_in(backfill, invoice)
    return None if settings.automatic else Held(MANUAL)


def held_for_a_person(*, delivery: Delivery, settings: Settings) -> Held | None:
    """A store that sends by hand sends everything so: sales, and the credit notes of them. Who
    starts a backfill says so for all that is in it; a credit note follows an order that is there
    even if the rest is paused or stopped by then.
    """
    if settings.automatic or delivery.priority == Priority.CLICK:
        return None
    return None if backfill_of(delivery) is not None else Held(MANUAL)


def backfill_of(delivery: Delivery) -> Backfill | None:
    """The latest that it is a document of. Asks nothing about what goes as a sale."""
    if delivery.priority != Priority.BACKFILL:
        return None
    return Backfill.objects.filter(documents__delivery=delivery).order_by("-pk").first()


def is_before_start(*, invoice: Invoice, settings: Settings) -> bool:
    """Whether `invoice` is older than what the store sends."""
    return invoice.invoice_date is not None and invoice.invoice_date < settings.start_date


def is_left_out(*, invoice: Invoice, settings: Settings) -> bool:
    """Whether the store keeps invoices of 0 out of its books, and `invoice` is one."""
    return invoice.total == 0 and invoice.vat == 0 and not settings.send_zero_totals


def _held_in(backfill: Backfill, invoice: Invoice) -> Held | None:
    """What may be in Fortnox already was under way when the backfill was paused or stopped, and
    is brought to its end.
    """
    if not (backfill.is_paused or backfill.stopped_at):
        return None
    if OrderLink.objects.filter(invoice=invoice, tenant_id=backfill.tenant_id).exists():
        return None
    return Held(BACKFILL_PAUSED if backfill.is_paused else BACKFILL_STOPPED)
