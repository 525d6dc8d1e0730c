"""Case: one invoice of a subscription that is not paid, and how far it has been followed up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from tamio.commerce.dunning.models.step import Track
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Subscription


class Why(models.TextChoices):
    """Why nothing more is done about it."""

    PAID = "paid", pgettext_lazy("dunning case", "Paid")
    CREDITED = "credited", pgettext_lazy("dunning case", "Credited")
    CANCELLED = "cancelled", pgettext_lazy("dunning case", "The subscription was cancelled")
    GIVEN_UP = "given_up", pgettext_lazy("dunning case", "The last step is taken")


class Case(models.Model):
    """`since` is the day that the track's days count from; `done_days` says which of its steps was
    the last to be taken, -1 for none. `next_action_at` is None when nothing more is to be done, or
    while the invoice is disputed. `recovers`: it is paid, and the subscription is to hear of it.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="dunning_cases")
    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="dunning_cases"
    )
    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="dunning_case")
    track = models.CharField(max_length=7, choices=Track.choices)
    since = models.DateField()
    done_days = models.SmallIntegerField(default=-1)
    next_action_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=9, choices=Why.choices, blank=True)
    disputed_at = models.DateTimeField(null=True)
    recovers = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_closed_dunning_case_says_why",
                condition=Q(closed_at=None, why="")
                | (Q(closed_at__isnull=False, next_action_at=None) & ~Q(why="")),
            ),
            models.CheckConstraint(
                name="nothing_is_done_about_a_disputed_invoice",
                condition=Q(disputed_at=None) | Q(next_action_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["next_action_at"], name="dunning_due",
                         condition=Q(closed_at=None)),
            models.Index(fields=["store", "closed_at", "-id"], name="dunning_of_a_store"),
            models.Index(fields=["id"], name="dunning_recovers", condition=Q(recovers=True)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.track} of {self.invoice}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
