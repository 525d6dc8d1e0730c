"""PlannedChange: what becomes of a line when its period ends, or on a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from tamio.commerce.subscriptions.models.plan import PlanVersion
from tamio.commerce.subscriptions.models.subscription import Subscription, SubscriptionLine


class ChangeKind(models.TextChoices):
    PLAN = "plan", pgettext_lazy("change", "Another plan")
    QUANTITY = "quantity", pgettext_lazy("change", "Another quantity")
    PRICE = "price", pgettext_lazy("change", "Another price")
    ADD = "add", pgettext_lazy("change", "One thing more")
    REMOVE = "remove", pgettext_lazy("change", "One thing less")


class PlannedChange(models.Model):
    """A change that waits for the first period that begins on `not_before` or later, None for the
    very next one. One of a line at a time; another takes its place.

    What it leaves alone is None; with another version a price of its own goes. `line` is None for
    what is added.
    """

    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="planned_changes"
    )
    line = models.ForeignKey(
        SubscriptionLine, null=True, on_delete=models.PROTECT, related_name="planned_changes"
    )
    kind = models.CharField(max_length=8, choices=ChangeKind.choices)
    version = models.ForeignKey(
        PlanVersion, null=True, on_delete=models.PROTECT, related_name="planned_changes"
    )
    quantity = models.PositiveIntegerField(null=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    not_before = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=254)
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["subscription", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                name="one_planned_change_a_line",
                condition=Q(done_at=None, dropped_at=None),
            ),
            models.CheckConstraint(
                name="a_planned_change_is_done_or_dropped",
                condition=Q(done_at=None) | Q(dropped_at=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["subscription"],
                name="changes_that_wait",
                condition=Q(done_at=None, dropped_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} planned for {self.subscription}"

    @property
    def waits(self) -> bool:
        return self.done_at is None and self.dropped_at is None
