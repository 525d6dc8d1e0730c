"""What a pre-flight found: when, for whom, and by which settings."""

from __future__ import annotations

from django.db import models

from tamio.commerce.stores.models import Store


class Preflight(models.Model):
    """One run. `settings_mark` is that of the settings it looked at: when theirs is another, it
    is out of date (see sync/preflight/marks.py). `findings` are as sync/preflight/findings.py
    writes them.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="fortnox_preflights")
    tenant_id = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=254)
    requests = models.PositiveSmallIntegerField()
    settings_mark = models.CharField(max_length=64)
    findings = models.JSONField()
    # The company's financial years, [first day, last day] each; null where they were not told.
    years = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["store", "-id"])]

    def __str__(self) -> str:
        return f"pre-flight of {self.at:%Y-%m-%d %H:%M}"
