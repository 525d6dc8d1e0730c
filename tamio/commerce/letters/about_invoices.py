"""The letters about one invoice: of the order, of a credit note, of a shipment."""

from datetime import datetime

from tamio.commerce.fulfilment.models import Shipment
from tamio.commerce.fulfilment.standing import goods_of
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.facts import credited_by, sale_of, sent_with
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.models import settings_of
from tamio.commerce.letters.sending import About, Write, send, ways_of
from tamio.commerce.letters.writing.credit import credit
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.order import order_confirmation
from tamio.commerce.letters.writing.shipment import shipment as shipment_letter
from tamio.commerce.links.models import OrderLink
from tamio.commerce.links.orders import make_link
from tamio.commerce.mail.enclosures import Enclosure
from tamio.commerce.mail.models import Message
from tamio.outbox.states import Priority


def order_writer(invoice: Invoice, link: OrderLink) -> Write:
    def write(says: StoreSays, language: str) -> Body:
        ways = ways_of(invoice.store, link)
        sale = sale_of(invoice, language=language)
        return order_confirmation(sale, ways=ways, says=says, language=language)

    return write


def credit_writer(note: CreditNote, link: OrderLink) -> Write:
    def write(says: StoreSays, language: str) -> Body:
        ways, sale = ways_of(note.store, link), sale_of(note.invoice, language=language)
        return credit(credited_by(note), sale=sale, ways=ways, says=says, language=language)

    return write


def shipment_writer(shipment: Shipment, link: OrderLink) -> Write:
    invoice = shipment.invoice

    def write(says: StoreSays, language: str) -> Body:
        ways, sale = ways_of(shipment.store, link), sale_of(invoice, language=language)
        is_last = not any(each.left for each in goods_of(invoice))
        sent = sent_with(shipment, is_last=is_last)
        return shipment_letter(sent, sale=sale, ways=ways, says=says, language=language)

    return write


def enclosure_of(about: Invoice | CreditNote, *, language: str) -> Enclosure:
    """The paper itself, as PDF: it is made when the letter leaves."""
    kind = "credit-note" if isinstance(about, CreditNote) else "invoice"
    return Enclosure(kind, about.pk, language)


def mail_shipment(shipment: Shipment, *, now: datetime) -> Message | None:
    """In the shipment's own transaction. None if the store does not send these."""
    if not settings_of(shipment.store).sends(Kind.SHIPMENT):
        return None
    invoice = shipment.invoice
    link = make_link(invoice=invoice, language=None, now=now)
    return send(
        store=shipment.store,
        kind=Kind.SHIPMENT,
        recipient=invoice.buyer_email,
        language=link.language,
        write=shipment_writer(shipment, link),
        now=now,
        about=About(invoice=invoice, fact=f"shipment:{shipment.pk}"),
    )


def send_again(
    *, invoice: Invoice, kind: Kind, recipient: str, by: str, now: datetime
) -> Message | None:
    """The latest letter of that kind, written anew. None if there is nothing to write of.

    Raises ValidationError for an address that is none.
    """
    link = make_link(invoice=invoice, language=None, now=now)
    write = latest_writer(invoice, kind=kind, link=link)
    if write is None:
        return None
    return send(
        store=invoice.store,
        kind=kind,
        recipient=recipient,
        language=link.language,
        write=write,
        now=now,
        about=About(invoice=invoice, sent_by=by),
        priority=Priority.CLICK,
        enclosures=_enclosures(invoice, kind, language=link.language),
    )


def _enclosures(invoice: Invoice, kind: Kind, *, language: str) -> list[Enclosure]:
    if kind == Kind.ORDER:
        return [enclosure_of(invoice, language=language)]
    note = latest_credit_note(invoice) if kind == Kind.CREDIT else None
    return [enclosure_of(note, language=language)] if note else []


def latest_credit_note(invoice: Invoice) -> CreditNote | None:
    found: CreditNote | None = (
        invoice.credit_notes.exclude(issued_at=None).order_by("-number").first()
    )
    return found


def latest_writer(invoice: Invoice, *, kind: Kind, link: OrderLink) -> Write | None:
    """What writes the latest letter of that kind; None if the invoice has none."""
    if kind == Kind.ORDER:
        return order_writer(invoice, link)
    if kind == Kind.CREDIT:
        note = latest_credit_note(invoice)
        return credit_writer(note, link) if note else None
    if kind == Kind.SHIPMENT:
        shipment = invoice.shipments.filter(taken_back_at=None).order_by("-pk").first()
        return shipment_writer(shipment, link) if shipment else None
    return None
