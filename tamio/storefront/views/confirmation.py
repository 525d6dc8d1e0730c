"""The confirmation: the invoice as a legal document, and how to pay it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tamio.commerce.giftcards.showing import cards_sold
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.invoices.reading import issued_notes, lines_of
from tamio.commerce.payments.offering import offered_online
from tamio.commerce.payments.reading import payment_of
from tamio.prepared import Prepared
from tamio.storefront.access import shop_page
from tamio.storefront.document import document_of
from tamio.storefront.pages import render_page
from tamio.storefront.plans import plans_sold
from tamio.storefront.request import ShopRequest


@require_safe
@shop_page
def confirmation(request: ShopRequest, key: UUID) -> HttpResponse:
    """Whoever has the link sees it; the key cannot be guessed, and no search engine keeps it."""
    invoice = _SOLD.first(request.store.pk, key)
    if invoice is None:
        raise Http404("no order was placed with this key")
    invoice.store = request.store
    lines_of(invoice)
    payment_of(invoice)
    response = render_page(request, "storefront/confirmation.html", _shown(invoice))
    response["X-Robots-Tag"] = "noindex"
    return response


_SOLD = Prepared(
    lambda store, key: Invoice.objects.filter(
        store=store, cart__key=key, cart__store=store
    ).select_related("cart"),
    int,
    UUID,
)


def _shown(invoice: Invoice) -> dict[str, object]:
    credit_notes = issued_notes(invoice)
    document = document_of(invoice, credit_notes=credit_notes)
    is_owed = document.due is not None and document.due.left
    return {
        "invoice": invoice,
        "document": document,
        "gift_cards": cards_sold(invoice),
        "plans": plans_sold(invoice),
        "credit_notes": credit_notes,
        "online": offered_online(invoice.store, currency=invoice.currency) if is_owed else [],
    }
