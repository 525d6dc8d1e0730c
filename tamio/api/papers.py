"""/invoices/{number}/pdf and /credit-notes/{number}/pdf: the papers themselves."""

from typing import Annotated

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import WithJsonSchema

from tamio.api.description import errors, says
from tamio.api.invoices import StoreCall
from tamio.commerce.documents.languages import LANGUAGES, language_of
from tamio.commerce.documents.papers import credit_note_paper, invoice_paper
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.look.papers import paper_response

router = Router(tags=["Papers"])
_TO_READ = (401, 404, 422)
#: In place of the buyer's own.
Language = Annotated[str, WithJsonSchema({"type": "string", "enum": list(LANGUAGES)})]


def _file(text: str) -> dict[str, object]:
    said = says({200: text}, *_TO_READ)
    said["responses"][200]["content"] = {
        "application/pdf": {"schema": {"type": "string", "format": "binary"}}
    }
    return said


@router.get(
    "/invoices/{int:number}/pdf",
    response=errors(*_TO_READ),
    summary="An invoice as PDF",
    operation_id="read_invoice_pdf",
    openapi_extra=_file("The PDF. The same invoice is the same file to the byte."),
)
def read_invoice_pdf(
    request: StoreCall, number: int, language: Language | None = None
) -> HttpResponse:
    """The invoice with all that the law asks for; `language` in place of the buyer's own."""
    invoices = Invoice.objects.filter(store=request.auth, number=number)
    found = invoices.select_related("store", "customer").first()
    if found is None:
        raise Http404
    return paper_response(invoice_paper(found, language=_chosen(language, of=found)))


@router.get(
    "/credit-notes/{int:number}/pdf",
    response=errors(*_TO_READ),
    summary="A credit note as PDF",
    operation_id="read_credit_note_pdf",
    openapi_extra=_file("The PDF. The same credit note is the same file to the byte."),
)
def read_credit_note_pdf(
    request: StoreCall, number: int, language: Language | None = None
) -> HttpResponse:
    """The credit note with its reference to the invoice; `language` replaces the buyer's own."""
    notes = CreditNote.objects.filter(store=request.auth, number=number)
    found = notes.select_related("invoice__store", "invoice__customer").first()
    if found is None:
        raise Http404
    paper = credit_note_paper(found, language=_chosen(language, of=found.invoice))
    return paper_response(paper)


def _chosen(language: str | None, *, of: Invoice) -> str:
    if language is None:
        return language_of(of)
    if language not in LANGUAGES:
        raise ValidationError({"language": [_("Write sv or en.")]})
    return language
