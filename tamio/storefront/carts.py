"""Which cart a shopper fills: a cookie holds its key, from the first thing put in.

The key cannot be guessed, and is all that there is to know: a session would be one more row to
write when something is put in, and to read on every page after it.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http.response import HttpResponseBase

from tamio.commerce.checkout.models import Cart, CartCard, CartLine
from tamio.commerce.checkout.plans import CartPlan
from tamio.look.addresses import reverse
from tamio.prepared import Prepared
from tamio.storefront.request import ShopRequest

_KEPT_FOR = timedelta(days=14)


def cart_of(request: ShopRequest) -> Cart | None:
    """The shopper's cart in this store; None if they have put nothing in since the last order."""
    key = cart_key(request)
    return cart_with(request, key) if key else None


def cart_with(request: ShopRequest, key: uuid.UUID, *, sold: bool = False) -> Cart | None:
    """The store's cart of that key; with `sold` also one that has been bought."""
    found = _CARTS.first(request.store.pk, key)
    if found is None or (found.invoice_id is not None and not sold):
        return None
    found.store = request.store
    return found


_HOLDS = {
    "has_plans": Exists(CartPlan.objects.filter(cart=OuterRef("pk"))),
    "has_cards": Exists(CartCard.objects.filter(cart=OuterRef("pk"))),
}
_CARTS = Prepared(
    lambda store, key: Cart.objects.filter(store=store, key=key).annotate(**_HOLDS), int, uuid.UUID
)


def cart_to_fill(request: ShopRequest, *, now: datetime) -> Cart:
    """The shopper's cart; a new one, which `remember_cart` keeps, if they have none."""
    return cart_of(request) or _opened(request, now=now)


def pieces_in_cart(request: ShopRequest) -> int:
    """How many pieces the shopper's cart holds, of all products together."""
    key = cart_key(request)
    if not key:
        return 0
    its = {"cart__key": key, "cart__store": request.store, "cart__invoice": None}
    lines, plans = CartLine.objects.filter(**its), CartPlan.objects.filter(**its)
    both = (
        lines.order_by()
        .values_list("quantity")
        .union(plans.order_by().values_list("quantity"), all=True)
    )
    return sum(quantity for (quantity,) in both)


def cart_key(request: ShopRequest) -> uuid.UUID | None:
    """Of the cart that this request has opened; else what the cookie says, if it can be a key."""
    opened: Cart | None = getattr(request, "opened_cart", None)
    if opened is not None:
        return opened.key
    try:
        return uuid.UUID(request.COOKIES.get(_cookie(request), ""))
    except ValueError:
        return None


def remember_cart(request: ShopRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Sets the cookie if the request has opened a cart."""
    opened: Cart | None = getattr(request, "opened_cart", None)
    if opened is not None:
        response.set_cookie(
            _cookie(request),
            str(opened.key),
            max_age=_KEPT_FOR,
            path=_path(request),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def forget_cart(request: ShopRequest, response: HttpResponseBase, cart: Cart) -> None:
    """Takes the cookie away if it holds the key of `cart`, which is sold."""
    if cart_key(request) == cart.key:
        response.delete_cookie(_cookie(request), path=_path(request), samesite="Lax")


def _opened(request: ShopRequest, *, now: datetime) -> Cart:
    request.opened_cart = Cart.objects.create(store=request.store, created_at=now)
    return request.opened_cart


def _cookie(request: ShopRequest) -> str:
    """Its name: on the platform each store has one of its own."""
    return f"cart-{request.store.pk}"


def _path(request: ShopRequest) -> str:
    return reverse("storefront:home", args=[request.store.slug])
