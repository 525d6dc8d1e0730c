"""Returns: what came back. What is credited for it is the next page's."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.shipping import ReturnForm
from tamio.backoffice.views.shipping import back_to, invoice_of
from tamio.commerce.fulfilment.models import Return
from tamio.commerce.fulfilment.returning import take_return
from tamio.commerce.fulfilment.standing import goods_of
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Right
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.SHIP_ORDERS)
@checked
def new_return(request: StoreRequest, number: int) -> HttpResponse:
    """What came back and in what condition. Whoever may credit is led on to the credit note."""
    invoice = invoice_of(request, number)
    form = ReturnForm(request.POST if request.method == "POST" else None, goods=goods_of(invoice))
    if accepted(request, form):
        made = _taken(request, invoice, form)
        if made is not None:
            return _onwards(request, made)
    shown = {"invoice": invoice, "form": form, "rows": list(form.rows())}
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/return.html", shown, status=status)


def _taken(request: StoreRequest, invoice: Invoice, form: ReturnForm) -> Return | None:
    """None, with the errors in the form, if it cannot be."""
    try:
        made, _is_new = take_return(
            invoice=invoice,
            came=form.came(),
            note=form.cleaned_data["note"],
            by=request.user.email,
            now=now(),
            reference=form.reference,
        )
    except ValidationError as error:
        form.refuse(error)
        return None
    messages.success(request, _("The return is written down."))
    return made


def _onwards(request: StoreRequest, made: Return) -> HttpResponse:
    invoice = made.invoice
    if Right.CREDIT_INVOICES not in request.rights:
        return back_to(request, invoice)
    declared = invoice.withdrawals.filter(state="open").first()
    if declared is not None:
        return redirect("backoffice:withdrawal", request.store.slug, declared.pk)
    credit = reverse("backoffice:credit", args=[request.store.slug, invoice.number])
    return redirect(f"{credit}?for=return-{made.pk}")
