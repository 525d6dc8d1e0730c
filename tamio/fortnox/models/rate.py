"""The rate budget as rows, so that every process that talks to one company shares it."""

from __future__ import annotations

from django.db import models


class RateSlot(models.Model):
    """One of the requests that a company may get in a window; free again at `free_at`."""

    tenant_id = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    free_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "position"], name="one_slot_a_position")
        ]
        indexes = [models.Index(fields=["tenant_id", "free_at"])]

    def __str__(self) -> str:
        return f"{self.tenant_id}/{self.position}"
