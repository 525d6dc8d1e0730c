"""Which cart a shopper fills: the session holds one key a store, from the first thing put in."""

from datetime import datetime

from django.db.models import Sum

from tamio.commerce.checkout.models import Cart, CartLine
from tamio.storefront.request import ShopRequest

_SESSION_KEY = "carts"


def cart_of(request: ShopRequest) -> Cart | None:
    """The shopper's cart in this store; None if they have put nothing in since the last order."""
    key = _key(request)
    if not key:
        return None
    return Cart.objects.filter(store=request.store, key=key, invoice=None).first()


def cart_to_fill(request: ShopRequest, *, now: datetime) -> Cart:
    """The shopper's cart; a new one, kept in the session, if they have none."""
    return cart_of(request) or _opened(request, now=now)


def pieces_in_cart(request: ShopRequest) -> int:
    """How many pieces the shopper's cart holds, of all products together."""
    key = _key(request)
    if not key:
        return 0
    lines = CartLine.objects.filter(cart__key=key, cart__store=request.store, cart__invoice=None)
    return lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0


def _key(request: ShopRequest) -> str | None:
    keys: dict[str, str] = request.session.get(_SESSION_KEY, {})
    return keys.get(str(request.store.pk))


def _opened(request: ShopRequest, *, now: datetime) -> Cart:
    cart = Cart.objects.create(store=request.store, created_at=now)
    keys: dict[str, str] = request.session.get(_SESSION_KEY, {})
    request.session[_SESSION_KEY] = keys | {str(request.store.pk): str(cart.key)}
    return cart
