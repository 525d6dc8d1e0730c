"""Money of one invoice: noted as it came, taken back if that was a mistake, paid back."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.payments.forms import PROVIDER, ReceiptForm, RefundForm
from tamio.commerce.payments.models import Means, Payment, Receipt
from tamio.commerce.payments.receiving import receive, take_back
from tamio.commerce.payments.refunding import refund, refund_by_hand, returnable
from tamio.commerce.people.roles import Right
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.REGISTER_PAYMENTS)
@checked
def payment(request: StoreRequest, number: int) -> HttpResponse:
    """A payment that came in, written by hand. Posted twice with one token it is one."""
    expected = _expected(request, number)
    form = ReceiptForm(_posted(request), payment=expected, today=_today(request))

    def write() -> None:
        receive(invoice=expected.invoice, money=form.money(), by=request.user.email, now=now())
        messages.success(request, _("The payment is registered."))

    if accepted(request, form) and _written(form, write):
        return _to_invoice(request, number)
    shown = {"form": form, "payment": expected, "invoice": expected.invoice}
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/payments/register.html", shown, status=status)


@require_POST
@store_page(right=Right.REGISTER_PAYMENTS)
def taken_back(request: StoreRequest, number: int, pk: int) -> HttpResponse:
    """Undoes what was noted by mistake."""
    receipts = Receipt.objects.filter(store=request.store, invoice__number=number)
    receipt = get_object_or_404(receipts.select_related("invoice"), pk=pk)
    try:
        take_back(receipt=receipt, by=request.user.email, now=now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The payment is taken back. No money has moved."))
    return _to_invoice(request, number)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.PAY_BACK)
@checked
def paid_back(request: StoreRequest, number: int) -> HttpResponse:
    """Pays back through the provider, or notes that somebody has. Twice with one token is once."""
    expected = _expected(request, number)
    through = returnable(expected.invoice)
    form = RefundForm(_posted(request), payment=expected, through=through, today=_today(request))
    if accepted(request, form):
        way = _send if form.cleaned_data["way"] == PROVIDER else _note
        if _written(form, lambda: way(request, expected, form)):
            return _to_invoice(request, number)
    shown = {
        "form": form,
        "payment": expected,
        "invoice": expected.invoice,
        "through": through,
    }
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/payments/pay_back.html", shown, status=status)


def _send(request: StoreRequest, expected: Payment, form: RefundForm) -> None:
    given = form.cleaned_data
    refund(
        invoice=expected.invoice, amount=given["amount"], reason=given["reason"],
        by=request.user.email, now=now(), key=given["token"],
    )  # fmt: skip
    messages.success(request, _("The refund is on its way. Its outcome will stand here."))


def _note(request: StoreRequest, expected: Payment, form: RefundForm) -> None:
    given = form.cleaned_data
    refund_by_hand(
        invoice=expected.invoice, amount=given["amount"], means=Means(given["means"]),
        paid_on=given["paid_on"], reason=given["reason"], by=request.user.email, now=now(),
        key=given["token"],
    )  # fmt: skip
    messages.success(request, _("The refund is registered."))


def _written(form: forms.Form, write: Callable[[], None]) -> bool:
    """False, with the errors in the form, if it could not be."""
    try:
        write()
    except ValidationError as error:
        for field, said in error.message_dict.items():
            form.add_error(field if field in form.fields else None, said)
        return False
    return True


def _expected(request: StoreRequest, number: int) -> Payment:
    found: Payment = get_object_or_404(
        Payment.objects.select_related("invoice", "store"),
        store=request.store,
        invoice__number=number,
    )
    return found


def _posted(request: StoreRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _today(request: StoreRequest) -> date:
    return request.store.date_of(now())


def _to_invoice(request: StoreRequest, number: int) -> HttpResponseRedirect:
    return redirect("backoffice:invoice", request.store.slug, number)
