"""All subscriptions of an address, one of them, and where its goods go."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from tamio.commerce.subscriptions.models import Subscription
from tamio.commerce.subscriptions.moving import move
from tamio.look.paging import page_by_key
from tamio.store_clock import now
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest
from tamio.storefront.subscriptions.access import CUSTOMER, my_page, subscriptions_of
from tamio.storefront.subscriptions.forms import AddressForm
from tamio.storefront.subscriptions.showing import shown_of

_UNPROCESSABLE = 422


@require_safe
@my_page
def subscriptions(request: ShopRequest, email: str) -> HttpResponse:
    """The newest first."""
    mine = subscriptions_of(request, email).prefetch_related("lines__version")
    page = page_by_key(mine, params=request.GET, sorts={"number"}, default="-number")
    shown = {"page": page, "email": email}
    return render_page(request, "storefront/subscriptions/list.html", shown)


@require_safe
@my_page
def subscription(request: ShopRequest, mine: Subscription) -> HttpResponse:
    return render_page(request, "storefront/subscriptions/one.html", shown_of(request, mine))


@require_http_methods(["GET", "HEAD", "POST"])
@my_page
def address(request: ShopRequest, mine: Subscription) -> HttpResponse:
    """Only of goods, and while it runs."""
    if not (mine.is_goods and mine.is_living):
        raise Http404("nothing is sent")
    form = AddressForm(request.POST if request.method == "POST" else None, subscription=mine)
    if request.method == "POST" and form.is_valid():
        try:
            move(subscription=mine, delivery=form.delivery, by=CUSTOMER, now=now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("storefront:my_subscription", request.store.slug, mine.number)
    shown = {"form": form, "subscription": mine}
    status = _UNPROCESSABLE if form.errors else 200
    return render_page(request, "storefront/subscriptions/address.html", shown, status=status)
