"""StockMovement: one change of a stock, with its reason, as a fact that stays."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.models.product import Variant


class Reason(models.TextChoices):
    """Why there is more or less of something than before."""

    OPENING = "opening", _("First count")
    COUNTED = "counted", _("Counted")
    IMPORTED = "imported", _("Imported")
    SOLD = "sold", _("Sold")
    HELD = "held", _("Kept while it is paid for")
    RELEASED = "released", _("Not paid for, and free again")
    RETURNED = "returned", _("Put back")
    UNTRACKED = "untracked", _("No longer counted")


class StockMovement(models.Model):
    """`change` pieces came, or below zero went; `left` is the stock after it.

    `document` is the number of the invoice or credit note it belongs to. Rows are never edited.
    """

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="movements")
    at = models.DateTimeField()
    reason = models.CharField(max_length=10, choices=Reason.choices)
    change = models.IntegerField()
    left = models.IntegerField(null=True)
    document = models.CharField(max_length=20, blank=True)
    by = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["variant", "-id"], name="movements_of_a_variant")]
        constraints = [
            models.CheckConstraint(
                name="a_stock_that_is_counted_has_a_rest",
                condition=Q(left__isnull=False) | Q(reason=Reason.UNTRACKED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change:+d} {self.reason}"
