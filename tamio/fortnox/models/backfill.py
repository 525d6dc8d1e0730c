"""Backfills: what was sold before, brought to Fortnox when a person says so."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store
from tamio.outbox.models import Delivery


class Backfill(models.Model):
    """One that was started, for a period (both ends included, either may be open) or, with
    `numbers`, for chosen invoices.

    Every invoice up to number `reached` has been looked at: it is one of the documents, or counted
    in `left_out` by why it is not, and both are written together. `until` is the last one. How it
    stands is told by what happened to it, and how far it is by its documents.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="backfills")
    tenant_id = models.CharField(max_length=20)
    first = models.DateField(_("from"), null=True)
    last = models.DateField(_("to"), null=True)
    numbers = models.JSONField(_("chosen invoices"), default=list)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=254)
    # What it was expected to come to when it was started.
    documents_told = models.PositiveIntegerField(_("documents"))
    requests_told = models.PositiveIntegerField()

    reached = models.PositiveBigIntegerField()
    until = models.PositiveBigIntegerField()
    left_out = models.JSONField(default=dict)

    # The latest pause, and its end.
    paused_at = models.DateTimeField(null=True)
    paused_by = models.CharField(max_length=254, blank=True, default="")
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.CharField(max_length=254, blank=True, default="")
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=254, blank=True, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["store", "-id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["store"],
                condition=Q(stopped_at=None, finished_at=None),
                name="one_open_backfill_a_store",
            ),
            models.CheckConstraint(
                name="a_backfill_ends_once", condition=Q(stopped_at=None) | Q(finished_at=None)
            ),
            models.CheckConstraint(
                name="a_backfill_reaches_no_further_than_its_end",
                condition=Q(reached__lte=F("until")),
            ),
            models.CheckConstraint(
                name="a_backfill_resumes_after_a_pause",
                condition=Q(resumed_at=None) | Q(paused_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        if self.numbers:
            return f"backfill of {len(self.numbers)} chosen invoices"
        return f"backfill of {self.first or '…'} to {self.last or '…'}"

    @property
    def is_open(self) -> bool:
        return self.stopped_at is None and self.finished_at is None

    @property
    def is_paused(self) -> bool:
        return self.is_open and self.paused_at is not None and self.resumed_at is None

    @property
    def runs(self) -> bool:
        """Whether more of it may be sent."""
        return self.is_open and not self.is_paused


class BackfillDocument(models.Model):
    """An invoice or credit note that a backfill has put into the lane. Where it is by now is the
    delivery's to say.
    """

    backfill = models.ForeignKey(Backfill, on_delete=models.PROTECT, related_name="documents")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="backfilled")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["backfill", "delivery"], name="a_document_is_in_a_backfill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.delivery} in {self.backfill}"
