"""Reconciliations: what was compared with Fortnox, when, and what did not agree."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store


class Reconciliation(models.Model):
    """One comparing of a period, by the day of the sale, both ends included.

    Whole once `ended_at` is set: findings and figures are written with it, in one transaction.
    Until then nothing of it is shown but that it is under way; whoever dies over it leaves it to
    be begun anew. `taken_until`: how long a worker has it without a sign of life (machine's time).
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="reconciliations")
    tenant_id = models.CharField(max_length=20)
    first = models.DateField()
    last = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=254)
    nightly = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    taken_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Why the last attempt ended without a result; it is begun anew until it is given up.
    problem = models.JSONField(null=True)
    given_up_at = models.DateTimeField(null=True)
    requests = models.PositiveIntegerField(default=0)
    # A line a day and currency, and a line a rate: see sync/reconcile/figures.py.
    days = models.JSONField(default=list)
    rates = models.JSONField(default=list)
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["store", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="a_reconciliation_ends_after_it_starts",
                condition=Q(ended_at=None) | Q(started_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_reconciliation_has_a_period", condition=Q(first__lte=models.F("last"))
            ),
            models.UniqueConstraint(
                fields=["store", "tenant_id", "last"],
                condition=Q(nightly=True),
                name="one_nightly_reconciliation_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"reconciliation of {self.first} to {self.last}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done, or being done."""
        return self.ended_at is None and self.given_up_at is None


class FindingKind(models.TextChoices):
    """What can be wrong between a sale and its order."""

    MISSING = "missing", _("Sold, not in Fortnox")
    UNKNOWN = "unknown", _("In Fortnox, not sold here")
    DOUBLED = "doubled", _("Twice in Fortnox")
    DIFFERS = "differs", _("Amounts differ")
    CHANGED = "changed", _("Changed in Fortnox")
    ACCOUNT = "account", _("Another account")
    CANCELLED = "cancelled", _("Cancelled in Fortnox")
    DELETED = "deleted", _("Deleted in Fortnox")
    INVOICED = "invoiced", _("Invoiced before it was credited")
    CREDIT = "credit", _("Credit note not in Fortnox")


class Finding(models.Model):
    """One thing that does not agree. `key` is the same as long as it is the same thing.

    Amounts are with VAT, in `currency`; null where a side has nothing.
    """

    reconciliation = models.ForeignKey(
        Reconciliation, on_delete=models.CASCADE, related_name="findings"
    )
    kind = models.CharField(max_length=10, choices=FindingKind.choices)
    key = models.CharField(max_length=64)
    invoice = models.ForeignKey(
        Invoice, null=True, on_delete=models.PROTECT, related_name="fortnox_findings"
    )
    order_number = models.CharField(max_length=20, blank=True)
    day = models.DateField()
    currency = models.CharField(max_length=3)
    ours = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    theirs = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    # What is known beside: other numbers, rows before and after; see sync/reconcile/findings.py.
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reconciliation", "key"], name="a_finding_is_found_once"
            ),
            models.CheckConstraint(
                name="a_finding_is_about_something",
                condition=Q(invoice__isnull=False) | ~Q(order_number=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.invoice or self.order_number}"


class SettledFinding(models.Model):
    """Somebody says why it may stay so: it is not asked about again while it is the same."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="settled_findings")
    key = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    settled_at = models.DateTimeField()
    settled_by = models.CharField(max_length=254)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "key"], name="a_finding_is_settled_once"),
            models.CheckConstraint(name="settled_for_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.reason}"
