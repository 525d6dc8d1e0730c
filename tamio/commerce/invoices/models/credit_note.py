"""Credit note: answers an invoice, wholly or partly. Drafted with its lines, issued once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.invoices.lines import HasAmounts, VatSum, vat_sums
from tamio.commerce.invoices.models.invoice import Invoice, InvoiceLine
from tamio.commerce.invoices.models.lasting import NET_AND_VAT, AlreadyIssued, LastingQuerySet
from tamio.commerce.invoices.signals import credited
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.series import take_number
from tamio.outbox.record import record

MAX_REASON = 200
MAX_REFERENCE = 80


class CreditNote(models.Model):
    """An invoice's "special and unambiguous reference" back (VAT Act 17:22): `invoice`.

    Amounts are what is taken back, so that they and the invoice's sum to what is left: a credited
    sale has negative ones. Buyer and seller are the invoice's.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="credit_notes")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="credit_notes")
    number = models.PositiveBigIntegerField(_("credit note number"), null=True)
    issued_at = models.DateTimeField(null=True)
    credit_date = models.DateField(null=True)
    reason = models.CharField(_("reason"), max_length=MAX_REASON)
    issued_by = models.CharField(max_length=254)
    # Of whoever asked for it, so that a repeated call or click is one credit note.
    external_reference = models.CharField(max_length=MAX_REFERENCE, null=True)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    total = models.DecimalField(max_digits=14, decimal_places=2)

    objects: ClassVar[models.Manager[CreditNote]] = models.Manager.from_queryset(LastingQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "number"], name="one_credit_note_a_number"),
            models.UniqueConstraint(
                fields=["invoice", "external_reference"], name="one_credit_note_a_reference"
            ),
            models.CheckConstraint(
                name="credit_note_total_is_net_and_vat", condition=Q(total=NET_AND_VAT)
            ),
            models.CheckConstraint(
                name="an_issued_credit_note_has_number_and_date",
                condition=Q(issued_at=None, number=None, credit_date=None)
                | (Q(issued_at__isnull=False) & Q(number__isnull=False, credit_date__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["store", "-number"]),
            models.Index(fields=["store", "credit_date"]),
        ]

    def __str__(self) -> str:
        return f"credit note {self.number or 'draft'}"

    def issue(self, *, now: datetime) -> None:
        """Gives the draft its number and date, and records the fact. Inside a transaction.

        Raises AlreadyIssued; the database refuses one whose lines do not sum to it, or that takes
        back more than was sold.
        """
        if self.issued_at is not None:
            raise AlreadyIssued(f"credit note {self.number} is issued")
        self.number = take_number(store=self.store, kind="credit_note")
        self.issued_at = now
        self.credit_date = self.store.date_of(now)
        super().save(update_fields=["number", "issued_at", "credit_date"])
        record(kind="invoice.credited", store_id=self.store_id, subject_id=self.pk, now=now)
        credited.send(sender=CreditNote, note=self, now=now)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises AlreadyIssued once the credit note is issued."""
        if self.issued_at is not None:
            raise AlreadyIssued(f"credit note {self.number} is issued")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AlreadyIssued("a credit note is never deleted")

    def vat_specification(self) -> list[VatSum]:
        """What is taken back at each rate, highest first."""
        lines: Sequence[HasAmounts] = list(self.lines.select_related("line"))
        return vat_sums(lines)


class CreditNoteLine(models.Model):
    """What is taken back of one line. Without a quantity it is a part of its price only."""

    credit_note = models.ForeignKey(CreditNote, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(InvoiceLine, on_delete=models.PROTECT, related_name="credits")
    position = models.PositiveSmallIntegerField()
    quantity = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)

    objects: ClassVar[models.Manager[CreditNoteLine]] = models.Manager.from_queryset(
        LastingQuerySet
    )()

    class Meta:
        ordering = ["credit_note", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_note", "position"], name="one_credit_line_a_position"
            ),
            models.UniqueConstraint(
                fields=["credit_note", "line"], name="a_credit_note_takes_a_line_once"
            ),
            models.CheckConstraint(
                name="credit_line_gross_is_net_and_vat", condition=Q(gross=NET_AND_VAT)
            ),
            models.CheckConstraint(
                name="a_credit_line_takes_back_something", condition=~Q(gross=0)
            ),
        ]

    def __str__(self) -> str:
        return f"credit of {self.line}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AlreadyIssued("a line of a credit note is never deleted")

    @property
    def kind(self) -> str:
        return self.line.kind

    @property
    def vat_rate(self) -> Decimal:
        return self.line.vat_rate
