"""Withdrawals: the list, the one with what it would lead to, and the decision."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.withdrawals import IdentifyForm, RejectForm, WithdrawalFilters
from tamio.backoffice.fragments import render_list
from tamio.commerce.fulfilment.standing import goods_of, stage_of
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.letters.open_amounts import standings
from tamio.commerce.people.roles import Right
from tamio.commerce.withdrawals.deciding import identify, reject
from tamio.commerce.withdrawals.models import Withdrawal
from tamio.commerce.withdrawals.refunds import WITHIN
from tamio.commerce.withdrawals.standing import has_right, withdrawal_period
from tamio.look.paging import page_by_key
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_safe
@store_page()
def withdrawals(request: StoreRequest) -> HttpResponse:
    """Newest first."""
    form = WithdrawalFilters(request.GET)
    found = request.store.withdrawals.select_related("invoice")
    page = page_by_key(
        form.narrow(found), params=request.GET, sorts={"received_at"}, default="-received_at"
    )
    rows = [(each, request.store.date_of(each.received_at) + WITHIN) for each in page.rows]
    shown = {"form": form, "page": page, "rows": rows}
    return render_list(request, "backoffice/withdrawals.html", shown, form=form)


@require_safe
@store_page()
def withdrawal(request: StoreRequest, pk: int) -> HttpResponse:
    """What was declared, whether it came in time, and what can be done."""
    return _page(request, withdrawal_of(request, pk))


@require_POST
@store_page(right=Right.CREDIT_INVOICES)
@checked
def rejected(request: StoreRequest, pk: int) -> HttpResponse:
    found, form = withdrawal_of(request, pk), RejectForm(request.POST)
    if not accepted(request, form):
        return _page(request, found, reject_form=form, status=_UNPROCESSABLE)
    reason, by = form.cleaned_data["reason"], request.user.email
    try:
        reject(withdrawal=found, reason=reason, by=by, now=now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The withdrawal is rejected, and the customer is told why."))
    return redirect("backoffice:withdrawal", request.store.slug, pk)


@require_POST
@store_page(right=Right.CREDIT_INVOICES)
@checked
def identified(request: StoreRequest, pk: int) -> HttpResponse:
    """Which order it is about, where number and address did not say so together."""
    found, form = withdrawal_of(request, pk), IdentifyForm(request.POST, store=request.store)
    if not accepted(request, form) or form.invoice is None:
        return _page(request, found, identify_form=form, status=_UNPROCESSABLE)
    try:
        identify(withdrawal=found, invoice=form.invoice)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("backoffice:withdrawal", request.store.slug, pk)


def withdrawal_of(request: StoreRequest, pk: int) -> Withdrawal:
    """Raises Http404."""
    found = request.store.withdrawals.select_related("invoice__store", "store", "credit_note")
    return get_object_or_404(found, pk=pk)


def _page(
    request: StoreRequest,
    found: Withdrawal,
    *,
    reject_form: RejectForm | None = None,
    identify_form: IdentifyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shown: dict[str, object] = {
        "withdrawal": found,
        "pay_back_by": request.store.date_of(found.received_at) + WITHIN,
        "may_decide": Right.CREDIT_INVOICES in request.rights,
        "reject_form": reject_form or RejectForm(),
        "identify_form": identify_form or IdentifyForm(store=request.store),
    }
    if found.invoice is not None:
        shown |= _about(found, found.invoice)
    return render(request, "backoffice/withdrawal.html", shown, status=status)


def _about(found: Withdrawal, invoice: Invoice) -> dict[str, object]:
    """What decides it: who bought, when the period ends, where the goods are, what is paid."""
    received = found.store.date_of(found.received_at)
    period = withdrawal_period(invoice) if has_right(invoice) else None
    goods = goods_of(invoice)
    return {
        "invoice": invoice,
        "period": period,
        "in_time": period is not None and period.is_open(received),
        "stage": stage_of(goods),
        "away": [each for each in goods if each.away],
        "standing": standings([invoice])[invoice.pk],
        "refund": getattr(found.credit_note, "refund_proposal", None),
    }
