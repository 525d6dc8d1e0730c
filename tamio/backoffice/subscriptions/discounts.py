"""Ends the discount of a subscription."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.subscriptions.acting import acted
from tamio.backoffice.subscriptions.shown import discount_words
from tamio.backoffice.subscriptions.views import one_of
from tamio.commerce.people.roles import Right
from tamio.commerce.subscriptions.discounts import ending
from tamio.commerce.subscriptions.holding import running_of
from tamio.commerce.subscriptions.whole import whole_of
from tamio.store_clock import now


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CUSTOMERS)
def end_discount(request: StoreRequest, number: int) -> HttpResponse:
    """GET says what it means: something that was promised is taken back."""
    found, by = one_of(request, number), request.user.email
    read = whole_of(found.pk)
    discount = running_of(read) if read.is_living else None
    if discount is None:
        raise Http404("no discount runs")
    if request.method == "POST":
        return acted(request, found, _("The discount has ended."), lambda: ending.end_discount(
            subscription=found, by=by, now=now()
        ))  # fmt: skip
    shown = {"subscription": read, "discount": discount, "discount_words": discount_words(read)}
    return render(request, "backoffice/subscriptions/end_discount.html", shown)
