"""An order as its buyer follows it: what was bought, paid, shipped, credited, and what can be done.

Whoever has the link sees it. It cannot be guessed, the store can make it worthless, and no search
engine keeps it.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tamio.commerce.documents.papers import credit_note_paper, invoice_paper
from tamio.commerce.fulfilment.standing import goods_of, stage_of
from tamio.commerce.giftcards.showing import cards_sold
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.letters.open_amounts import standings
from tamio.commerce.links.orders import linked_invoice
from tamio.commerce.payments.offering import offered_online
from tamio.commerce.withdrawals.standing import has_right, withdrawal_period
from tamio.look.papers import language_asked, paper_response
from tamio.store_clock import now
from tamio.storefront.access import shop_page
from tamio.storefront.document import document_of
from tamio.storefront.pages import render_page
from tamio.storefront.plans import plans_sold
from tamio.storefront.request import ShopRequest


@require_safe
@shop_page
def order(request: ShopRequest, token: str) -> HttpResponse:
    invoice = order_of(request, token)
    return not_indexed(render_page(request, "storefront/order.html", _shown(request, invoice)))


@require_safe
@shop_page
def order_credit_note(request: ShopRequest, token: str, number: int) -> HttpResponse:
    """A credit note of that order."""
    invoice = order_of(request, token)
    notes = CreditNote.objects.exclude(issued_at=None).select_related("invoice")
    note = get_object_or_404(notes, invoice=invoice, number=number)
    shown = {
        "note": note,
        "invoice": invoice,
        "lines": note.lines.select_related("line"),
        "vat": note.vat_specification(),
        "order_token": token,
    }
    return not_indexed(render_page(request, "storefront/credit_note.html", shown))


@require_safe
@shop_page
def order_pdf(request: ShopRequest, token: str) -> HttpResponse:
    """The invoice as PDF, in the language that the shopper reads or in that of `?language=`."""
    invoice = order_of(request, token)
    return paper_response(invoice_paper(invoice, language=_language(request, invoice)))


@require_safe
@shop_page
def order_credit_note_pdf(request: ShopRequest, token: str, number: int) -> HttpResponse:
    """As the invoice's own."""
    invoice = order_of(request, token)
    notes = CreditNote.objects.exclude(issued_at=None).select_related("invoice__store")
    note = get_object_or_404(notes, invoice=invoice, number=number)
    return paper_response(credit_note_paper(note, language=_language(request, invoice)))


def order_of(request: ShopRequest, token: str) -> Invoice:
    """Raises Http404, the same for what never was, what is another store's, and old links."""
    invoice = linked_invoice(store=request.store, token=token)
    if invoice is None:
        raise Http404("no order has this link")
    return invoice


def _language(request: ShopRequest, invoice: Invoice) -> str:
    read = (get_language() or invoice.order_link.language)[:2]
    return language_asked(request.GET.get("language"), otherwise=read)


def not_indexed(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response


def _shown(request: ShopRequest, invoice: Invoice) -> dict[str, object]:
    goods = goods_of(invoice)
    notes = list(invoice.credit_notes.exclude(issued_at=None).order_by("number"))
    standing = standings([invoice])[invoice.pk]
    today = request.store.date_of(now())
    period = withdrawal_period(invoice) if has_right(invoice) else None
    shipments = invoice.shipments.filter(taken_back_at=None)
    return {
        "invoice": invoice,
        "document": document_of(invoice, credit_notes=notes),
        "stage": stage_of(goods),
        "standing": standing,
        "online": (
            offered_online(request.store, currency=invoice.currency) if standing.unpaid else []
        ),
        "is_paid": standing.paid > 0 and not standing.unpaid,
        "shipments": shipments.prefetch_related("lines__line"),
        "gift_cards": cards_sold(invoice),
        "plans": plans_sold(invoice),
        "credit_notes": notes,
        "withdrawals": list(invoice.withdrawals.order_by("pk")),
        "period": period,
        "can_withdraw": period is not None and period.is_open(today) and standing.worth > 0,
    }
