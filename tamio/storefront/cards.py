"""A gift card's code as a shopper writes it, no oftener than anybody would who has one."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tamio.commerce.checkout.cards import add_card
from tamio.commerce.checkout.models import Cart
from tamio.store_clock import now
from tamio.storefront.request import ShopRequest
from tamio.storefront.throttle import too_often

#: Codes that one address on the network may write within an hour.
MOST_AN_HOUR = 30
#: What they are counted as.
WHAT = "gift-card"


def enter_card(request: ShopRequest, cart: Cart) -> str:
    """Pays the cart with the card whose code was sent; why not, if it cannot be, else ""."""
    if too_often(request, what=WHAT, most=MOST_AN_HOUR, now=now()):
        return _("Too many codes were tried from here. Wait an hour, or write to the shop.")
    try:
        add_card(cart, written=request.POST.get("gift_card", ""), now=now())
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
