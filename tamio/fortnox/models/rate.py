"""The rate budget as a row, so that every process that talks to one company shares it."""

from __future__ import annotations

from django.db import models


class RateBudget(models.Model):
    """Which requests count against one company's allowance, and since when none was begun.

    `counted` holds `[ticket, until]` per request, `until` in seconds of the machine's clock.
    """

    tenant_id = models.CharField(max_length=20, unique=True)
    counted = models.JSONField(default=list)
    last_ticket = models.PositiveBigIntegerField(default=0)
    last_begun = models.FloatField(default=0)
    # How many answers there were of each HTTP status, "none" where none came; for the metrics.
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.tenant_id}: {len(self.counted)} counted"
