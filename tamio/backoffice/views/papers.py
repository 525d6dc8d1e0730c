"""Invoices and credit notes as PDF, and the letter that brings an invoice to its buyer."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.commerce.documents.languages import language_of
from tamio.commerce.documents.mailing import KIND, mail_invoice
from tamio.commerce.documents.papers import credit_note_paper, invoice_paper
from tamio.commerce.letters.models import InvoiceMessage
from tamio.commerce.people.roles import Right
from tamio.look.papers import language_asked, paper_response
from tamio.store_clock import now


@require_safe
@store_page()
def invoice_pdf(request: StoreRequest, number: int) -> HttpResponse:
    """In the buyer's language, or in that of `?language=`."""
    invoices = request.store.invoices.select_related("store", "customer")
    found = get_object_or_404(invoices, number=number)
    language = language_asked(request.GET.get("language"), otherwise=language_of(found))
    return paper_response(invoice_paper(found, language=language))


@require_safe
@store_page()
def credit_note_pdf(request: StoreRequest, number: int) -> HttpResponse:
    """In the buyer's language, or in that of `?language=`."""
    notes = request.store.credit_notes.select_related("invoice__store", "invoice__customer")
    found = get_object_or_404(notes, number=number)
    language = language_asked(request.GET.get("language"), otherwise=language_of(found.invoice))
    return paper_response(credit_note_paper(found, language=language))


@require_POST
@store_page(right=Right.MAIL_CUSTOMERS)
def mailed_invoice(request: StoreRequest, number: int) -> HttpResponse:
    """Queues the letter. A second click within a minute queues no second one."""
    invoices = request.store.invoices.select_related("store", "customer")
    found = get_object_or_404(invoices, number=number)
    with transaction.atomic():
        letter = mail_invoice(found, now=now())
        if letter is not None:
            InvoiceMessage.objects.create(
                message=letter, invoice=found, kind=KIND, sent_by=request.user.email
            )
    if letter is None:
        messages.info(request, _("The invoice was mailed less than a minute ago."))
    else:
        words = {"number": number, "address": letter.recipient}
        messages.success(request, _("Invoice %(number)s is on its way to %(address)s.") % words)
    return redirect("backoffice:invoice", request.store.slug, number)
