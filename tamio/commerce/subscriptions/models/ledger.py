"""Period: that a span of days was billed, once. Charge: what each line of it cost, or gave back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from tamio.commerce.audit.models import Kept
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.subscriptions.dates import Span
from tamio.commerce.subscriptions.models.subscription import Subscription, SubscriptionLine


class PeriodKind(models.TextChoices):
    """START is the first period, also of a trial or after a pause; CHANGE the rest of one."""

    START = "start", pgettext_lazy("billing", "Start")
    RENEWAL = "renewal", pgettext_lazy("billing", "Renewal")
    CHANGE = "change", pgettext_lazy("billing", "Change")
    END = "end", pgettext_lazy("billing", "End")


class Period(Kept):
    """Half-open days that were billed, and the invoice; None for a trial, or where nothing was due.

    No two of a subscription start on the same day: that is what keeps a second run from billing
    again. Changes are told apart by `sequence`, for one day can see several.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=7, choices=PeriodKind.choices)
    period_start = models.DateField()
    period_end = models.DateField()
    sequence = models.PositiveSmallIntegerField(default=0)
    invoice = models.ForeignKey(
        Invoice, null=True, on_delete=models.PROTECT, related_name="subscription_periods"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["subscription", "period_start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "period_start", "kind", "sequence"],
                name="one_period_a_start_and_kind",
            ),
            models.CheckConstraint(
                name="a_billed_period_has_days", condition=Q(period_start__lt=F("period_end"))
            ),
            models.CheckConstraint(
                name="only_changes_have_a_sequence",
                condition=Q(kind=PeriodKind.CHANGE.value) | Q(sequence=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period_start} to {self.period_end}"

    @property
    def span(self) -> Span:
        return Span(self.period_start, self.period_end)


class ChargeKind(models.TextChoices):
    PERIOD = "period", pgettext_lazy("charge", "Period")
    SETUP = "setup", pgettext_lazy("charge", "Fee to begin")
    FREIGHT = "freight", pgettext_lazy("charge", "Shipping")
    CREDIT = "credit", pgettext_lazy("charge", "Unused days")


class Charge(models.Model):
    """An amount for the days from `starts` until the day before `ends`, as its line on an invoice
    states it: with VAT or without as the subscription's prices are. `discount` has been taken off
    it already, and off `whole` in proportion; `discount_percent` says how, if by a percent.

    `amount` has the sign it has on an invoice: a credit is below 0, and `credits` says what it
    gives back. `whole` is what `whole_days` would have cost. Without an invoice it waits for the
    next one; `position` is its line there. How it was taxed is kept: what is given back later is
    given back at the same rate.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="charges")
    line = models.ForeignKey(SubscriptionLine, on_delete=models.PROTECT, related_name="charges")
    kind = models.CharField(max_length=7, choices=ChargeKind.choices)
    starts = models.DateField()
    ends = models.DateField()
    quantity = models.PositiveIntegerField(default=1)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    whole = models.DecimalField(max_digits=14, decimal_places=2)
    whole_days = models.PositiveIntegerField()
    discount = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal("0.00"))
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    discounted_by = models.ForeignKey(
        "SubscriptionDiscount", null=True, on_delete=models.PROTECT, related_name="charges"
    )
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)
    vat_treatment = models.CharField(max_length=20)
    vat_country = models.CharField(max_length=2, blank=True)
    credits = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="given_back"
    )
    invoice = models.ForeignKey(
        Invoice, null=True, on_delete=models.PROTECT, related_name="subscription_charges"
    )
    position = models.PositiveSmallIntegerField(null=True)
    # On no invoice, ever: given back by a credit note, or made even by its opposite.
    settled_at = models.DateTimeField(null=True)
    by_note = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["subscription", "pk"]
        constraints = [
            models.CheckConstraint(name="a_charge_has_days", condition=Q(starts__lt=F("ends"))),
            models.CheckConstraint(
                name="only_credits_are_below_nothing",
                condition=Q(kind=ChargeKind.CREDIT.value, credits__isnull=False, amount__lte=0)
                | (~Q(kind=ChargeKind.CREDIT.value) & Q(credits=None, amount__gte=0)),
            ),
            models.CheckConstraint(
                name="a_discount_raises_no_charge", condition=Q(discount__gte=0)
            ),
            models.CheckConstraint(
                name="a_charge_on_an_invoice_has_its_line",
                condition=Q(invoice=None, position=None)
                | Q(invoice__isnull=False, position__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["subscription"],
                name="charges_that_wait",
                condition=Q(invoice=None, settled_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} for {self.starts} to {self.ends}"

    @property
    def span(self) -> Span:
        return Span(self.starts, self.ends)

    @property
    def waits(self) -> bool:
        return self.invoice_id is None and self.settled_at is None

    @property
    def used_until(self) -> date:
        """From that day on its days have been given back, or they are over. As for `given`."""
        return min([self.ends, *(each.starts for each in self._back)])

    @property
    def given(self) -> Decimal:
        """How much of it was given back but by credit notes, above 0. Prefetch `given_back`."""
        return -sum((each.amount for each in self._back), Decimal("0.00"))

    @property
    def _back(self) -> list[Charge]:
        return [each for each in self.given_back.all() if not each.by_note]
