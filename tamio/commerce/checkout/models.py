"""Cart: what a shopper is about to buy, and what is kept for them. At most one invoice."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import Variant
from tamio.commerce.catalogue.packs.contents import loaded
from tamio.commerce.giftcards.gifts import Gift, gift_of
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.offers.models import OfferCode
from tamio.commerce.shipping.models import ShippingMethod
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared

#: The most of one variant that a shopper can put in a cart.
MOST_OF_ONE = 999
#: The most gift cards in a cart that are for somebody.
MOST_GIFTS = 50


class Cart(models.Model):
    """A shopper's basket in one store. `invoice` is set when it has been bought.

    `shipping_method` is what the shopper chose, None until then; `code` is for an offer.
    `has_plans` and `has_cards`: whether it holds plans, and gift cards to pay with, as this
    instance has read; None if it has not, or has changed them since. Most carts hold none.
    """

    has_plans: bool | None = None
    has_cards: bool | None = None

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="carts")
    invoice = models.OneToOneField(Invoice, null=True, on_delete=models.PROTECT)
    shipping_method = models.ForeignKey(
        ShippingMethod, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    code = models.ForeignKey(OfferCode, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"cart {self.key}"

    def put(self, *, variant: Variant, quantity: int) -> None:
        """Makes `quantity` of the variant the cart's; 0 takes it out.

        Raises ValidationError for a quantity that no cart can hold, and ValueError for a variant
        of another store: a page that offers one has not fetched it through its own store.
        """
        if variant.store_id != self.store_id:
            raise ValueError(f"{variant.sku} is not sold in store {self.store_id}")
        if not 0 <= quantity <= MOST_OF_ONE:
            raise ValidationError(
                {"quantity": [_("Write a number from 0 to %(most)d.") % {"most": MOST_OF_ONE}]}
            )
        if quantity == 0:
            self.lines.filter(variant=variant, gift__isnull=True).delete()
            return
        # Two windows may do so at once: the later one's number counts, and there is one line.
        line = CartLine(cart=self, variant=variant, quantity=quantity)
        with transaction.atomic(savepoint=False):
            CartLine.objects.bulk_create([line], ignore_conflicts=True)
            self.lines.filter(variant=variant, gift__isnull=True).update(quantity=quantity)

    def put_gift(self, *, variant: Variant, gift: Gift) -> None:
        """Adds a gift card: a line of its own, for each is for somebody. `gift` is checked.

        Raises ValidationError for more cards than anybody gives at once, and ValueError as `put`.
        """
        if variant.store_id != self.store_id:
            raise ValueError(f"{variant.sku} is not sold in store {self.store_id}")
        if self.lines.filter(gift__isnull=False).count() >= MOST_GIFTS:
            message = _("A cart holds at most %(most)d gift cards for different people.")
            raise ValidationError({"quantity": [message % {"most": MOST_GIFTS}]})
        self.lines.create(variant=variant, quantity=1, gift=gift.stored())

    def forget_gifts(self) -> None:
        """It is sold: for whom its gift cards are is kept with the cards, and nowhere else."""
        self.lines.filter(gift__isnull=False).delete()

    def take_out(self, line_pk: int) -> None:
        """A line with a gift goes; another one stays as it is."""
        self.lines.filter(pk=line_pk, gift__isnull=False).delete()


class CartLine(models.Model):
    """How many of one variant. The price is the variant's until the order is placed. A gift card's
    line says for whom it is, and of how much, in `gift`.
    """

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_OF_ONE)]
    )
    gift = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cart", "variant"],
                condition=Q(gift__isnull=True),
                name="one_plain_line_a_variant",
            ),
            models.CheckConstraint(
                name="cart_quantity_in_range",
                condition=Q(quantity__gte=1) & Q(quantity__lte=MOST_OF_ONE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.variant}"

    @property
    def given(self) -> Gift | None:
        """For whom it is; None if it is no gift card."""
        return gift_of(self.gift) if self.gift else None


class CartCard(models.Model):
    """A gift card that the shopper pays with, in the order in which they have given them."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="cards")
    card = models.ForeignKey(GiftCard, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "card"], name="a_cart_has_a_card_once")
        ]

    def __str__(self) -> str:
        return f"{self.card} for {self.cart}"


def lines_of(cart: Cart) -> list[CartLine]:
    """The cart's lines with their variants and products. One query, and one if there are packs."""
    lines = _LINES.rows(cart.pk)
    for line in lines:
        line.cart = cart
    loaded(line.variant.product for line in lines)
    return lines


_LINES = Prepared(
    lambda cart: CartLine.objects.filter(cart=cart).select_related("variant__product"), int
)


class Reservation(models.Model):
    """Pieces that are kept for a cart whose shopper is at the checkout, until `expires_at`."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="reservations")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="reservations")
    quantity = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="one_reservation_a_variant")
        ]
        indexes = [models.Index(fields=["variant", "expires_at"], name="reserved_of_a_variant")]

    def __str__(self) -> str:
        return f"{self.quantity} {self.variant} until {self.expires_at:%H:%M}"
