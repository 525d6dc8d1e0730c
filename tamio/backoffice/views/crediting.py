"""Credits: the form that takes back what was sold, and the credit note that it makes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.forms.credit import CreditForm
from tamio.backoffice.purposes import Purpose, heading_of, purpose_of
from tamio.commerce.invoices.credit import credit_once
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.invoices.restocking import put_back
from tamio.commerce.offers.models import Redemption
from tamio.commerce.offers.redeeming import give_back
from tamio.commerce.people.roles import Right
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.CREDIT_INVOICES)
def credit(request: StoreRequest, number: int) -> HttpResponse:
    """The form. Posted with `count`, or by htmx, it only says what would be credited.

    `for` says what has led to it: then it is filled in, and more follows. Posted twice with one
    token it is one credit note, and leads there twice.
    """
    invoice = get_object_or_404(
        request.store.invoices.prefetch_related("lines"), number=number, issued_at__isnull=False
    )
    if request.method == "POST" and (made := _made_before(request, invoice)):
        return _to(request, made)
    sent = request.POST if request.method == "POST" else request.GET
    purpose = purpose_of(request, invoice, sent.get("for", ""), now=now())
    if request.method != "POST":
        form = CreditForm(invoice=invoice, proposal=purpose.proposal)
        return _form_page(request, invoice, form, purpose)
    form = CreditForm(request.POST, invoice=invoice)
    is_valid = form.is_valid()
    if request.htmx:
        return render(request, "backoffice/credit_sums.html", {"form": form, "invoice": invoice})
    if "count" in request.POST:
        form.errors.pop("reason", None)  # not asked for yet
        return _form_page(request, invoice, form, purpose)
    note = _make(request, invoice, form, purpose) if is_valid else None
    if note is None:
        return _form_page(request, invoice, form, purpose, status=_UNPROCESSABLE)
    return _to(request, note)


@require_safe
@store_page()
def credit_note(request: StoreRequest, number: int) -> HttpResponse:
    """The credit note itself: what it answers, what it takes back, why and by whom."""
    notes = request.store.credit_notes.select_related("invoice", "invoice__cart")
    found = get_object_or_404(notes, number=number)
    shown = {
        "note": found,
        "invoice": found.invoice,
        "cart": getattr(found.invoice, "cart", None),
        "lines": found.lines.select_related("line"),
        "vat": found.vat_specification(),
        "redemption": Redemption.objects.filter(invoice=found.invoice_id)
        .select_related("code")
        .first(),
    }
    return render(request, "backoffice/credit_note.html", shown)


def _made_before(request: StoreRequest, invoice: Invoice) -> CreditNote | None:
    """By an earlier click; nothing may be left of the invoice since, so the form is not asked."""
    token = request.POST.get("token", "")
    made: CreditNote | None = invoice.credit_notes.filter(
        external_reference=f"form-{token[:12]}"
    ).first()
    return made


def _make(
    request: StoreRequest, invoice: Invoice, form: CreditForm, purpose: Purpose
) -> CreditNote | None:
    """None, with the errors in the form, if something was credited or decided meanwhile."""
    by, at = request.user.email, now()
    try:
        with transaction.atomic():
            note, is_new = credit_once(
                invoice=invoice,
                parts=form.parts(),
                reason=form.cleaned_data["reason"],
                by=by,
                now=at,
                reference=form.reference(),
            )
            if is_new:
                purpose.follow(note, by, at)
            if is_new and form.cleaned_data.get("restock"):
                put_back(note=note, by=by, now=at)
            if is_new and form.gives_back():
                give_back(note=note)
    except ValidationError as error:
        _refuse(form, error)
        return None
    messages.success(request, _("Credit note %(number)s is made.") % {"number": note.number})
    return note


def _refuse(form: CreditForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, said in error.message_dict.items():
        form.add_error(form.field_of(name), said)


def _to(request: StoreRequest, note: CreditNote) -> HttpResponseRedirect:
    return redirect("backoffice:credit_note", store_slug=request.store.slug, number=note.number)


def _form_page(
    request: StoreRequest,
    invoice: Invoice,
    form: CreditForm,
    purpose: Purpose,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "invoice": invoice,
        "form": form,
        "rows": list(form.rows()),
        "purpose": purpose,
        "heading": heading_of(purpose),
    }
    return render(request, "backoffice/credit.html", shown, status=status)
