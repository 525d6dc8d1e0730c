"""The list of subscriptions, and one of them with all that has happened to it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.lists.actions import actions_for
from tamio.backoffice.lists.of_subscriptions import SUBSCRIPTIONS
from tamio.backoffice.subscriptions.shown import page_of, rows_of
from tamio.backoffice.subscriptions.story import story_of
from tamio.commerce.people.roles import Right
from tamio.commerce.subscriptions.models import Subscription
from tamio.store_clock import now


@require_safe
@store_page()
def subscriptions(request: StoreRequest) -> HttpResponse:
    """The newest first."""
    form, page = SUBSCRIPTIONS.page(request)
    return SUBSCRIPTIONS.answer(
        request,
        form,
        page,
        rows=rows_of(page.rows, today=request.store.date_of(now())),
        actions=actions_for(request, SUBSCRIPTIONS.name),
    )


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
    shown["sees_trail"] = Right.SEE_AUDIT_TRAIL in request.rights
    return render(request, "backoffice/subscriptions/one.html", shown | more, status=status)
