"""Where a store ships to, by what means, and at what price."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store


class Basis(models.TextChoices):
    """What decides the price of a method."""

    FIXED = "fixed", _("Fixed price")
    WEIGHT = "weight", _("By weight, in grams")
    SUM = "sum", _("By what the goods cost")


class ShippingZone(models.Model):
    """Countries that cost the same to ship to. `is_rest`: all that no other zone names."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="shipping_zones")
    name = models.CharField(_("name"), max_length=60)
    is_rest = models.BooleanField(_("all other countries"), default=False)

    class Meta:
        ordering = ["is_rest", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["store"],
                condition=Q(is_rest=True),
                name="one_zone_for_the_rest",
                violation_error_message=_("Another zone is for all other countries already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ZoneCountry(models.Model):
    """A country (ISO code) of a zone; in one zone of its store at most."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    zone = models.ForeignKey(ShippingZone, on_delete=models.CASCADE, related_name="countries")
    country = models.CharField(max_length=2)

    class Meta:
        ordering = ["country"]
        constraints = [
            models.UniqueConstraint(fields=["store", "country"], name="one_zone_a_country")
        ]

    def __str__(self) -> str:
        return self.country


class ShippingMethod(models.Model):
    """A way to a zone; without a zone the buyer collects the goods at the store.

    Prices and sums are with VAT or without as the store states its prices. A method that is not
    offered any more is kept: carts may have chosen it.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="shipping_methods")
    zone = models.ForeignKey(
        ShippingZone,
        verbose_name=_("zone"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="methods",
    )
    name_sv = models.CharField(_("name in Swedish"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    basis = models.CharField(
        _("price"), max_length=6, choices=Basis.choices, default=Basis.FIXED.value
    )
    #: Free from this sum on.
    free_from = models.DecimalField(
        _("free from"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    #: Grams, or a sum, that it does not take more than.
    most = models.DecimalField(
        _("at most"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    active = models.BooleanField(_("offered"), default=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name_sv

    @property
    def is_collected(self) -> bool:
        return self.zone_id is None

    @property
    def name(self) -> str:
        """In the language of whoever reads."""
        return self.name_in((get_language() or "sv")[:2])

    def name_in(self, language: str) -> str:
        """`language`: "sv" or "en"."""
        return self.name_en if language == "en" else self.name_sv


class ShippingStep(models.Model):
    """A method's price from so many grams, or such a sum, on. The first is from 0."""

    method = models.ForeignKey(ShippingMethod, on_delete=models.CASCADE, related_name="steps")
    start = models.DecimalField(max_digits=12, decimal_places=2)
    price = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["method", "start"], name="one_step_a_start"),
            models.CheckConstraint(
                name="shipping_is_not_negative", condition=Q(start__gte=0) & Q(price__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}: {self.price}"
