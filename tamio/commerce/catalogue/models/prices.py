"""PriceChange: what a variant has cost, and from when. The law asks for thirty days of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tamio.commerce.catalogue.models.product import Variant


class PriceChange(models.Model):
    """From `at` on the variant costs `price`; without one it is not for sale. Never edited."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="price_changes")
    currency = models.CharField(max_length=3)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering = ["variant", "currency", "at", "pk"]
        indexes = [models.Index(fields=["variant", "currency", "at"], name="prices_of_a_variant")]
        constraints = [
            models.CheckConstraint(
                name="a_price_of_the_past_is_not_negative",
                condition=Q(price__isnull=True) | Q(price__gte=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.price} {self.currency} from {self.at:%Y-%m-%d}"
