"""Another card, left on the provider's own page; or an invoice instead."""

from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.commerce.payments.cards import look_at_setup, new_setup, page_of_setup
from tamio.commerce.payments.drawing import method_of
from tamio.commerce.payments.models import Card, CardSetup, Method
from tamio.commerce.payments.offering import offered, offered_online
from tamio.commerce.payments.providers import TEST
from tamio.commerce.payments.providers.port import ProviderError
from tamio.commerce.payments.providers.test_pages import CARDS, leave_card
from tamio.commerce.subscriptions.models import Subscription
from tamio.commerce.subscriptions.moving import pay_by
from tamio.store_clock import now
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest
from tamio.storefront.subscriptions.access import CUSTOMER, my_page

_BAD_GATEWAY = 502


@require_POST
@my_page
def card(request: ShopRequest, mine: Subscription) -> HttpResponse:
    """On the way to the provider's page."""
    ways = offered_online(request.store, currency=mine.currency)
    if not (mine.is_living and ways):
        raise Http404("no card can be left")
    key = uuid4()
    address = reverse("storefront:my_card_page", args=[request.store.slug, mine.number, key])
    new_setup(
        customer=mine.customer, method=ways[0], currency=mine.currency, key=key, now=now(),
        return_url=request.build_absolute_uri(address), language=(get_language() or "sv")[:2],
    )  # fmt: skip
    return redirect(f"{address}?go=1")


@require_safe
@my_page
def card_page(request: ShopRequest, mine: Subscription, key: UUID) -> HttpResponse:
    """With `go` on the way to the provider; else back from it, with a card or without."""
    setup = _setup(mine, key)
    try:
        if "go" in request.GET and (url := page_of_setup(setup)):
            return _shown(request, mine, setup, url=url)
        left = look_at_setup(setup, now=now())
    except ProviderError:
        return _shown(request, mine, setup, unanswered=True)
    if left is None:
        return _shown(request, mine, setup)
    _paid_by(mine, left)
    return redirect("storefront:my_subscription", request.store.slug, mine.number)


@require_http_methods(["GET", "HEAD", "POST"])
@my_page
def test_card(request: ShopRequest, mine: Subscription, key: UUID) -> HttpResponse:
    """The test provider's own page: which of its cards to leave."""
    setup = _setup(mine, key)
    if setup.provider != TEST or not settings.TEST_PAYMENTS:
        raise Http404("no test payment")
    if request.method == "POST" and request.POST.get("card") in CARDS:
        leave_card(setup, card=request.POST["card"])
        return redirect("storefront:my_card_page", request.store.slug, mine.number, key)
    shown = {"setup": setup, "subscription": mine}
    return render_page(request, "storefront/subscriptions/test_card.html", shown)


@require_POST
@my_page
def by_invoice(request: ShopRequest, mine: Subscription) -> HttpResponse:
    """From the next one on; the card is left where it is, for other subscriptions."""
    if not mine.is_living or Method.INVOICE not in offered(request.store, currency=mine.currency):
        raise Http404("the store does not offer this")
    pay_by(subscription=mine, method=Method.INVOICE, by=CUSTOMER, now=now())
    return redirect("storefront:my_subscription", request.store.slug, mine.number)


def _paid_by(mine: Subscription, left: Card) -> None:
    method = method_of(left)
    if mine.is_living and mine.method != method:
        pay_by(subscription=mine, method=method, by=CUSTOMER, now=now())


def _setup(mine: Subscription, key: UUID) -> CardSetup:
    """Of this customer alone."""
    setups = CardSetup.objects.select_related("store", "customer", "card")
    found: CardSetup = get_object_or_404(setups, customer=mine.customer_id, key=key)
    return found


def _shown(
    request: ShopRequest, mine: Subscription, setup: CardSetup, **shown: object
) -> HttpResponse:
    status = _BAD_GATEWAY if shown.get("unanswered") else 200
    return render_page(
        request, "storefront/subscriptions/card.html",
        {"setup": setup, "subscription": mine, **shown}, status=status,
    )  # fmt: skip
