"""Subscription: what a customer has agreed to go on buying; SubscriptionLine: how much of what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.customers.models import Customer
from tamio.commerce.payments.models import Method
from tamio.commerce.shipping.models import ShippingMethod
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Interval, Span, Unit
from tamio.commerce.subscriptions.models.plan import PlanVersion

MOST_QUANTITY = 999


class Status(models.TextChoices):
    """PENDING is bought and has not begun; EXPIRED has had all its periods."""

    PENDING = "pending", pgettext_lazy("subscription", "Not begun")
    TRIALING = "trialing", pgettext_lazy("subscription", "On trial")
    ACTIVE = "active", pgettext_lazy("subscription", "Active")
    PAST_DUE = "past_due", pgettext_lazy("subscription", "Payment is late")
    UNPAID = "unpaid", pgettext_lazy("subscription", "Unpaid")
    PAUSED = "paused", pgettext_lazy("subscription", "Paused")
    CANCELLED = "cancelled", pgettext_lazy("subscription", "Ended")
    EXPIRED = "expired", pgettext_lazy("subscription", "All periods done")


#: Not over: it can be changed, and it can be ended.
LIVING = (Status.PENDING, Status.TRIALING, Status.ACTIVE, Status.PAST_DUE, Status.UNPAID,
          Status.PAUSED)  # fmt: skip
#: For these the run looks at the cursor. One that is unpaid gets no further invoices.
RENEWED = (Status.PENDING, Status.TRIALING, Status.ACTIVE, Status.PAST_DUE, Status.PAUSED)


class Collection(models.TextChoices):
    """How its invoices are paid."""

    AUTOMATIC = "automatic", _("Drawn from a card")
    SEND = "send", _("By the customer, for each invoice")


class Subscription(models.Model):
    """All days are the store's: the period is half-open, from `period_start` to the day before
    `period_end`. Both are None until it begins.

    `next_invoice_on` is the cursor: the day on which the run has something to do, None where it
    never will again. `anchor` is what periods are counted from; a renewal never touches it, and
    only who pauses or changes the interval sets another, as an event tells. Of `cancel_on`,
    `pause_on` and `resume_on` each is the first day of the new state. `cycles` counts whole
    periods that were billed.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="subscriptions")
    number = models.PositiveBigIntegerField(_("subscription number"))
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="subscriptions")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    currency = models.CharField(max_length=3)
    prices_include_vat = models.BooleanField()
    unit = models.CharField(max_length=5, choices=[(each.value, each.value) for each in Unit])
    count = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    anchor = models.DateField()
    started_on = models.DateField()
    trial_end = models.DateField(null=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    next_invoice_on = models.DateField(null=True)
    cycles = models.PositiveIntegerField(default=0)
    max_cycles = models.PositiveSmallIntegerField(default=0)
    cancel_on = models.DateField(null=True)
    pause_on = models.DateField(null=True)
    paused_on = models.DateField(null=True)
    resume_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    collection = models.CharField(max_length=9, choices=Collection.choices, default=Collection.SEND)
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.INVOICE)
    # Why the run could not bill it, until it can: a person sees it and can mend the reason.
    problem = models.CharField(max_length=200, blank=True)
    problem_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2)
    buyer_reference = models.CharField(max_length=50, blank=True)
    # Where its goods go, if not to the customer's address.
    delivery_name = models.CharField(max_length=200, blank=True)
    delivery_line1 = models.CharField(max_length=200, blank=True)
    delivery_postal_code = models.CharField(max_length=10, blank=True)
    delivery_city = models.CharField(max_length=100, blank=True)
    delivery_country = models.CharField(max_length=2, blank=True)
    # How its goods travel, and what that costs each time, as prices are stated.
    shipping_method = models.ForeignKey(
        ShippingMethod, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    shipping_name = models.CharField(max_length=200, blank=True)
    freight = models.DecimalField(
        max_digits=12, decimal_places=2, default=Decimal("0.00"), validators=[MinValueValidator(0)]
    )
    created_at = models.DateTimeField()
    # Raised by whatever touches it: who has read an older one writes nothing.
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "number"], name="one_subscription_a_number"),
            models.CheckConstraint(
                name="a_subscriptions_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="a_subscription_has_a_whole_period_or_none",
                condition=Q(period_start=None, period_end=None)
                | Q(period_start__lt=F("period_end")),
            ),
            models.CheckConstraint(
                name="a_subscription_that_is_over_says_when",
                condition=Q(
                    status__in=(Status.CANCELLED.value, Status.EXPIRED.value),
                    ended_at__isnull=False,
                    next_invoice_on=None,
                )
                | (
                    ~Q(status__in=(Status.CANCELLED.value, Status.EXPIRED.value)) & Q(ended_at=None)
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["store", "next_invoice_on", "id"], name="subscriptions_due"),
            models.Index(fields=["store", "status", "-id"], name="subscriptions_by_status"),
            models.Index(fields=["customer"], name="subscriptions_of_a_customer"),
        ]

    def __str__(self) -> str:
        return f"subscription {self.number}"

    @property
    def interval(self) -> Interval:
        return Interval(self.count, Unit(self.unit))

    @property
    def span(self) -> Span | None:
        """The period that it is in, or was in last."""
        if self.period_start is None or self.period_end is None:
            return None
        return Span(self.period_start, self.period_end)

    @property
    def is_goods(self) -> bool:
        """Whether something is sent each period: then nothing of it is divided by days."""
        return any(line.version.is_goods for line in self.lines.all() if line.ends is None)

    @property
    def is_living(self) -> bool:
        return self.status in LIVING

    @property
    def delivery(self) -> dict[str, str]:
        """The fields of the delivery address, all empty if there is none."""
        return {field: getattr(self, field) for field in DELIVERED}

    def lines_on(self, day: date) -> list[SubscriptionLine]:
        """What is subscribed to on that day. Prefetch `lines__version__plan__variant`."""
        return [line for line in self.lines.all() if line.is_on(day)]


DELIVERED = (
    "delivery_name", "delivery_line1", "delivery_postal_code", "delivery_city", "delivery_country",
)  # fmt: skip


class SubscriptionLine(models.Model):
    """So many of a plan's version from `starts` until the day before `ends`, None for no end.

    A changed line ends and another begins on the same day; nothing in a line is edited but its end.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="lines")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="lines")
    quantity = models.PositiveIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_QUANTITY)]
    )
    # What one costs a period instead of the version's price, as the subscription states prices.
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    priced_on = models.DateField(null=True)
    is_addon = models.BooleanField(default=False)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        ordering = ["subscription", "is_addon", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_subscription_line_has_a_quantity", condition=Q(quantity__gte=1)
            ),
            models.CheckConstraint(
                name="a_subscription_line_ends_after_it_starts",
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
            ),
            models.CheckConstraint(
                name="a_subscription_line_costs_nothing_or_more",
                condition=Q(price=None) | Q(price__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.version}"

    def is_on(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)
