"""A variant and how many of it, checked against what the store has."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tamio.commerce.catalogue.finding import variant_of
from tamio.commerce.catalogue.models import Variant
from tamio.commerce.checkout.models import MOST_OF_ONE, Cart
from tamio.commerce.checkout.reserving import free_of
from tamio.commerce.stores.models import Store

_ADD, _SET = "add", "set"


class CartForm(forms.Form):
    """`how` is "add" (to what the cart holds) or "set" (0 takes the product out).

    Valid, it knows `variant` and `wanted`: how many the cart is to hold.
    """

    how = forms.ChoiceField(choices=[(_ADD, _ADD), (_SET, _SET)])
    sku = forms.CharField(label=_("Product"), max_length=50)
    quantity = forms.IntegerField(
        label=_("Quantity"),
        min_value=0,
        max_value=MOST_OF_ONE,
        error_messages={
            "required": _("Write a quantity, such as 1."),
            "invalid": _("Write the quantity as a whole number, such as 2."),
            "min_value": _("Write a quantity of 0 or more."),
            "max_value": _("Write a quantity of %(limit_value)d at most."),
        },
    )

    def __init__(self, data: Any, *, store: Store, cart: Cart | None, now: datetime) -> None:
        super().__init__(data)
        self.store = store
        self.cart = cart
        self.now = now
        self.variant: Variant | None = None
        self.wanted = 0

    @property
    def adds(self) -> bool:
        return self.data.get("how") == _ADD

    def clean_sku(self) -> str:
        sku: str = self.cleaned_data["sku"]
        self.variant = variant_of(self.store, sku=sku)
        if self.variant is None:
            raise ValidationError(_("The product is not in this shop, so nothing was changed."))
        return sku

    def clean(self) -> None:
        quantity = self.cleaned_data.get("quantity")
        if self.variant is None or quantity is None or "how" not in self.cleaned_data:
            return
        held = self._held(self.variant) if self.adds else 0
        self.wanted = held + quantity
        problem = (
            str(_("Write a quantity of 1 or more."))
            if self.adds and quantity == 0
            else self._refusal(self.variant, held=held)
        )
        if problem:
            self.add_error("quantity", problem)

    def _refusal(self, variant: Variant, *, held: int) -> str:
        free = free_of([variant], cart=self.cart, now=self.now)[variant.pk]
        return refusal(variant=variant, wanted=self.wanted, free=free, held=held, now=self.now)

    def _held(self, variant: Variant) -> int:
        line = self.cart.lines.filter(variant=variant).first() if self.cart else None
        return line.quantity if line else 0


def refusal(
    *, variant: Variant, wanted: int, free: int | None, now: datetime, held: int = 0
) -> str:
    """Why a cart cannot hold `wanted` of the variant, of which it holds `held`; "" if it can.

    `free` is how many it can have; None where there is no end of them.
    """
    if wanted == 0:
        return ""
    if not variant.is_for_sale(now=now):
        return str(_("This is no longer for sale."))
    if wanted > MOST_OF_ONE:
        most = {"most": MOST_OF_ONE}
        return str(_("A cart holds at most %(most)d of one product.") % most)
    if free is None or wanted <= free:
        return ""
    return _too_few(free, held=held)


def _too_few(left: int, *, held: int) -> str:
    if left == 0:
        return str(_("This is sold out."))
    said = ngettext("There is only %(left)d left.", "There are only %(left)d left.", left)
    if held:
        said += " " + str(_("Your cart already holds %(held)d."))
    return said % {"left": left, "held": held}
