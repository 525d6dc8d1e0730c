"""A store of one merchant: who sells, how prices are stated, and its number series."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.money import CURRENCIES
from tamio.commerce.people.access import reaches
from tamio.commerce.people.models import Agency, User
from tamio.commerce.stores.numbers import (
    validate_bankgiro,
    validate_bic,
    validate_iban,
    validate_organisation_number,
    validate_plusgiro,
    validate_swish,
)
from tamio.prepared import Prepared

_REFERENCE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

#: A reminder may cost no more, and only where it was agreed before the debt arose (1981:1057).
MOST_REMINDER_FEE = Decimal(60)
#: Days from an invoice to its due date, of a store and of a customer.
LONGEST_TERMS = 90
#: More than anybody calls few.
MOST_LOW_STOCK = 1_000_000
#: A rate from the first of a month serves the whole month; an older one is no rate of the day.
RATE_HOLDS = timedelta(days=31)


class OcrKind(models.TextChoices):
    """What the store has agreed with its bank about payment references."""

    LENGTH = "length", _("length digit and check digit")
    CHECK = "check", _("check digit only")


def new_reference_code() -> str:
    """Eight characters that tell this store apart in a company that several stores share."""
    return "".join(secrets.choice(_REFERENCE_ALPHABET) for _ in range(8))


class Kept(models.TextChoices):
    """What of a price that includes VAT stays as it was when its VAT rate changes."""

    GROSS = "gross", _("The price with VAT: the shopper pays the same")
    NET = "net", _("The price without VAT: the shopper pays the new VAT")


class Reach(models.TextChoices):
    """Where the shop sells to."""

    HOME = "home", _("My own country")
    EU = "eu", _("The EU")
    WORLD = "world", _("The whole world")


class Unanswered(models.TextChoices):
    """What a VAT number is worth while the EU's register does not answer."""

    CHARGE = "charge", _("Charge VAT")
    TRUST = "trust", _("Trust the number, and sell without VAT")


class StoreQuerySet(models.QuerySet["Store"]):
    """Stores, as seen by a person."""

    def seen_by(self, user: User | int) -> StoreQuerySet:
        return self.filter(reaches(user=user)).distinct()


