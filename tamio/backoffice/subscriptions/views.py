"""The list of subscriptions, and one of them with all that has happened to it."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.fragments import render_list
from tamio.backoffice.subscriptions.filters import SubscriptionFilters
from tamio.backoffice.subscriptions.shown import page_of, rows_of
from tamio.backoffice.subscriptions.story import story_of
from tamio.commerce.subscriptions.models import Subscription, SubscriptionLine
from tamio.look.paging import page_by_key
from tamio.store_clock import now

_LINES = Prefetch("lines", queryset=SubscriptionLine.objects.select_related("version"))


@require_safe
@store_page()
def subscriptions(request: StoreRequest) -> HttpResponse:
    """The newest first."""
    form = SubscriptionFilters(request.GET, store=request.store)
    every = request.store.subscriptions.select_related("customer").prefetch_related(_LINES)
    page = page_by_key(form.narrow(every), params=request.GET, sorts={"number"}, default="-number")
    rows = rows_of(page.rows, today=request.store.date_of(now()))
    shown = {"form": form, "page": page, "rows": rows}
    return render_list(request, "backoffice/subscriptions/list.html", shown, form=form)


@require_safe
@store_page()
def subscription(request: StoreRequest, number: int) -> HttpResponse:
    return one_page(request, one_of(request, number))


def one_of(request: StoreRequest, number: int) -> Subscription:
    """Raises Http404 for what is none of the store's."""
    every = Subscription.objects.select_related("store", "customer")
    found: Subscription = get_object_or_404(every, store=request.store, number=number)
    return found


def one_page(
    request: StoreRequest, found: Subscription, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Its page."""
    shown = page_of(request, found)
    shown["story"] = story_of(shown["subscription"], params=request.GET)
    return render(request, "backoffice/subscriptions/one.html", shown | more, status=status)
