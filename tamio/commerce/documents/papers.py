"""An issued invoice or credit note as a PDF file, with the name to save it under."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.documents.credit_notes import credit_note_data
from tamio.commerce.documents.invoices import invoice_data
from tamio.commerce.documents.typeset import pdf
from tamio.commerce.invoices.models import CreditNote, Invoice


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that is made when it is asked for, and kept nowhere."""

    filename: str
    content: bytes


def invoice_paper(invoice: Invoice, *, language: str) -> Paper:
    """`language` is one of LANGUAGES."""
    assert invoice.issued_at is not None
    with override(language):
        name = _("invoice-%(number)s.pdf") % {"number": invoice.number}
    return Paper(name, pdf(invoice_data(invoice, language=language), dated=invoice.issued_at))


def credit_note_paper(note: CreditNote, *, language: str) -> Paper:
    """`language` is one of LANGUAGES."""
    assert note.issued_at is not None
    with override(language):
        name = _("credit-note-%(number)s.pdf") % {"number": note.number}
    return Paper(name, pdf(credit_note_data(note, language=language), dated=note.issued_at))
