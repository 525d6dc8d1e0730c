"""Paying online: what a store offers, each try at a payment, and what providers have told."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models.cards import Card
from tamio.commerce.payments.models.expected import Method
from tamio.commerce.payments.models.facts import Receipt
from tamio.commerce.stores.models import Store
from tamio.encrypted import EncryptedTextField


class PaymentSettings(models.Model):
    """Which ways to pay a store offers. Without a row it sells on invoice only."""

    store = models.OneToOneField(
        Store, on_delete=models.CASCADE, related_name="payment_settings", primary_key=True
    )
    by_invoice = models.BooleanField(_("pay by invoice"), default=True)
    by_swish = models.BooleanField(_("pay by Swish"), default=False)
    by_card = models.BooleanField(_("pay by card"), default=False)
    by_test = models.BooleanField(_("test payment"), default=False)
    stripe_key = EncryptedTextField(_("secret key"), blank=True)
    stripe_webhook_secret = EncryptedTextField(_("signing secret of the webhook"), blank=True)

    class Meta:
        verbose_name_plural = "payment settings"

    def __str__(self) -> str:
        return f"payment settings of store {self.store_id}"


class Progress(models.TextChoices):
    """How far a try has come. It ends with one of the last two."""

    OPEN = "open", pgettext_lazy("payment attempt", "Not paid yet")
    PROCESSING = "processing", pgettext_lazy("payment attempt", "Being paid")
    PAID = "paid", pgettext_lazy("payment attempt", "Paid")
    CLOSED = "closed", pgettext_lazy("payment attempt", "Not paid")


#: Money can still come.
ALIVE = (Progress.OPEN, Progress.PROCESSING)


class Refusal(models.TextChoices):
    """Why a try without the holder there was not paid, as far as it says what to do next."""

    SOFT = "soft", pgettext_lazy("refusal", "Declined, may work later")
    HARD = "hard", pgettext_lazy("refusal", "Declined, needs another card")
    ACTION = "action", pgettext_lazy("refusal", "Needs the holder's approval")
    LOST = "lost", pgettext_lazy("refusal", "Never reached the provider")
    DROPPED = "dropped", pgettext_lazy("refusal", "Not needed any more")


class Attempt(models.Model):
    """One try to be paid through a provider: for an invoice, or for an order that becomes one
    when the money is there. `key` tells it apart at the provider, however often it is sent.

    With a `card` its holder is not there: the worker draws it, once, and `number` counts such
    tries of an invoice. `sent_at` is set before it is sent: from then on the provider is asked
    what became of it, and it is never sent again. `saves_card` leaves the card on file.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="payment_attempts")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(max_length=20)
    method = models.CharField(max_length=10, choices=Method.choices)
    invoice = models.ForeignKey(
        Invoice, null=True, on_delete=models.PROTECT, related_name="payment_attempts"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=2)
    #: What the provider's page says is paid for, and where it leads back to.
    description = models.CharField(max_length=200)
    return_url = models.CharField(max_length=300)
    progress = models.CharField(max_length=10, choices=Progress.choices, default=Progress.OPEN)
    #: Its name and its page at the provider; None until it has answered.
    provider_id = models.CharField(max_length=100, null=True)
    url = models.CharField(max_length=1000, blank=True)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    receipt = models.OneToOneField(
        Receipt, null=True, on_delete=models.PROTECT, related_name="attempt"
    )
    saves_card = models.BooleanField(default=False)
    card = models.ForeignKey(Card, null=True, on_delete=models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=8, choices=Refusal.choices, blank=True)
    #: The provider's own word for it, such as insufficient_funds.
    refused_with = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "provider", "provider_id"], name="one_attempt_a_providers_page"
            ),
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(progress__in=["open", "processing"]),
                name="one_attempt_alive_an_invoice",
            ),
            models.CheckConstraint(
                name="an_attempt_that_is_paid_has_its_receipt",
                condition=~Q(progress="paid") | Q(receipt__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["invoice", "number"], name="one_draw_of_an_invoice_a_number"
            ),
            models.CheckConstraint(
                name="a_draw_has_a_card_and_a_number",
                condition=Q(card=None, number=None)
                | Q(card__isnull=False, number__isnull=False, invoice__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(progress__in=["open", "processing"]),
                name="attempts_alive",
            )
        ]

    def __str__(self) -> str:
        return f"attempt {self.key}: {self.progress}"

    @property
    def sent_as(self) -> str:
        """The idempotency key of a draw: the same for one try, another for the next."""
        return f"inv:{self.invoice_id}:attempt:{self.number}"


class ProviderEvent(models.Model):
    """What a provider has told: each event is taken once, whatever order they come in."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="provider_events")
    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=100)
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "provider", "event_id"], name="an_event_is_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.kind} {self.event_id}"


class TestCharge(models.Model):
    """What the built-in test provider knows of one attempt: the far side's own book."""

    __test__ = False  # no test, whatever pytest thinks of the name

    key = models.UUIDField(unique=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    progress = models.CharField(max_length=10, choices=Progress.choices, default=Progress.OPEN)
    refusal = models.CharField(max_length=8, choices=Refusal.choices, blank=True)

    def __str__(self) -> str:
        return f"test charge {self.key}"
