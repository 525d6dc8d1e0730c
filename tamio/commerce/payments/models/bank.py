"""Files of the bank's, and the payments in them: each is read once, and none is lost."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from tamio.commerce.payments.models.facts import Receipt
from tamio.commerce.stores.models import Store


class FileKind(models.TextChoices):
    CAMT = "camt", pgettext_lazy("bank file", "camt (ISO 20022)")
    BGMAX = "bgmax", pgettext_lazy("bank file", "Bankgirot BgMax")


class Match(models.TextChoices):
    """What became of an entry."""

    PAID = "paid", pgettext_lazy("match", "Matched")
    PARTLY = "partly", pgettext_lazy("match", "Partly paid")
    OVER = "over", pgettext_lazy("match", "Paid too much")
    UNKNOWN = "unknown", pgettext_lazy("match", "Not matched")
    LEFT_OUT = "left_out", pgettext_lazy("match", "Not for an invoice")


class BankFile(models.Model):
    """One file as it was read. `digest` tells it apart: the same file twice changes nothing."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="bank_files")
    kind = models.CharField(max_length=5, choices=FileKind.choices)
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=254)
    #: Of the payments in it: how many earlier files had told of.
    known_already = models.PositiveIntegerField(default=0)
    #: What is no incoming payment: money that went out, and what is not booked yet.
    passed_over = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["store", "digest"], name="a_bank_file_is_read_once")
        ]

    def __str__(self) -> str:
        return self.name


class BankEntry(models.Model):
    """One payment in a file. `identity` is the bank's own name of it, unique in the store."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="bank_entries")
    file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="entries")
    identity = models.CharField(max_length=100)
    booked_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=140, blank=True)
    payer = models.CharField(max_length=140, blank=True)
    text = models.CharField(max_length=200, blank=True)
    match = models.CharField(max_length=10, choices=Match.choices, default=Match.UNKNOWN)
    #: Why an entry that is not matched is not.
    why = models.CharField(max_length=20, blank=True)
    receipt = models.ForeignKey(
        Receipt, null=True, on_delete=models.PROTECT, related_name="bank_entries"
    )
    settled_by = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "bank entries"
        constraints = [
            models.UniqueConstraint(fields=["store", "identity"], name="a_bank_entry_is_read_once"),
            models.CheckConstraint(
                name="a_bank_entry_is_above_nothing", condition=models.Q(amount__gt=0)
            ),
        ]
        indexes = [
            models.Index(fields=["store", "match", "-id"], name="bank_entries_by_match"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} {self.reference}".strip()
