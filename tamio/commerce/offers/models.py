"""An offer and its terms, the codes that ask for it, and each use of one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.models import Category, Collection, Product
from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store

#: What a code is made of once it is in capitals. No spaces: people read it aloud.
CODE_PATTERN = r"^[0-9A-ZÅÄÖ_-]{3,40}$"
validate_code = RegexValidator(
    CODE_PATTERN, _("Use 3 to 40 letters, digits, - and _ without spaces.")
)
_MOST_USES = 1_000_000


class Gives(models.TextChoices):
    """What the offer gives."""

    PERCENT = "percent", _("Percent off")
    AMOUNT = "amount", _("An amount off")
    SHIPPING = "shipping", _("Free shipping")


class Lasts(models.TextChoices):
    """For how many charges of a subscription an offer with a code counts."""

    ONCE = "once", _("The first charge")
    TIMES = "times", _("A number of charges")
    EVER = "ever", _("Every charge")


class Offer(models.Model):
    """What it gives, on what, from day to day. With `needs_code`, only to those who have one.

    `value` is a percent, or an amount in the store's currency, with VAT or without as its prices
    are: off each piece of the products that are named, or lie in what is named, else off the whole
    order. Both days are included. `most_uses` is of each code.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="offers")
    name = models.CharField(_("name"), max_length=60)
    gives = models.CharField(
        _("gives"), max_length=8, choices=Gives.choices, default=Gives.PERCENT.value
    )
    value = models.DecimalField(_("how much"), max_digits=12, decimal_places=2, default=Decimal(0))
    products: models.ManyToManyField[Product, Any] = models.ManyToManyField(
        Product, verbose_name=_("only on"), blank=True, related_name="+"
    )
    categories: models.ManyToManyField[Category, Any] = models.ManyToManyField(
        Category, verbose_name=_("only in categories"), blank=True, related_name="+"
    )
    collections: models.ManyToManyField[Collection, Any] = models.ManyToManyField(
        Collection, verbose_name=_("only in collections"), blank=True, related_name="+"
    )
    minimum = models.DecimalField(
        _("from a sum of"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    combines = models.BooleanField(_("goes together with other offers"), default=False)
    needs_code = models.BooleanField(_("only with a code"), default=False)
    most_uses = models.PositiveIntegerField(
        _("uses of each code"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(_MOST_USES)],
    )
    most_per_customer = models.PositiveIntegerField(
        _("uses per customer"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(_MOST_USES)],
    )
    first_order_only = models.BooleanField(_("only on a first order"), default=False)
    lasts = models.CharField(
        _("of a subscription"), max_length=5, choices=Lasts.choices, default=Lasts.ONCE.value
    )
    times = models.PositiveSmallIntegerField(
        _("number of charges"), null=True, blank=True, validators=[MinValueValidator(2)]
    )
    active = models.BooleanField(_("in force"), default=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_offer_takes_off_what_it_can",
                condition=Q(value__gte=0) & (~Q(gives="percent") | Q(value__lte=100)),
                violation_error_message=_("Write a percent from 0 to 100."),
            ),
            models.CheckConstraint(
                name="an_offer_begins_before_it_ends",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                name="charges_are_counted_where_they_count",
                condition=Q(lasts="times", times__isnull=False)
                | (~Q(lasts="times") & Q(times=None)),
                violation_error_message=_("Write the number of charges, such as 3."),
            ),
        ]
        indexes = [models.Index(fields=["store", "active", "needs_code"])]

    def __str__(self) -> str:
        return self.name


class EarlierTerms(models.Model):
    """What an offer gave before it was changed, until when: the law asks for the prices there have
    been. `terms` is an offer's fields, with the keys of what it named. Never edited.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="earlier_terms")
    until = models.DateTimeField()
    terms = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["offer", "until", "pk"]

    def __str__(self) -> str:
        return f"{self.offer} until {self.until:%Y-%m-%d}"


class OfferCode(models.Model):
    """A code in capitals that asks for its offer; one of the store's has it at most."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="offer_codes")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(_("code"), max_length=40, validators=[validate_code])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "code"],
                name="one_offer_a_code",
                violation_error_message=_("Another offer has this code."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Redemption(models.Model):
    """A use of a code. It counts until a credit note gives it back.

    While a buyer is away paying it is held for their cart (`held_for` is its key, `email` theirs);
    then it has no invoice yet.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="redemptions")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="redemptions")
    code = models.ForeignKey(OfferCode, on_delete=models.PROTECT, related_name="redemptions")
    invoice = models.OneToOneField(
        Invoice, null=True, on_delete=models.PROTECT, related_name="redemption"
    )
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="redemptions"
    )
    held_for = models.UUIDField(null=True, unique=True)
    email = models.EmailField(blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    redeemed_at = models.DateTimeField()
    given_back_with = models.ForeignKey(
        CreditNote, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_use_is_held_or_has_its_invoice",
                condition=Q(held_for=None, invoice__isnull=False, customer__isnull=False, email="")
                | Q(held_for__isnull=False, invoice=None, customer=None),
            ),
        ]
        indexes = [models.Index(fields=["offer", "customer"])]

    def __str__(self) -> str:
        return f"{self.code} on {self.invoice}"
