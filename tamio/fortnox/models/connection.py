"""A store's consent in Fortnox, and the tokens it was given."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tamio.commerce.stores.models import Store
from tamio.encrypted import EncryptedTextField


class Grant(models.TextChoices):
    """How a new access token is had."""

    SERVICE_ACCOUNT = "service_account"  # client credentials: nothing to rotate, nothing to lose
    REFRESH_TOKEN = "refresh_token"  # noqa: S105  # single-use, rotates at every renewal


class Connection(models.Model):
    """Which company a store is connected to. Whether it works now is the lane's to say."""

    store = models.OneToOneField(Store, on_delete=models.PROTECT, related_name="fortnox")
    grant = models.CharField(max_length=20, choices=Grant.choices)
    tenant_id = models.CharField(max_length=20)
    company_name = models.CharField(max_length=200)
    organisation_number = models.CharField(max_length=20, blank=True)
    connected_at = models.DateTimeField()
    connected_by = models.CharField(max_length=254)
    # What the consent covers, by the latest answer that said so; empty where none has yet.
    scopes = models.JSONField(default=list)
    # Renewing is claimed, not locked: an HTTP call inside a transaction would stop every sale.
    renewing_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant_id"])]

    def __str__(self) -> str:
        return f"{self.store} → {self.company_name}"

    @property
    def is_right_company(self) -> bool:
        """Whether the company's organisation number is the store's."""
        return _digits(self.organisation_number) == _digits(self.store.organisation_number)


class TokenPair(models.Model):
    """Tokens as they were issued; the newest row is the one in force, older ones are history."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="token_pairs")
    access_token = EncryptedTextField()
    refresh_token = EncryptedTextField(blank=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="token_pair_has_access", condition=~Q(access_token=""))
        ]

    def __str__(self) -> str:
        return f"tokens of {self.issued_at:%Y-%m-%d %H:%M}"


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())[-10:]
