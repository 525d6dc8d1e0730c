"""The letter that brings an invoice to its buyer; the PDF is made when it leaves."""

from datetime import datetime, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.documents.formats import day_text, money_text
from tamio.commerce.documents.languages import language_of
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.mail.enclosures import Enclosure
from tamio.commerce.mail.models import Message
from tamio.commerce.mail.queueing import Letter, queue

KIND = "invoice"
#: Two clicks on one button.
_AT_ONCE = timedelta(minutes=1)


def mail_invoice(invoice: Invoice, *, now: datetime) -> Message | None:
    """Inside a transaction. None if it was queued a moment ago, to the same address."""
    # A customer who was erased has no address any more; the invoice keeps the one it was sold to.
    recipient = invoice.customer.invoices_go_to or invoice.buyer_email
    language = language_of(invoice)
    paper = Enclosure("invoice", invoice.pk, language)
    if _queued_just_now(invoice, recipient, now=now):
        return None
    return queue(
        store_id=invoice.store_id,
        kind=KIND,
        recipient=recipient,
        letter=invoice_letter(invoice, language=language),
        now=now,
        enclosures=[paper],
    )


def invoice_letter(invoice: Invoice, *, language: str) -> Letter:
    """What the invoice is about, how much and until when; all else stands on it."""
    with override(language):
        seller = invoice.seller["name"]
        words = {"number": invoice.number, "seller": seller}
        lines = [
            _("Hello,"),
            _("Thank you for your order. Invoice %(number)s is enclosed as PDF.") % words,
            *_to_pay(invoice, language=language),
            _("Questions? Reply to %(email)s.") % {"email": invoice.seller["email"]},
            seller,
        ]
        return Letter(
            language=language,
            subject=_("Invoice %(number)s from %(seller)s") % words,
            text="\n\n".join(lines) + "\n",
            html=format_html(
                '<div lang="{}">{}</div>',
                language,
                format_html_join("", "<p>{}</p>", ((line,) for line in lines)),
            ),
        )


def _to_pay(invoice: Invoice, *, language: str) -> list[str]:
    payment = next(iter(invoice.payments.all()), None)
    if payment is None or payment.received_at is not None or not payment.amount:
        return []
    words = {
        "amount": money_text(payment.amount, currency=invoice.currency, language=language),
        "day": day_text(payment.due_date, language=language),
        "reference": payment.reference,
    }
    return [_("To pay: %(amount)s by %(day)s. OCR number: %(reference)s.") % words]


def _queued_just_now(invoice: Invoice, recipient: str, *, now: datetime) -> bool:
    latest = Message.objects.filter(store_id=invoice.store_id, kind=KIND).order_by("-pk")[:20]
    return any(
        message.queued_at > now - _AT_ONCE
        and message.recipient == recipient
        and any(each["subject_id"] == invoice.pk for each in message.enclosures)
        for message in latest
    )
