"""Tokens: who may call the API for which store."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from tamio.commerce.stores.models import Store


class ApiToken(models.Model):
    """A token of one store. Only its digest is kept; `hint` is how a person tells it apart.

    It may read everything that the API gives of the store, and writes if `may_write`.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    may_write = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    def revoke(self, *, now: datetime) -> None:
        """Lets nobody in with it from now on. Revoked before, it keeps its first instant."""
        self.revoked_at = self.revoked_at or now
        self.save(update_fields=["revoked_at"])
