"""A store of one merchant: who sells, how prices are stated, and its number series."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.money import CURRENCIES
from tamio.commerce.people.access import reaches
from tamio.commerce.people.models import Agency, User
from tamio.commerce.stores.numbers import validate_bankgiro, validate_organisation_number

_REFERENCE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_reference_code() -> str:
    """Eight characters that tell this store apart in a company that several stores share."""
    return "".join(secrets.choice(_REFERENCE_ALPHABET) for _ in range(8))


class StoreQuerySet(models.QuerySet["Store"]):
    """Stores, as seen by a person."""

    def seen_by(self, user: User) -> StoreQuerySet:
        return self.filter(reaches(user=user)).distinct()


class Store(models.Model):
    """One shop of one merchant. Everything sold, and everyone it is sold to, hangs on it."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), unique=True, max_length=50)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="stores"
    )
    organisation_number = models.CharField(
        _("organisation number"), max_length=13, validators=[validate_organisation_number]
    )
    vat_number = models.CharField(_("VAT number"), max_length=14, blank=True)
    email = models.EmailField(_("e-mail"))
    line1 = models.CharField(_("address"), max_length=100)
    postal_code = models.CharField(_("postal code"), max_length=10)
    city = models.CharField(_("city"), max_length=50)
    country = models.CharField(_("country"), max_length=2, default="SE")
    bankgiro = models.CharField(
        _("bankgiro"), max_length=9, blank=True, validators=[validate_bankgiro]
    )
    payment_terms_days = models.PositiveSmallIntegerField(
        _("payment terms, days"), default=30, validators=[MaxValueValidator(90)]
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="SEK", choices=[(code, code) for code in CURRENCIES]
    )
    prices_include_vat = models.BooleanField(_("prices include VAT"), default=True)
    oss_from_date = models.DateField(_("sells under OSS from"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=2, default="sv", choices=[("sv", "Svenska"), ("en", "English")]
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Stockholm")
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#1f4d3f",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour such as #1f4d3f."))],
    )
    reference_code = models.CharField(
        max_length=8, unique=True, default=new_reference_code, editable=False
    )

    objects: ClassVar[models.Manager[Store]] = models.Manager.from_queryset(StoreQuerySet)()

    def __str__(self) -> str:
        return self.name

    def date_of(self, instant: datetime) -> date:
        """The day that `instant` falls on where the store is."""
        return instant.astimezone(ZoneInfo(self.time_zone)).date()

    def sells_under_oss(self, on_date: date) -> bool:
        return self.oss_from_date is not None and self.oss_from_date <= on_date


class NumberSeries(models.Model):
    """The next number of one kind of document in one store. Gapless: taken in its transaction."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="number_series")
    kind = models.CharField(max_length=20)
    next_number = models.PositiveBigIntegerField()

    class Meta:
        verbose_name_plural = "number series"
        constraints = [models.UniqueConstraint(fields=["store", "kind"], name="one_series_a_kind")]

    def __str__(self) -> str:
        return f"{self.store_id} {self.kind}: {self.next_number}"
