"""A gift card, everything that has happened to its balance, and what is kept of it for a payment.

The balance of a card is the sum of its moves: ledger.py alone writes both, under the card's lock.
"""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.audit.models import Kept
from tamio.commerce.giftcards.codes import grouped, masked
from tamio.commerce.invoices.models import CreditNote, Invoice, InvoiceLine
from tamio.commerce.mail.models import Message
from tamio.commerce.payments.models import Refund
from tamio.commerce.stores.models import Store
from tamio.encrypted import EncryptedTextField

#: Characters of a greeting.
LONGEST_MESSAGE = 300


class GiftCardSettings(models.Model):
    """A store without a row has the defaults."""

    store = models.OneToOneField(
        Store, on_delete=models.CASCADE, related_name="gift_card_settings", primary_key=True
    )
    lasts_months = models.PositiveSmallIntegerField(
        _("valid for months"),
        null=True,
        blank=True,
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )

    class Meta:
        verbose_name_plural = "gift card settings"

    def __str__(self) -> str:
        return f"gift cards of store {self.store_id}"


class State(models.TextChoices):
    """What can be done with a card."""

    UNPAID = "unpaid", pgettext_lazy("gift card", "Not paid yet")
    ACTIVE = "active", pgettext_lazy("gift card", "In force")
    USED = "used", pgettext_lazy("gift card", "Used up")
    BLOCKED = "blocked", pgettext_lazy("gift card", "Blocked")
    EXPIRED = "expired", pgettext_lazy("gift card", "Expired")
    CREDITED = "credited", pgettext_lazy("gift card", "Credited")


class GiftCard(models.Model):
    """One card. Written with its sale and issued when that is paid: only then has it a code and a
    balance. One that was given by hand has no line, but `given_by` and a reason.

    `amount` is what it was issued for. `expires_on` is the last day that it can be used, None if it
    never expires. `send_on`: the day on which it is mailed, None for at once.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="gift_cards")
    line = models.ForeignKey(
        InvoiceLine, null=True, on_delete=models.PROTECT, related_name="gift_cards"
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    balance = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    currency = models.CharField(max_length=3)
    recipient_name = models.CharField(max_length=100, blank=True)
    recipient_email = models.EmailField(blank=True)
    message = models.CharField(max_length=LONGEST_MESSAGE, blank=True)
    send_on = models.DateField(null=True)
    language = models.CharField(max_length=2, blank=True)
    made_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)
    code = EncryptedTextField(blank=True)
    digest = models.CharField(max_length=64, null=True, unique=True)
    last4 = models.CharField(max_length=4, blank=True)
    blocked_at = models.DateTimeField(null=True)
    blocked_by = models.CharField(max_length=254, blank=True)
    block_reason = models.CharField(max_length=200, blank=True)
    given_by = models.CharField(max_length=254, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    mail = models.OneToOneField(
        Message, null=True, on_delete=models.PROTECT, related_name="gift_card"
    )
    # The letter that said that it ends soon: one a card.
    reminder = models.OneToOneField(
        Message, null=True, on_delete=models.PROTECT, related_name="ending_gift_card"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_gift_card_has_from_nothing_to_all_of_its_amount",
                condition=Q(balance__gte=0, balance__lte=F("amount")),
            ),
            models.CheckConstraint(
                name="only_an_issued_gift_card_has_a_code",
                condition=Q(issued_at=None, digest=None, balance=0)
                | Q(issued_at__isnull=False, digest__isnull=False),
            ),
            models.CheckConstraint(
                name="a_gift_card_was_sold_or_given",
                condition=Q(line__isnull=False, given_by="") | (Q(line=None) & ~Q(given_by="")),
            ),
        ]
        indexes = [
            models.Index(fields=["store", "-id"], name="gift_cards_of_a_store"),
            models.Index(fields=["store", "last4"], name="gift_cards_by_last_signs"),
            models.Index(
                fields=["expires_on"], name="gift_cards_to_expire", condition=Q(balance__gt=0)
            ),
            models.Index(
                fields=["send_on"],
                name="gift_cards_to_mail",
                condition=Q(mail=None, issued_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"gift card {self.pk}"

    @property
    def shown_code(self) -> str:
        """For whoever may use it; "" before it is issued."""
        return grouped(self.code)

    @property
    def masked_code(self) -> str:
        return masked(self.last4) if self.last4 else ""

    @property
    def used(self) -> bool:
        return self.issued_at is not None and self.balance < self.amount

    def state(self, today: date) -> State:
        if self.issued_at is None:
            return State.UNPAID if self.amount else State.CREDITED
        if self.blocked_at is not None:
            return State.BLOCKED
        if self.is_expired(today):
            return State.EXPIRED
        return State.ACTIVE if self.balance else State.USED

    def is_expired(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today


class Why(models.TextChoices):
    """Why a balance has changed."""

    ISSUED = "issued", pgettext_lazy("gift card", "Issued")
    REDEEMED = "redeemed", pgettext_lazy("gift card", "Paid with")
    REFUNDED = "refunded", pgettext_lazy("gift card", "Paid back to the card")
    CREDITED = "credited", pgettext_lazy("gift card", "Its sale was credited")
    EXPIRED = "expired", pgettext_lazy("gift card", "Expired")


#: Those that add to a balance; the others take from it.
ADDS = (Why.ISSUED, Why.REFUNDED)


class CardMove(Kept):
    """One change of a card's balance, with its sign. `on_date` is the store's day."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    card = models.ForeignKey(GiftCard, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField()
    on_date = models.DateField()
    by = models.CharField(max_length=254)
    why = models.CharField(max_length=10, choices=Why.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    invoice = models.ForeignKey(
        Invoice, null=True, on_delete=models.PROTECT, related_name="card_moves"
    )
    refund = models.OneToOneField(
        Refund, null=True, on_delete=models.PROTECT, related_name="card_move"
    )
    credit_note = models.ForeignKey(
        CreditNote, null=True, on_delete=models.PROTECT, related_name="card_moves"
    )
    # What another system calls the payment: the same twice is one move.
    reference = models.CharField(max_length=80, null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_card_move_has_the_sign_of_its_reason",
                condition=Q(why__in=ADDS, amount__gt=0)
                | (Q(why__in=Why.values, amount__lt=0) & ~Q(why__in=ADDS)),
            ),
            models.UniqueConstraint(
                fields=["card"], condition=Q(why="issued"), name="a_gift_card_is_issued_once"
            ),
            models.UniqueConstraint(
                fields=["invoice", "reference"], name="one_card_move_a_reference"
            ),
        ]
        indexes = [models.Index(fields=["store", "on_date", "why"], name="card_moves_by_day")]

    def __str__(self) -> str:
        return f"{self.card} {self.why} {self.amount}"


class CardHold(models.Model):
    """What is kept of a card for the cart (`held_for` is its key) whose buyer is away paying."""

    card = models.ForeignKey(GiftCard, on_delete=models.CASCADE, related_name="holds")
    held_for = models.UUIDField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "held_for"], name="one_hold_a_card_and_cart"),
            models.CheckConstraint(name="a_hold_keeps_something", condition=Q(amount__gt=0)),
        ]
        indexes = [models.Index(fields=["held_for"], name="card_holds_of_a_cart")]

    def __str__(self) -> str:
        return f"{self.amount} of {self.card}"


def settings_of(store: Store) -> GiftCardSettings:
    """The store's own, or the defaults, unsaved."""
    known = GiftCardSettings.objects.filter(store=store).first()
    return known or GiftCardSettings(store=store)
