"""The door to a subscriber's own pages: the one-time link that opens all orders of an address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from tamio.commerce.subscriptions.models import Subscription
from tamio.commerce.subscriptions.models.rules import rules_of
from tamio.storefront.access import View, shop_page
from tamio.storefront.request import ShopRequest

#: Who did it, in a subscription's story.
CUSTOMER = "customer"


def my_page(view: Callable[..., HttpResponse]) -> View:
    """Hands the view the subscription of `number`, if it is theirs; without one, the address."""

    @wraps(view)
    def page(request: ShopRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Not before: the page of all orders shows the way to here.
        from tamio.storefront.views.orders import remembered

        email = remembered(request)
        if email is None:
            return redirect("storefront:orders", request.store.slug)
        number = kwargs.pop("number", None)
        shown = email if number is None else _mine(request, email, number)
        response = view(request, shown, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return shop_page(page)


def subscriptions_of(request: ShopRequest, email: str) -> QuerySet[Subscription]:
    """Those of an address, in this store."""
    return Subscription.objects.filter(store=request.store, customer__email__iexact=email)


def if_allowed(request: ShopRequest, rule: str) -> None:
    """Raises Http404 for what the store has switched off."""
    if not getattr(rules_of(request.store), rule):
        raise Http404("the store does not offer this")


def _mine(request: ShopRequest, email: str, number: int) -> Subscription:
    found = subscriptions_of(request, email).select_related("store", "customer")
    mine = found.filter(number=number).first()
    if mine is None:
        raise Http404("no such subscription of theirs")
    return mine
