"""Every request to Fortnox and what came back, on record without secrets."""

from __future__ import annotations

from django.db import models

from tamio.commerce.audit.models import Kept
from tamio.commerce.stores.models import Store
from tamio.outbox.models import Delivery


class ExchangeRecord(Kept):
    """One HTTP request and its answer. No header is kept, so no token can be."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="fortnox_exchanges")
    delivery = models.ForeignKey(
        Delivery, null=True, on_delete=models.PROTECT, related_name="fortnox_exchanges"
    )
    at = models.DateTimeField()
    method = models.CharField(max_length=6)
    path = models.CharField(max_length=500)
    request_body = models.TextField(blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer_body = models.TextField(blank=True)
    duration_ms = models.PositiveIntegerField()
    failure = models.CharField(max_length=500, blank=True)
    request_id = models.CharField(max_length=50, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["delivery", "id"]),
            models.Index(fields=["store", "-id"]),
            models.Index(fields=["store", "-at", "-id"], name="fortnox_exchange_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path}: {self.status or self.failure}"
