"""Writes the letter of a sale or of a credit note, in the worker.

The fact is recorded in the sale's own transaction, so no letter is lost; and it is drawn here, so
no sale waits for it, and none fails because of it.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.invoices.models import Channel, CreditNote, Invoice
from tamio.commerce.invoices.reading import invoice_at
from tamio.commerce.letters.about_invoices import credit_writer, enclosure_of, order_writer
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.models import InvoiceMessage, settings_of
from tamio.commerce.letters.sending import About, letter_of, post
from tamio.commerce.links.orders import make_link
from tamio.commerce.stores.clock import in_its_store
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Outcome, Skipped, Submitted
from tamio.prepared import Prepared
from tamio.store_clock import told

#: An order that was recorded later than so long after its sale is confirmed to nobody.
FRESH = timedelta(days=1)


@in_its_store
def deliver(delivery: Delivery, lease: Lease) -> Outcome:
    """Submitted once it is queued as an e-mail; skipped where the store sends none."""
    if delivery.kind == "invoice.credited":
        notes = CreditNote.objects.select_related("invoice__store", "store")
        note = notes.get(pk=delivery.subject_id)
        return _credited(note, delivery, lease)
    return _issued(invoice_at(delivery.subject_id), delivery, lease)


def _issued(invoice: Invoice, delivery: Delivery, lease: Lease) -> Outcome:
    with override(invoice.store.language):
        if invoice.channel == Channel.TEST_SALE:
            return Skipped(_("A test sale has no buyer to write to."))
        if _is_old(invoice.issued_at, delivery):
            return Skipped(_("It was sold long before this was recorded."))
        through_api = invoice.channel == Channel.API
        if through_api and not settings_of(invoice.store).sends_api_orders:
            return Skipped(_("Whoever sells through the API confirms the order themselves."))
    return _written(invoice, Kind.ORDER, f"order:{invoice.pk}", lease)


def _credited(note: CreditNote, delivery: Delivery, lease: Lease) -> Outcome:
    with override(note.store.language):
        if note.invoice.channel == Channel.TEST_SALE:
            return Skipped(_("A test sale has no buyer to write to."))
        if _is_old(note.issued_at, delivery):
            return Skipped(_("It was credited long before this was recorded."))
        if not settings_of(note.store).sends(Kind.CREDIT):
            return Skipped(_("The store does not send credit notes by e-mail."))
    return _written(note.invoice, Kind.CREDIT, f"credit:{note.pk}", lease, note=note)


def _is_old(issued_at: datetime | None, delivery: Delivery) -> bool:
    """Who brings old sales to an integration records them again for all who hear of sales; their
    buyers have long had their goods.
    """
    return issued_at is None or delivery.recorded_at - issued_at > FRESH


def _written(
    invoice: Invoice, kind: Kind, fact: str, lease: Lease, *, note: CreditNote | None = None
) -> Outcome:
    now = told(lease.clock())
    link = make_link(invoice=invoice, language=None, now=now)
    write = credit_writer(note, link) if note else order_writer(invoice, link)
    # Drawn before the transaction: no sale waits for it, on a database with one writer either.
    letter = letter_of(store=invoice.store, language=link.language, write=write)
    with lease.writing(durable=True):
        # Whoever takes over from a worker that died finds what that one has queued.
        if not _WRITTEN.rows(fact):
            post(
                letter,
                store=invoice.store,
                kind=kind,
                recipient=invoice.buyer_email,
                now=now,
                about=About(invoice=invoice, fact=fact),
                enclosures=[enclosure_of(note or invoice, language=link.language)],
            )
    return Submitted()


_WRITTEN = Prepared(lambda fact: InvoiceMessage.objects.filter(fact=fact), str)
