"""Product: what a store sells under one name; Variant: what is bought of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.identifiers import validate_ean, validate_sku
from tamio.commerce.catalogue.models.arrangement import Category, Collection, Tag
from tamio.commerce.catalogue.models.item_type import ItemType
from tamio.commerce.catalogue.models.vat_classes import VAT_CLASSES
from tamio.commerce.catalogue.packs.arithmetic import by_largest_remainder, less
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.price_changes import with_net_kept
from tamio.commerce.vat.rates import VatClass, rate_of
from tamio.commerce.vat.treatments import Supply

if TYPE_CHECKING:
    from tamio.commerce.catalogue.models.images import ProductImage
    from tamio.commerce.catalogue.models.packs import PackPart

#: How many options a product can vary by: colour, size, material.
MOST_OPTIONS = 3
#: What the name on an invoice line has room for.
_MOST_TITLE = 200
_NOTHING = Decimal("0.00")
#: Whoever finds a card has no more than this.
_MOST_ON_A_CARD = 50_000


class ProductQuerySet(models.QuerySet["Product"]):
    """Products of a store, as asked for."""

    def for_sale(self, *, now: datetime) -> ProductQuerySet:
        """Those that a shopper sees at `now`: with something to buy, published, not hidden.

        A pack is not, if anything that it holds is not.
        """
        offered = Variant.objects.filter(product=OuterRef("pk"), active=True)
        missing = Variant.objects.filter(in_packs__pack=OuterRef("pk")).exclude(
            _published(now, through="product__"), active=True, product__active=True
        )
        is_whole = Q(is_pack=False) | ~Exists(missing)
        return self.filter(_published(now), Exists(offered), is_whole, active=True)


def _published(now: datetime, *, through: str = "") -> Q:
    return Q(**{f"{through}publish_at": None}) | Q(**{f"{through}publish_at__lte": now})


class Product(models.Model):
    """One thing a store sells, in one variant or in several that differ by its options.

    `option1` to `option3` are the names of what it varies by ("Colour"); "" for those it lacks.
    Of a gift card buyers choose the amount freely from `least_amount` to `most_amount`, if these
    are given; its variants are amounts that are offered.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="products")
    item_type = models.CharField(_("type"), max_length=10, choices=ItemType.choices)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True, max_length=5000)
    unit = models.CharField(_("unit"), max_length=10, default="st")
    vat_class = models.CharField(
        _("VAT class"),
        max_length=10,
        choices=VAT_CLASSES,
        default=VatClass.STANDARD.value,
    )
    is_on_site = models.BooleanField(_("done on the spot"), default=False)
    option1 = models.CharField(max_length=40, blank=True)
    option2 = models.CharField(max_length=40, blank=True)
    option3 = models.CharField(max_length=40, blank=True)
    categories = models.ManyToManyField(
        Category, verbose_name=_("categories"), blank=True, related_name="products"
    )
    collections = models.ManyToManyField(
        Collection, verbose_name=_("collections"), blank=True, related_name="products"
    )
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="products")
    is_pack = models.BooleanField(default=False, editable=False)
    # What a pack costs less than its parts; none: it has a price of its own.
    pack_percent = models.DecimalField(
        _("percent less than the parts"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
    )
    least_amount = models.DecimalField(
        _("smallest amount that buyers may choose"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    most_amount = models.DecimalField(
        _("largest amount that buyers may choose"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(_MOST_ON_A_CARD)],
    )
    active = models.BooleanField(_("for sale"), default=True)
    publish_at = models.DateTimeField(_("shown from"), null=True, blank=True)
    created_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Product]] = models.Manager.from_queryset(ProductQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["store", "active", "name"])]
        constraints = [
            models.CheckConstraint(
                name="only_a_pack_is_priced_by_its_parts",
                condition=Q(pack_percent=None)
                | Q(is_pack=True, pack_percent__gte=0, pack_percent__lte=100),
            ),
            models.CheckConstraint(
                name="amounts_are_chosen_between_two",
                condition=Q(least_amount=None, most_amount=None)
                | Q(least_amount__gt=0, most_amount__gte=F("least_amount")),
                violation_error_message=_(
                    "Give both a smallest and a largest amount, the smallest first, or neither."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_gift_card(self) -> bool:
        return self.item_type == ItemType.GIFT_CARD

    @property
    def chooses_amount(self) -> bool:
        """Whether buyers may write an amount of their own."""
        return self.is_gift_card and self.least_amount is not None

    @property
    def supply(self) -> Supply:
        """What it is to the VAT rule."""
        on_site = self.is_on_site and self.item_type == ItemType.SERVICE
        return Supply.ON_SITE if on_site else ItemType(self.item_type).supply

    def home_rate(self, on_date: date) -> Decimal:
        """The VAT in its prices on that day, in percent: that of the store's own country."""
        if self.is_gift_card:
            return Decimal(0)
        return rate_of(
            vat_class=VatClass(self.vat_class),
            country=self.store.country,
            on_date=on_date,
            own=self.store.vat_rates,
        )

    @property
    def options(self) -> list[str]:
        """The names of what it varies by; empty for a product of one variant."""
        return [name for name in (self.option1, self.option2, self.option3) if name]

    @property
    def lead(self) -> Variant:
        """The variant that stands for the product in lists and pictures: the first to be bought.

        Raises Variant.DoesNotExist for a product that is not written whole yet.
        """
        every = list(self.variants.all())
        if not every:
            raise Variant.DoesNotExist(f"{self.name} has no variant")
        return next((each for each in every if each.active), every[0])

    @property
    def picture(self) -> ProductImage | None:
        """The first of its pictures; None if it has none. Prefetch `images` for a list."""
        return next(iter(self.images.all()), None)

    def is_for_sale(self, *, now: datetime) -> bool:
        """Whether shoppers see it at `now`, if it has anything to buy; a pack, if all its parts."""
        is_shown = self.active and (self.publish_at is None or self.publish_at <= now)
        return is_shown and not self.missing(now=now)

    def missing(self, *, now: datetime) -> list[PackPart]:
        """What a pack holds that is not for sale itself. Without a query once `loaded`."""
        return [part for part in self.contents if not part.variant.is_for_sale(now=now)]

    @property
    def contents(self) -> list[PackPart]:
        """What a pack holds; empty for any other product, without a query."""
        return list(self.parts.all()) if self.is_pack else []


class Variant(models.Model):
    """One article of a product. `stock` empty: it never runs out; `low_stock`: as the store's.

    `value1` to `value3` are its values of the product's options, "" where there is no option.
    With `backorder` it is sold when there is none: the stock then goes below zero. `announced`
    shows a reduced price beside the one it is to be compared with (prior_price.py).
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    # Of the product, kept here too: an identifier is unique in the store.
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, related_name="variants", editable=False
    )
    sku = models.CharField(_("SKU"), max_length=50, validators=[validate_sku])
    ean = models.CharField(_("EAN"), max_length=14, blank=True, validators=[validate_ean])
    value1 = models.CharField(max_length=40, blank=True)
    value2 = models.CharField(max_length=40, blank=True)
    value3 = models.CharField(max_length=40, blank=True)
    price = models.DecimalField(
        _("price"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    # What one costs the store, without VAT; none: nobody has said. Shoppers never see it.
    cost = models.DecimalField(
        _("cost"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    # The day on which price and VAT class were stated; none: when the product was made.
    priced_on = models.DateField(null=True, blank=True, editable=False)
    weight = models.PositiveIntegerField(_("weight in grams"), null=True, blank=True)
    stock = models.IntegerField(_("in stock"), null=True, blank=True)
    low_stock = models.PositiveIntegerField(_("low-stock limit"), null=True, blank=True)
    backorder = models.BooleanField(_("sold when there is none"), default=False)
    active = models.BooleanField(_("for sale"), default=True)
    announced = models.BooleanField(_("announced as reduced"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["product", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "sku"],
                name="one_variant_a_sku",
                violation_error_message=_("Another product in this store has this SKU."),
            ),
            models.UniqueConstraint(
                fields=["product", "value1", "value2", "value3"], name="one_variant_a_choice"
            ),
            models.CheckConstraint(name="price_not_negative", condition=Q(price__gte=0)),
            models.CheckConstraint(name="cost_not_negative", condition=Q(cost__gte=0)),
            models.CheckConstraint(
                name="stock_not_negative_unless_backordered",
                condition=Q(stock__isnull=True) | Q(stock__gte=0) | Q(backorder=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.store_id = self.product.store_id
        super().save(*args, **kwargs)

    def price_on(self, on_date: date) -> Decimal:
        """What one costs on that day, with VAT or without as the store states its prices.

        It differs from `price` where the store passes changes of the VAT rate on. A pack that is
        priced by its parts follows theirs.
        """
        product = self.product
        if product.pack_percent is not None:
            sum_of_parts = sum(self.weights_on(on_date), start=_NOTHING)
            return less(sum_of_parts, percent=product.pack_percent)
        if not product.store.passes_vat_changes_on:
            return self.price
        if product.is_pack:
            return self._pack_price_on(on_date)
        return self._with_net_kept(self.price, product, on_date)

    def weights_on(self, on_date: date) -> list[Decimal]:
        """What each part of this pack costs on that day by itself, times how many of it."""
        return [part.variant.price_on(on_date) * part.quantity for part in self._parts()]

    def _pack_price_on(self, on_date: date) -> Decimal:
        """Each part's share keeps its net at its own rate."""
        parts = self._parts()
        weights = [part.variant.price * part.quantity for part in parts]
        shares = by_largest_remainder(self.price, weights=weights)
        kept = [
            self._with_net_kept(share, part.variant.product, on_date)
            for part, share in zip(parts, shares, strict=True)
        ]
        return sum(kept, start=_NOTHING)

    def _with_net_kept(self, amount: Decimal, taxed_as: Product, on_date: date) -> Decimal:
        stated = self.priced_on or self.product.store.date_of(self.product.created_at)
        return with_net_kept(
            amount,
            before=taxed_as.home_rate(stated),
            now=taxed_as.home_rate(max(stated, on_date)),
        )

    def _parts(self) -> list[PackPart]:
        """Of the one store, which has been read and knows its own VAT rates."""
        parts = self.product.contents
        for part in parts:
            part.variant.product.store = self.product.store
        return parts

    def is_for_sale(self, *, now: datetime) -> bool:
        """Whether shoppers can buy it at `now`, if there is any of it."""
        return self.active and self.product.is_for_sale(now=now)

    @property
    def values(self) -> list[str]:
        """What tells it apart: its values, in the order of the product's options."""
        return [value for value in (self.value1, self.value2, self.value3) if value]

    @property
    def title(self) -> str:
        """What an invoice calls it: the product's name, and what tells the variant apart."""
        if not self.values:
            return self.product.name
        told = ", " + " / ".join(self.values)
        return self.product.name[: _MOST_TITLE - len(told)].rstrip() + told
