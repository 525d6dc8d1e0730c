"""Product: what a store sells, its identifier in the books, its price and its stock."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from stdnum import ean

from tamio.commerce.stores.models import Store
from tamio.commerce.vat.price_changes import with_net_kept
from tamio.commerce.vat.rates import VatClass, rate_of
from tamio.commerce.vat.treatments import Supply

#: What an identifier may hold: letters, digits and - _ . / + (an article number in the books
#: takes no spaces).
SKU_PATTERN = r"^[0-9A-Za-zÅÄÖåäö_./+-]{1,50}$"
validate_sku = RegexValidator(
    SKU_PATTERN, _("Use letters, digits and - _ . / + without spaces, at most 50 characters.")
)


class ItemType(models.TextChoices):
    """What kind of thing is sold. Decides the revenue account and, in the EU, the VAT."""

    PHYSICAL = "physical", _("Physical product")
    SERVICE = "service", _("Service")
    DIGITAL = "digital", _("Digital product")

    @property
    def supply(self) -> Supply:
        return _SUPPLIES[self]


_SUPPLIES = {
    ItemType.PHYSICAL: Supply.GOODS,
    ItemType.SERVICE: Supply.SERVICES,
    ItemType.DIGITAL: Supply.ELECTRONIC,
}


def validate_ean(value: str) -> None:
    """EAN-8, UPC-A, EAN-13 or GTIN-14 with a right check digit."""
    if not ean.is_valid(value):
        raise ValidationError(_("Write the EAN with all its digits; the last is a check digit."))


class ProductQuerySet(models.QuerySet["Product"]):
    """Products of a store, as asked for."""

    def for_sale(self) -> ProductQuerySet:
        return self.filter(active=True)


class Product(models.Model):
    """One thing a store sells. `stock` empty means that it never runs out."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="products")
    item_type = models.CharField(_("type"), max_length=10, choices=ItemType.choices)
    sku = models.CharField(_("SKU"), max_length=50, validators=[validate_sku])
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True, max_length=5000)
    unit = models.CharField(_("unit"), max_length=10, default="st")
    ean = models.CharField(_("EAN"), max_length=14, blank=True, validators=[validate_ean])
    vat_class = models.CharField(
        _("VAT class"),
        max_length=10,
        choices=[
            (VatClass.STANDARD.value, _("Standard, 25 %")),
            (VatClass.FOOD.value, _("Food")),
            (VatClass.REDUCED.value, _("Hotel, restaurant, repairs, 12 %")),
            (VatClass.BOOKS.value, _("Books and newspapers, 6 %")),
            (VatClass.CULTURE.value, _("Culture, sport, travel, 6 %")),
            (VatClass.EXEMPT.value, _("Exempt, 0 %")),
        ],
        default=VatClass.STANDARD.value,
    )
    price = models.DecimalField(
        _("price"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    # The day on which price and VAT class were stated; none: when the product was made.
    priced_on = models.DateField(null=True, blank=True, editable=False)
    is_on_site = models.BooleanField(_("done on the spot"), default=False)
    stock = models.PositiveIntegerField(_("in stock"), null=True, blank=True)
    active = models.BooleanField(_("for sale"), default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Product]] = models.Manager.from_queryset(ProductQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "sku"],
                name="one_product_a_sku",
                violation_error_message=_("Another product in this store has this SKU."),
            ),
            models.CheckConstraint(name="price_not_negative", condition=Q(price__gte=0)),
            models.CheckConstraint(
                name="stock_not_negative", condition=Q(stock__isnull=True) | Q(stock__gte=0)
            ),
        ]
        indexes = [models.Index(fields=["store", "active", "name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def supply(self) -> Supply:
        """What it is to the VAT rule."""
        on_site = self.is_on_site and self.item_type == ItemType.SERVICE
        return Supply.ON_SITE if on_site else ItemType(self.item_type).supply

    def home_rate(self, on_date: date) -> Decimal:
        """The VAT in its price on that day, in percent: that of the store's own country."""
        return rate_of(
            vat_class=VatClass(self.vat_class),
            country=self.store.country,
            on_date=on_date,
            own=self.store.vat_rates,
        )

    def price_on(self, on_date: date) -> Decimal:
        """What one costs on that day, with VAT or without as the store states its prices.

        It differs from `price` only where the store passes changes of the VAT rate on.
        """
        if not self.store.passes_vat_changes_on:
            return self.price
        stated = self.priced_on or self.store.date_of(self.created_at)
        return with_net_kept(
            self.price, before=self.home_rate(stated), now=self.home_rate(max(stated, on_date))
        )

    def reserve(self, *, quantity: int) -> bool:
        """Takes `quantity` out of stock in one statement; False, and nothing, if too few."""
        if self.stock is None:
            return True
        left = Product.objects.filter(pk=self.pk, stock__gte=quantity)
        return left.update(stock=F("stock") - quantity) == 1
