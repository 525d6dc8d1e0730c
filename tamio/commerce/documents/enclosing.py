"""Makes the PDF that a message encloses, when the message leaves."""

from tamio.commerce.documents.papers import Paper, credit_note_paper, invoice_paper
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.mail.enclosures import File
from tamio.prepared import Prepared


def invoice(subject_id: int, language: str) -> File:
    return _file(invoice_paper(_INVOICES.rows(subject_id)[0], language=language))


_INVOICES = Prepared(
    lambda pk: Invoice.objects.filter(pk=pk).select_related("store", "customer"), int
)


def credit_note(subject_id: int, language: str) -> File:
    notes = CreditNote.objects.select_related("invoice__store", "invoice__customer")
    return _file(credit_note_paper(notes.get(pk=subject_id), language=language))


def _file(paper: Paper) -> File:
    return File(name=paper.filename, content=paper.content, media_type="application/pdf")
