"""Cart: what a shopper is about to buy. It becomes at most one invoice."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import Product
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store

#: The most of one product that a shopper can put in a cart.
MOST_OF_ONE = 999


class Cart(models.Model):
    """A shopper's basket in one store. `invoice` is set when it has been bought."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="carts")
    invoice = models.OneToOneField(Invoice, null=True, on_delete=models.PROTECT)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"cart {self.key}"

    def put(self, *, product: Product, quantity: int) -> None:
        """Makes `quantity` of the product the cart's; 0 takes it out.

        Raises ValidationError for a quantity that no cart can hold, and ValueError for a product
        of another store: a page that offers one has not fetched it through its own store.
        """
        if product.store_id != self.store_id:
            raise ValueError(f"{product.sku} is not sold in store {self.store_id}")
        if not 0 <= quantity <= MOST_OF_ONE:
            raise ValidationError(
                {"quantity": [_("Write a number from 0 to %(most)d.") % {"most": MOST_OF_ONE}]}
            )
        if quantity == 0:
            self.lines.filter(product=product).delete()
            return
        self.lines.update_or_create(product=product, defaults={"quantity": quantity})


class CartLine(models.Model):
    """How many of one product. The price is the product's until the order is placed."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_OF_ONE)]
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "product"], name="one_line_a_product"),
            models.CheckConstraint(
                name="cart_quantity_in_range",
                condition=Q(quantity__gte=1) & Q(quantity__lte=MOST_OF_ONE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.product}"
