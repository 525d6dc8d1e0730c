"""A gift card's code as a shopper writes it, no oftener than anybody would who has one."""

from django.core.exceptions import ValidationError

from tamio.commerce.checkout.cards import add_card
from tamio.commerce.checkout.models import Cart
from tamio.store_clock import now
from tamio.storefront.request import ShopRequest
from tamio.storefront.throttle import check_codes

#: What they are counted as.
WHAT = "gift-card"


def enter_card(request: ShopRequest, cart: Cart) -> str:
    """Pays the cart with the card whose code was sent; why not, if it cannot be, else ""."""
    try:
        check_codes(request, what=WHAT, now=now())
        add_card(cart, written=request.POST.get("gift_card", ""), now=now())
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
