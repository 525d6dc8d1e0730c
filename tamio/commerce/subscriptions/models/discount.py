"""SubscriptionDiscount: what a code promised a subscription. DiscountUse: a charge that had it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from tamio.commerce.offers.models import Gives, Offer
from tamio.commerce.subscriptions.models.ledger import Period
from tamio.commerce.subscriptions.models.subscription import Subscription


class SubscriptionDiscount(models.Model):
    """What is off its charges, as the offer said on the day; editing that changes nothing here.

    `value` is a percent, or an amount as the subscription states prices: off each piece with
    `a_piece`, else off the charge. It `covers` so many charges, None for all, of which `used` have
    had it. `done_at`: all have; `ended_at`: somebody, or another interval, ended it before.
    """

    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="discounts"
    )
    offer = models.ForeignKey(
        Offer, on_delete=models.PROTECT, related_name="subscription_discounts"
    )
    name = models.CharField(max_length=60)
    code = models.CharField(max_length=40)
    gives = models.CharField(max_length=8, choices=Gives.choices)
    value = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    a_piece = models.BooleanField(default=False)
    covers = models.PositiveSmallIntegerField(null=True)
    used = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["subscription", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription"],
                name="one_discount_of_a_subscription_runs",
                condition=Q(done_at=None, ended_at=None),
            ),
            models.CheckConstraint(
                name="a_discount_is_used_no_oftener_than_it_covers",
                condition=Q(covers=None) | Q(covers__gte=1, used__lte=F("covers")),
            ),
            models.CheckConstraint(
                name="a_promised_discount_takes_off_what_it_can",
                condition=Q(value__gte=0) & (~Q(gives=Gives.PERCENT.value) | Q(value__lte=100)),
            ),
            models.CheckConstraint(
                name="a_discount_is_done_or_ended", condition=Q(done_at=None) | Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} for {self.subscription}"

    @property
    def runs(self) -> bool:
        return self.done_at is None and self.ended_at is None

    @property
    def left(self) -> int | None:
        """How many charges are still to have it; None for all."""
        return None if self.covers is None else self.covers - self.used

    @property
    def ships_free(self) -> bool:
        return self.gives == Gives.SHIPPING

    @property
    def outlives_intervals(self) -> bool:
        """A share for ever is the same share of a year; all else was promised by the charge."""
        return self.gives == Gives.PERCENT and self.covers is None


class DiscountUse(models.Model):
    """That the charge of a period had the discount: the `number`th that did.

    Neither a period nor a number is counted twice, whatever runs at once.
    """

    discount = models.ForeignKey(
        SubscriptionDiscount, on_delete=models.PROTECT, related_name="uses"
    )
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="discount_uses")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["discount", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["discount", "number"], name="one_charge_a_number_of_a_discount"
            ),
            models.UniqueConstraint(
                fields=["discount", "period"], name="a_period_counts_once_for_a_discount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.discount}"
