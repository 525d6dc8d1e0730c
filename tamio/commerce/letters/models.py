"""What a store has chosen for its letters, which letter is about which invoice, and reminders."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.letters.kinds import SWITCHES, Kind
from tamio.commerce.mail.models import Message
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared

#: Characters of a text that a store adds.
LONGEST = 1000


class LetterSettings(models.Model):
    """A store without a row has the defaults. Each text once a language; empty says nothing."""

    store = models.OneToOneField(Store, on_delete=models.PROTECT, related_name="letter_settings")
    greeting_sv = models.TextField(_("greeting in Swedish"), max_length=LONGEST, blank=True)
    greeting_en = models.TextField(_("greeting in English"), max_length=LONGEST, blank=True)
    footer_sv = models.TextField(_("last words in Swedish"), max_length=LONGEST, blank=True)
    footer_en = models.TextField(_("last words in English"), max_length=LONGEST, blank=True)
    returns_sv = models.TextField(
        _("how goods are sent back, in Swedish"), max_length=LONGEST, blank=True
    )
    returns_en = models.TextField(
        _("how goods are sent back, in English"), max_length=LONGEST, blank=True
    )
    exceptions_sv = models.TextField(
        _("what cannot be withdrawn from, in Swedish"), max_length=LONGEST, blank=True
    )
    exceptions_en = models.TextField(
        _("what cannot be withdrawn from, in English"), max_length=LONGEST, blank=True
    )
    sends_shipments = models.BooleanField(_("when something is shipped"), default=True)
    sends_credits = models.BooleanField(_("when something is credited"), default=True)
    sends_api_orders = models.BooleanField(
        _("order confirmations of sales through the API too"), default=False
    )
    sends_reminders = models.BooleanField(_("reminders of unpaid invoices"), default=False)
    # Switched on, it reaches back to nothing that was due before.
    reminds_from_date = models.DateField(null=True, blank=True, editable=False)
    remind_after_days = models.PositiveSmallIntegerField(
        _("first reminder, days after the due date"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    remind_every_days = models.PositiveSmallIntegerField(
        _("days between reminders"),
        default=10,
        validators=[MinValueValidator(5), MaxValueValidator(90)],
    )
    most_reminders = models.PositiveSmallIntegerField(
        _("reminders of an invoice, at most"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )

    sends_card_reminders = models.BooleanField(
        _("when a gift card with money on it ends soon"), default=False
    )
    card_reminder_weeks = models.PositiveSmallIntegerField(
        _("weeks before a gift card's last day"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(26)],
    )

    def __str__(self) -> str:
        return f"letters of {self.store}"

    def sends(self, kind: Kind) -> bool:
        switch = SWITCHES.get(kind)
        return switch is None or bool(getattr(self, switch))

    def text(self, name: str, *, language: str) -> str:
        """One of the texts, such as "greeting"; "" if the store has written none."""
        return str(getattr(self, f"{name}_{language}"))


def settings_of(store: Store) -> LetterSettings:
    """The store's own, or the defaults, unsaved."""
    return _SETTINGS.first(store.pk) or LetterSettings(store=store)


_SETTINGS = Prepared(lambda store: LetterSettings.objects.filter(store=store), int)


class InvoiceMessage(models.Model):
    """A letter about an invoice. `fact` is what it was written for; one fact has one letter."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="about")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    fact = models.CharField(max_length=60, null=True, unique=True)
    # Who asked for it to be sent again; empty for those that Tamio sends by itself.
    sent_by = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.invoice}"


class Reminder(models.Model):
    """That an invoice was reminded of, and the fee that this adds to the debt."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="reminders")
    at = models.DateTimeField()
    fee = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_reminder_fee_is_at_most_sixty",
                condition=models.Q(fee__gte=0) & models.Q(fee__lte=60),
            )
        ]

    def __str__(self) -> str:
        return f"reminder of {self.invoice}"
