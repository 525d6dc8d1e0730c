"""Card: that a customer has left a card with a provider. CardSetup: that one is being left."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tamio.commerce.customers.models import Customer
from tamio.commerce.stores.models import Store


class Card(models.Model):
    """A card that can be drawn from without its holder there; a customer has one at a time.

    The provider keeps the card. `provider_customer` and `provider_method` are its names of the
    holder and the card, `label` what the holder knows it by.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="cards")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="cards")
    provider = models.CharField(max_length=20)
    provider_customer = models.CharField(max_length=100)
    provider_method = models.CharField(max_length=100)
    label = models.CharField(max_length=60, blank=True)
    saved_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(dropped_at=None),
                name="one_card_on_file_a_customer",
            )
        ]

    def __str__(self) -> str:
        return self.label or f"card {self.pk}"


class CardSetup(models.Model):
    """A page of the provider's on which a card is left and nothing is paid. Done once."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="card_setups")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="card_setups")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=2)
    return_url = models.CharField(max_length=300)
    provider_id = models.CharField(max_length=100, null=True)
    url = models.CharField(max_length=1000, blank=True)
    opened_at = models.DateTimeField()
    card = models.OneToOneField(Card, null=True, on_delete=models.PROTECT, related_name="setup")

    def __str__(self) -> str:
        return f"card setup {self.key}"
