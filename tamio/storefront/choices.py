"""What a shopper chooses for the cart as a whole: how it is delivered, and a code for an offer."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.reach import countries_reached
from tamio.commerce.offers.choosing import find_code
from tamio.commerce.shipping.models import ShippingMethod
from tamio.commerce.shipping.offering import countries_shipped_to
from tamio.commerce.stores.models import Store
from tamio.look.formats import country_name

_MANY = 12


def choose_shipping(cart: Cart, *, written: Mapping[str, str], keep: bool) -> None:
    """Makes the method that is written under "shipping" the cart's, if the store has such a one.

    Without `keep` for this request alone, as when it is only asked what it would cost.
    """
    pk = written.get("shipping", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return
    method = ShippingMethod.objects.filter(store=cart.store_id, pk=int(pk)).first()
    if method is None or method.pk == cart.shipping_method_id:
        return
    cart.shipping_method = method
    if keep:
        cart.save(update_fields=["shipping_method"])


def enter_code(cart: Cart, *, store: Store, written: str) -> None:
    """Makes the code the cart's; none if nothing is written. Raises ValidationError ("code")."""
    code = find_code(store=store, written=written[:100])
    if code is None and written.strip():
        words = _("The shop has no code %(code)s. Look at how it is spelled.")
        raise ValidationError({"code": [words % {"code": written.strip()[:40]}]})
    cart.code = code
    cart.save(update_fields=["code"])


def shipped_to(store: Store) -> str:
    """The names of the countries that goods go to; "" if that is all that the shop sells to."""
    shipped = countries_shipped_to(store)
    reached = countries_reached(store)
    if shipped is None or shipped >= reached:
        return ""
    return _listed(shipped & reached, language=(get_language() or "sv")[:2])


def _listed(countries: Collection[str], *, language: str) -> str:
    names = sorted((country_name(code, language=language) for code in countries), key=str.casefold)
    if len(names) <= _MANY:
        return ", ".join(names)
    more = _("%(some)s and %(many)d more")
    return more % {"some": ", ".join(names[:_MANY]), "many": len(names) - _MANY}
