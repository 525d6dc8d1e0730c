"""The invoice and its credit notes as PDF, for whoever has the link of the confirmation."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tamio.commerce.documents.languages import language_of
from tamio.commerce.documents.papers import credit_note_paper, invoice_paper
from tamio.commerce.invoices.models import CreditNote
from tamio.look.papers import language_asked, paper_response
from tamio.storefront.access import shop_page
from tamio.storefront.request import ShopRequest


@require_safe
@shop_page
def invoice_pdf(request: ShopRequest, key: UUID) -> HttpResponse:
    """In the language that the shopper reads, or in that of `?language=`."""
    sold = request.store.invoices.filter(cart__key=key, cart__store=request.store)
    invoice = sold.select_related("store", "customer").first()
    if invoice is None:
        raise Http404("no order was placed with this key")
    language = _language(request, otherwise=language_of(invoice))
    return paper_response(invoice_paper(invoice, language=language))


@require_safe
@shop_page
def credit_note_pdf(request: ShopRequest, key: UUID, number: int) -> HttpResponse:
    """As the invoice's own."""
    notes = CreditNote.objects.filter(
        store=request.store, number=number, invoice__cart__key=key
    ).select_related("invoice__store", "invoice__customer")
    note = notes.first()
    if note is None:
        raise Http404("there is no such credit note of this order")
    language = _language(request, otherwise=language_of(note.invoice))
    return paper_response(credit_note_paper(note, language=language))


def _language(request: ShopRequest, *, otherwise: str) -> str:
    read = get_language()
    return language_asked(request.GET.get("language"), otherwise=read[:2] if read else otherwise)
