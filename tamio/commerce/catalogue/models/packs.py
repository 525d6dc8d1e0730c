"""PackPart: what a pack holds. A pack is a product that is sold as one, and made of others."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.models.product import Product, Variant

#: The most of one variant that a pack holds.
MOST_OF_A_PART = 99
#: The most variants that a pack holds: each is a row of the invoice.
MOST_PARTS = 20


class PackPartManager(models.Manager["PackPart"]):
    """Parts with what they are of: whoever reads a pack reads both."""

    def get_queryset(self) -> models.QuerySet[PackPart]:
        return super().get_queryset().select_related("variant__product")


class PackPart(models.Model):
    """`quantity` of `variant` in each of the pack. No part is a pack, or of another store."""

    pack = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="parts")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="in_packs")
    quantity = models.PositiveSmallIntegerField(
        _("quantity"), validators=[MinValueValidator(1), MaxValueValidator(MOST_OF_A_PART)]
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[PackPartManager] = PackPartManager()

    class Meta:
        ordering = ["pack", "position", "pk"]
        # What a prefetch of a pack's parts goes through.
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["pack", "variant"], name="a_variant_once_a_pack"),
            models.CheckConstraint(
                name="a_pack_holds_some_of_each_part",
                condition=Q(quantity__gte=1) & Q(quantity__lte=MOST_OF_A_PART),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.variant}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError for a part that the pack cannot have: no page offers one."""
        if self.variant.store_id != self.pack.store_id or self.variant.product.is_pack:
            raise ValueError(f"{self.variant.sku} cannot be a part of {self.pack.name}")
        super().save(*args, **kwargs)
