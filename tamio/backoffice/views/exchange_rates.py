"""The rates of exchange that a store gives, for the VAT in kronor of sales in other currencies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.exchange_rate import ExchangeRateForm
from tamio.commerce.documents.formats import rate_text
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import ExchangeRate
from tamio.store_clock import now

_SHOWN = 50
_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
@checked
def exchange_rates(request: StoreRequest) -> HttpResponse:
    """The newest ones, and a form for another."""
    store = request.store
    if request.method == "POST":
        need(request, Right.EDIT_STORE)
    form = ExchangeRateForm(request.POST or None, store=store, today=store.date_of(now()))
    if accepted(request, form):
        form.write(by=request.user.email, now=now())
        messages.success(request, _("The rate is saved. It holds for new invoices."))
        return redirect("backoffice:exchange_rates", store_slug=store.slug)
    newest = store.exchange_rates.order_by("-rate_date", "currency")
    shown = {
        "form": form,
        "may_edit": Right.EDIT_STORE in request.rights,
        "rates": [(each, _written(each)) for each in newest[:_SHOWN]],
    }
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/exchange_rates.html", shown, status=status)


def _written(given: ExchangeRate) -> str:
    return rate_text(given.rate, language=(get_language() or "sv")[:2])
