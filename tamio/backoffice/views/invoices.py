"""Invoices: the list with its filters, and the one invoice with what integrations say of it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.aftersale import after_the_sale
from tamio.backoffice.giftcards.shown import shown as cards_shown
from tamio.backoffice.lists.actions import actions_for
from tamio.backoffice.lists.of_invoices import INVOICES
from tamio.backoffice.payments.chips import payment_chip
from tamio.backoffice.payments.panel import panel_of
from tamio.backoffice.rows import has_states, with_chips
from tamio.backoffice.vat_checks import doubt_about
from tamio.commerce.documents.specification import vat_in_kronor
from tamio.commerce.giftcards.showing import cards_sold
from tamio.commerce.invoices.credit import left_of
from tamio.commerce.invoices.legal_notes import legal_notes
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.people.roles import Right
from tamio.store_clock import now


@require_safe
@store_page()
def invoices(request: StoreRequest) -> HttpResponse:
    """Newest first; the filters are the address."""
    form, page = INVOICES.page(request)
    return INVOICES.answer(
        request,
        form,
        page,
        rows=with_chips(request, page.rows),
        has_states=has_states(),
        actions=actions_for(request, INVOICES.name),
    )


@require_safe
@store_page()
def invoice(request: StoreRequest, number: int) -> HttpResponse:
    """The document, its payment, what is credited of it, and the panels beside it."""
    found = get_object_or_404(
        request.store.invoices.prefetch_related("lines", "payments").select_related("customer"),
        number=number,
    )
    notes = list(found.credit_notes.exclude(issued_at=None).order_by("number"))
    credited = {found.pk: sum((note.total for note in notes), Decimal(0))} if notes else {}
    paid = {
        each.invoice_id: payment_chip(each, store=request.store, number=number, on=_today(request))
        for each in found.payments.all()
    }
    row = with_chips(request, [found], credited=credited, paid=paid)[0]
    may_credit = Right.CREDIT_INVOICES in request.rights
    shown = {
        "invoice": found,
        "row": row,
        "credit_notes": notes,
        "can_credit": may_credit and _something_is_left(found, notes),
        "lines": found.lines.all(),
        "vat": found.vat_specification(),
        "vat_in_kronor": vat_in_kronor(found, found.vat, language=(get_language() or "sv")[:2]),
        "may_mail": Right.MAIL_CUSTOMERS in request.rights,
        "provisions": legal_notes(found.lines.all()),
        "paying": panel_of(request, found),
        "chips": row.chips,
        "gift_cards": cards_shown(cards_sold(found), today=_today(request)),
        "vat_doubt": doubt_about(found),
        **after_the_sale(request, found),
        "panels": [panel.render(request, found) for panel in slots.invoice_panels],
    }
    return render(request, "backoffice/invoice.html", shown)


def _today(request: StoreRequest) -> date:
    return request.store.date_of(now())


def _something_is_left(invoice: Invoice, notes: Sequence[CreditNote]) -> bool:
    """What was credited is looked up only where something was."""
    if not notes:
        return any(line.gross for line in invoice.lines.all())
    return any(left.amounts.gross for left in left_of(invoice))
