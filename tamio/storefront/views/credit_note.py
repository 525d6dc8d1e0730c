"""A credit note as the customer reads it: what it answers, and what they get back."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tamio.commerce.invoices.legal_notes import legal_notes
from tamio.commerce.invoices.models import CreditNote
from tamio.storefront.access import shop_page
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest


@require_safe
@shop_page
def credit_note(request: ShopRequest, key: UUID, number: int) -> HttpResponse:
    """Whoever has the link of the confirmation sees it; no search engine keeps it."""
    notes = CreditNote.objects.filter(
        store=request.store, number=number, invoice__cart__key=key
    ).select_related("invoice", "invoice__cart")
    note = notes.first()
    if note is None:
        raise Http404("there is no such credit note of this order")
    lines = list(note.lines.select_related("line"))
    shown = {
        "note": note,
        "invoice": note.invoice,
        "lines": lines,
        "notes": legal_notes(each.line for each in lines),
        "vat": note.vat_specification(),
    }
    response = render_page(request, "storefront/credit_note.html", shown)
    response["X-Robots-Tag"] = "noindex"
    return response
