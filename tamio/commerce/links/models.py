"""The rows behind the links. A token is long and random: nobody guesses one."""

from __future__ import annotations

from django.db import models

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store


class OrderLink(models.Model):
    """The address of one order's page, and the language that its buyer reads.

    Whoever has the link sees the order. A new token makes the old link worthless.
    """

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="order_link")
    token = models.CharField(max_length=43, unique=True)
    language = models.CharField(max_length=2)
    made_at = models.DateTimeField()
    renewed_by = models.CharField(max_length=254, blank=True)

    def __str__(self) -> str:
        return f"link to {self.invoice}"


class OneTimeLink(models.Model):
    """Asked for by e-mail: opens all orders of that address in one store, once, for a short while.

    Only a digest of the token is kept: who reads the table cannot use it.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["store", "email", "made_at"], name="links_asked_for"),
            models.Index(fields=["expires_at"], name="links_to_forget"),
        ]

    def __str__(self) -> str:
        return f"one-time link {self.pk}"
