"""Plan: that a variant can be had again and again. PlanVersion: on which terms, and since when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.audit.models import Kept
from tamio.commerce.catalogue.models import ItemType, Variant
from tamio.commerce.money import CURRENCIES
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Alignment, Interval, Unit
from tamio.commerce.vat.price_changes import with_net_kept
from tamio.commerce.vat.rates import VatClass, rate_of
from tamio.commerce.vat.treatments import Supply

#: The longest interval, in its own units: ten years, or as many days as are in one.
MOST_UNITS = {Unit.DAY: 366, Unit.WEEK: 104, Unit.MONTH: 60, Unit.YEAR: 10}
LONGEST_TITLE = 200


class Plan(models.Model):
    """A variant sold as a subscription. Its terms are those of its newest version.

    Whoever subscribes keeps the version they agreed to until they are moved.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="plans")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="plans")
    name = models.CharField(_("name"), max_length=100)
    active = models.BooleanField(_("for sale"), default=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["variant", "position", "pk"]
        indexes = [models.Index(fields=["store", "active"], name="plans_of_a_store")]

    def __str__(self) -> str:
        return self.name

    @property
    def current(self) -> PlanVersion:
        """The newest version. Raises PlanVersion.DoesNotExist for a plan not written whole yet.

        Prefetch `versions` for a list.
        """
        versions = list(self.versions.all())
        if not versions:
            raise PlanVersion.DoesNotExist(f"{self.name} has no terms")
        return max(versions, key=lambda each: each.number)


class PlanVersion(Kept):
    """The terms of a plan from `at` until its next version. Written once; the database keeps it.

    Price and set-up fee are as the store stated prices then: `prices_include_vat`. `title` is what
    an invoice calls it. The minimum term and the most are numbers of periods, 0 for none; notice
    is a number of days.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=254)
    title = models.CharField(max_length=LONGEST_TITLE)
    unit = models.CharField(
        _("interval"),
        max_length=5,
        choices=[
            (Unit.DAY.value, pgettext_lazy("interval", "days")),
            (Unit.WEEK.value, pgettext_lazy("interval", "weeks")),
            (Unit.MONTH.value, pgettext_lazy("interval", "months")),
            (Unit.YEAR.value, pgettext_lazy("interval", "years")),
        ],
    )
    count = models.PositiveSmallIntegerField(_("every"), validators=[MinValueValidator(1)])
    price = models.DecimalField(
        _("price a period"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(max_length=3, choices=[(code, code) for code in CURRENCIES])
    prices_include_vat = models.BooleanField()
    priced_on = models.DateField()
    item_type = models.CharField(max_length=10, choices=ItemType.choices)
    is_on_site = models.BooleanField(default=False)
    vat_class = models.CharField(max_length=10)
    trial_days = models.PositiveSmallIntegerField(
        _("free days first"), default=0, validators=[MaxValueValidator(730)]
    )
    setup_fee = models.DecimalField(
        _("fee to begin"),
        max_digits=12,
        decimal_places=2,
        default=Decimal("0.00"),
        validators=[MinValueValidator(0)],
    )
    min_cycles = models.PositiveSmallIntegerField(_("at least, periods"), default=0)
    max_cycles = models.PositiveSmallIntegerField(_("at most, periods"), default=0)
    notice_days = models.PositiveSmallIntegerField(
        _("notice, days"), default=0, validators=[MaxValueValidator(366)]
    )
    alignment = models.CharField(
        _("periods follow"),
        max_length=11,
        choices=[
            (Alignment.ANNIVERSARY.value, _("the day of the purchase")),
            (Alignment.CALENDAR.value, _("the calendar: the 1st, or a Monday")),
        ],
        default=Alignment.ANNIVERSARY.value,
    )

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_plan_version_a_number"),
            models.CheckConstraint(
                name="a_plan_costs_nothing_or_more", condition=Q(price__gte=0, setup_fee__gte=0)
            ),
            models.CheckConstraint(name="a_plan_has_an_interval", condition=Q(count__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"

    @property
    def interval(self) -> Interval:
        return Interval(self.count, Unit(self.unit))

    @property
    def is_goods(self) -> bool:
        """Goods are sent once a period, and so are never divided by days."""
        return self.item_type == ItemType.PHYSICAL

    @property
    def supply(self) -> Supply:
        on_site = self.is_on_site and self.item_type == ItemType.SERVICE
        return Supply.ON_SITE if on_site else ItemType(self.item_type).supply

    def home_rate(self, on_date: date, *, store: Store) -> Decimal:
        """The VAT in its price on that day, in percent: that of the store's own country."""
        return rate_of(
            vat_class=VatClass(self.vat_class),
            country=store.country,
            on_date=on_date,
            own=store.vat_rates,
        )

    def as_stated_on(
        self, amount: Decimal, on_date: date, *, store: Store, since: date | None = None
    ) -> Decimal:
        """What a price or fee is on that day, where the store passes changes of the VAT rate on.

        `since`: when it was stated, if not with the version.
        """
        if not (self.prices_include_vat and store.passes_vat_changes_on):
            return amount
        stated = since or self.priced_on
        return with_net_kept(
            amount,
            before=self.home_rate(stated, store=store),
            now=self.home_rate(max(stated, on_date), store=store),
        )
