"""PriceChange: another price for subscribers of a plan. PriceNotice: what one of them was told."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.mail.models import Message
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models.plan import Plan
from tamio.commerce.subscriptions.models.subscription import Subscription


class PriceChange(models.Model):
    """For those who subscribed before it was made: a `price`, or `percent` more or less.

    `last_pk` is the newest subscription that it is for; `told_until` the customer up to whom all
    have been told, `told_at` when nobody was left.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="price_changes")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="price_changes")
    price = models.DecimalField(
        _("new price a period"),
        max_digits=12,
        decimal_places=2,
        null=True,
        validators=[MinValueValidator(0)],
    )
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, null=True)
    applies_from = models.DateField(_("holds from the day"))
    with_own_prices = models.BooleanField(_("those with a price of their own too"), default=False)
    last_pk = models.PositiveBigIntegerField()
    expected = models.PositiveIntegerField()
    told_until = models.PositiveBigIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=254)
    called_off_at = models.DateTimeField(_("called off"), null=True)

    class Meta:
        ordering = ["plan", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_price_change_is_an_amount_or_a_share",
                condition=Q(price__isnull=False, percent=None, price__gte=0)
                | Q(price=None, percent__isnull=False, percent__gt=-100),
            ),
            models.UniqueConstraint(
                fields=["plan"],
                name="one_price_change_is_told_at_a_time",
                condition=Q(told_at=None, called_off_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"price change of {self.plan} from {self.applies_from}"


class PriceNotice(models.Model):
    """That the subscriber of one was written to. It waits for the first period from `not_before`
    on, and then makes lines of the plan that cost `before` cost `after`, as prices are stated.

    `dropped_at`: it was called off, or nothing costs that any more.
    """

    change = models.ForeignKey(PriceChange, on_delete=models.PROTECT, related_name="notices")
    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="price_notices"
    )
    before = models.DecimalField(max_digits=12, decimal_places=2)
    after = models.DecimalField(max_digits=12, decimal_places=2)
    not_before = models.DateField()
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="price_notices")
    # The letter that says that the price stays as it was.
    recall = models.ForeignKey(
        Message, null=True, on_delete=models.PROTECT, related_name="price_recalls"
    )
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["subscription", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "subscription"], name="one_notice_of_a_price_change"
            ),
            models.CheckConstraint(
                name="a_price_notice_is_done_or_dropped",
                condition=Q(done_at=None) | Q(dropped_at=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["subscription"],
                name="price_notices_that_wait",
                condition=Q(done_at=None, dropped_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.after} instead of {self.before} from {self.not_before}"

    @property
    def waits(self) -> bool:
        return self.done_at is None and self.dropped_at is None
