"""The company's customer cards as last read, and what people decide about them.

A copy of what Fortnox holds, kept only while the store is connected: it goes with the connection.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tamio.commerce.customers.models import Customer
from tamio.fortnox.models.connection import Connection


class CustomerRegister(models.Model):
    """How far the cards of a connection's company have been read (sync/matching/reading.py).

    `whole_at`: when the last reading of all began that came to its end; null until then. While one
    is under way, `reading_since` says since when and `next_page` what is next. `changes_at`: up to
    when changes are known. Until `taken_until` somebody reads, or nothing is tried.
    """

    connection = models.OneToOneField(
        Connection, on_delete=models.CASCADE, related_name="customer_register"
    )
    tenant_id = models.CharField(max_length=20)
    whole_at = models.DateTimeField(null=True)
    changes_at = models.DateTimeField(null=True)
    reading_since = models.DateTimeField(null=True)
    next_page = models.PositiveIntegerField(default=1)
    taken_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"customers of {self.tenant_id}"


class RegisterCard(models.Model):
    """One active card as Fortnox's list has it. By its keys it is compared: matching/keys.py."""

    register = models.ForeignKey(CustomerRegister, on_delete=models.CASCADE, related_name="cards")
    number = models.CharField(max_length=50)
    name = models.CharField(max_length=1024, blank=True)
    email = models.CharField(max_length=1024, blank=True)
    organisation_number = models.CharField(max_length=30, blank=True)
    city = models.CharField(max_length=1024, blank=True)
    organisation_key = models.CharField(max_length=30, blank=True)
    person_key = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "number"], name="one_register_card_a_number"
            )
        ]
        indexes = [
            models.Index(fields=["register", "organisation_key"]),
            models.Index(fields=["register", "person_key"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class CardQuestion(models.Model):
    """Several cards in Fortnox could be one customer's: which it is, a person says.

    `candidates`: number, name, organisation number, e-mail and city of each, as they were listed.
    `number`: the card that was chosen; "" once answered: a card of its own.
    """

    tenant_id = models.CharField(max_length=20)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="fortnox_card_questions"
    )
    candidates = models.JSONField()
    asked_at = models.DateTimeField()
    number = models.CharField(max_length=50, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "customer"], name="one_card_question_a_customer"
            ),
            models.CheckConstraint(
                name="a_chosen_card_has_its_time",
                condition=Q(number="") | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"which card is {self.customer}"
