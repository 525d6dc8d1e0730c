"""Makes the PDF that a message encloses, when the message leaves."""

from tamio.commerce.documents.papers import Paper, credit_note_paper, invoice_paper
from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.invoices.reading import invoice_at
from tamio.commerce.mail.enclosures import File


def invoice(subject_id: int, language: str) -> File:
    return _file(invoice_paper(invoice_at(subject_id), language=language))


def credit_note(subject_id: int, language: str) -> File:
    notes = CreditNote.objects.select_related("invoice__store", "invoice__customer")
    return _file(credit_note_paper(notes.get(pk=subject_id), language=language))


def _file(paper: Paper) -> File:
    return File(name=paper.filename, content=paper.content, media_type="application/pdf")
