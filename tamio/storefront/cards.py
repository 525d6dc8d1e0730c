"""A code as a shopper writes it at the checkout, no oftener than anybody would who has one."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tamio.commerce.checkout.cards import add_card
from tamio.commerce.checkout.models import Cart
from tamio.commerce.giftcards.codes import as_meant
from tamio.commerce.offers.choosing import find_code
from tamio.store_clock import now
from tamio.storefront.choices import enter_code
from tamio.storefront.request import ShopRequest
from tamio.storefront.throttle import check_codes

#: What they are counted as.
WHAT = "gift-card"


def enter_card(request: ShopRequest, cart: Cart) -> str:
    """Pays the cart with the card whose code was sent, or takes off what a discount's code gives;
    why not, if it cannot be, else "".
    """
    try:
        check_codes(request, what=WHAT, now=now())
        _enter(cart, request.POST.get("gift_card", "")[:100])
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _enter(cart: Cart, written: str) -> None:
    """People do not know which of the two a code is."""
    if find_code(store=cart.store, written=written) is not None:
        enter_code(cart, store=cart.store, written=written)
    elif as_meant(written) or not written.strip():
        add_card(cart, written=written, now=now())
    else:
        words = _("The shop has neither a discount nor a gift card with the code %(code)s.")
        raise ValidationError({"gift_card": [words % {"code": written.strip()[:40]}]})