class Store(models.Model):
    """One shop of one merchant. Everything sold, and everyone it is sold to, hangs on it.

    `has_own_rates`, `has_offers`, `has_methods`: whether it has VAT rates of its own, offers and
    shipping methods that are on, as this instance was read; None if that was not asked. Most
    stores have none of some of them, and a page need not ask for those.
    """

    has_own_rates: bool | None = None
    has_offers: bool | None = None
    has_methods: bool | None = None

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
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    website = models.URLField(_("website"), max_length=100, blank=True)
    seat = models.CharField(_("seat"), max_length=50, blank=True)
    f_tax_approved = models.BooleanField(_("approved for F-tax"), default=False)
    our_reference = models.CharField(_("our reference"), max_length=50, blank=True)
    bankgiro = models.CharField(
        _("bankgiro"), max_length=9, blank=True, validators=[validate_bankgiro]
    )
    plusgiro = models.CharField(
        _("plusgiro"), max_length=9, blank=True, validators=[validate_plusgiro]
    )
    swish = models.CharField(
        _("Swish number"), max_length=10, blank=True, validators=[validate_swish]
    )
    iban = models.CharField(_("IBAN"), max_length=34, blank=True, validators=[validate_iban])
    bic = models.CharField(_("BIC"), max_length=11, blank=True, validators=[validate_bic])
    ocr_kind = models.CharField(
        _("OCR number with"), max_length=6, choices=OcrKind.choices, default=OcrKind.LENGTH
    )
    payment_terms_days = models.PositiveSmallIntegerField(
        _("payment terms, days"), default=30, validators=[MaxValueValidator(LONGEST_TERMS)]
    )
    reminder_fee = models.DecimalField(
        _("reminder fee, SEK"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(MOST_REMINDER_FEE)],
    )
    late_payment_text = models.CharField(_("if paid late"), max_length=200, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, default="SEK", choices=[(code, code) for code in CURRENCIES]
    )
    prices_include_vat = models.BooleanField(_("prices include VAT"), default=True)
    sells_to = models.CharField(
        _("sells to"), max_length=5, choices=Reach.choices, default=Reach.WORLD.value
    )
    kept_at_rate_change = models.CharField(
        _("when a VAT rate changes, keep"),
        max_length=5,
        choices=Kept.choices,
        default=Kept.GROSS.value,
    )
    oss_from_date = models.DateField(_("sells under OSS from"), null=True, blank=True)
    unanswered_vat_numbers = models.CharField(
        _("VAT number without an answer"),
        max_length=6,
        choices=Unanswered.choices,
        default=Unanswered.CHARGE.value,
    )
    language = models.CharField(
        _("language"), max_length=2, default="sv", choices=[("sv", "Svenska"), ("en", "English")]
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Stockholm")
    #: Who has a role here signs in with a second factor, or is led to set one up.
    requires_two_factor = models.BooleanField(_("two-factor sign-in required"), default=False)
    #: When somebody put the list of first steps away; none: it is shown until all are done.
    first_steps_put_away_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Of what is counted, so many are few where a variant says nothing else; 0: never.
    low_stock = models.PositiveIntegerField(
        _("low-stock limit"), default=5, validators=[MaxValueValidator(MOST_LOW_STOCK)]
    )
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#1f4d3f",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour such as #1f4d3f."))],
    )
    #: To try things in: nothing that is sold here is a sale. Said before its first sale, for good.
    is_sandbox = models.BooleanField(default=False, editable=False)
    #: How far its clock was moved; only forward, and only a sandbox's. Read by stores.clock.
    clock_ahead = models.DurationField(default=timedelta(0), editable=False)
    reference_code = models.CharField(
        max_length=8, unique=True, default=new_reference_code, editable=False
    )

    objects: ClassVar[models.Manager[Store]] = models.Manager.from_queryset(StoreQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_reminder_fee_is_within_the_law",
                condition=models.Q(reminder_fee=None)
                | models.Q(reminder_fee__gt=0, reminder_fee__lte=MOST_REMINDER_FEE),
            ),
            models.CheckConstraint(
                name="only_a_sandbox_is_ahead",
                condition=Q(clock_ahead=timedelta(0)) | Q(is_sandbox=True),
            ),
            models.CheckConstraint(
                name="a_clock_goes_forward", condition=Q(clock_ahead__gte=timedelta(0))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def date_of(self, instant: datetime) -> date:
        """The day that `instant` falls on where the store is."""
        return instant.astimezone(ZoneInfo(self.time_zone)).date()

    def start_of(self, day: date) -> datetime:
        """When the day begins where the store is."""
        return datetime.combine(day, time.min, tzinfo=ZoneInfo(self.time_zone))

    def sells_under_oss(self, on_date: date) -> bool:
        return self.oss_from_date is not None and self.oss_from_date <= on_date

    def exchange_rate(self, currency: str, *, on_date: date) -> ExchangeRate | None:
        """The latest rate that the store has given for that day; None if that is none."""
        given = self.exchange_rates.filter(currency=currency, rate_date__lte=on_date)
        return given.filter(rate_date__gt=on_date - RATE_HOLDS).order_by("-rate_date").first()

    @property
    def passes_vat_changes_on(self) -> bool:
        """Whether its prices follow a change of their VAT rate."""
        return self.prices_include_vat and self.kept_at_rate_change == Kept.NET

    @cached_property
    def vat_rates(self) -> Sequence[OwnVatRate]:
        """Its own rates, read once for as long as this instance lives."""
        return _OWN_RATES.rows(self.pk) if self.has_own_rates is not False else []


class ExchangeRate(models.Model):
    """SEK for one unit of a currency on a day, as the store has given it. Never guessed."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="exchange_rates")
    currency = models.CharField(
        _("currency"),
        max_length=3,
        choices=[(code, code) for code in CURRENCIES if code != "SEK"],
    )
    rate_date = models.DateField(_("from the day"))
    rate = models.DecimalField(
        _("SEK for one"),
        max_digits=12,
        decimal_places=6,
        validators=[MinValueValidator(Decimal("0.000001"))],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "currency", "rate_date"], name="one_rate_a_day"
            ),
            models.CheckConstraint(name="a_rate_is_above_nothing", condition=models.Q(rate__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.rate} SEK/{self.currency} of {self.rate_date}"


class OwnVatRate(models.Model):
    """A VAT rate that the store puts before the one on record, from one day to another.

    `country` is an ISO code, or XI; `vat_class` one of vat.rates.VatClass. Both days are included.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="own_vat_rates")
    country = models.CharField(_("country"), max_length=2)
    vat_class = models.CharField(_("VAT class"), max_length=10)
    rate = models.DecimalField(
        _("rate"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(50)],
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    reason = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ["country", "vat_class", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "country", "vat_class", "valid_from"],
                name="one_own_vat_rate_a_day",
                violation_error_message=_("There is a rate from that day already."),
            ),
            models.CheckConstraint(
                name="own_vat_rate_in_range", condition=Q(rate__gte=0) & Q(rate__lte=50)
            ),
            models.CheckConstraint(
                name="own_vat_rate_begins_before_it_ends",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.vat_class} {self.rate} %"


_OWN_RATES = Prepared(lambda store: OwnVatRate.objects.filter(store=store), int)


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

    def take(self) -> int:
        """The next number, of a series that is locked: see series.py."""
        self.next_number += 1
        self.save(update_fields=["next_number"])
        return self.next_number - 1
