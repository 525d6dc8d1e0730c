"""Payment: how much is expected for an invoice, by what means, and when it came."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.references import ocr_number


class Method(models.TextChoices):
    """The means of payment."""

    INVOICE = "invoice", _("Pay by invoice")


class Payment(models.Model):
    """What is expected for one invoice. `reference` is what the payer states."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(max_length=10, choices=Method.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    due_date = models.DateField()
    reference = models.CharField(max_length=25)
    bankgiro = models.CharField(max_length=9, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice"], name="one_payment_an_invoice"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.invoice}"


def expect_payment(*, invoice: Invoice) -> Payment:
    """Records that an issued invoice is to be paid by its due date to the store's bankgiro."""
    assert invoice.number is not None
    assert invoice.invoice_date is not None
    return Payment.objects.create(
        invoice=invoice,
        method=Method.INVOICE,
        amount=invoice.total,
        due_date=invoice.invoice_date + timedelta(days=invoice.store.payment_terms_days),
        reference=ocr_number(invoice.number),
        bankgiro=invoice.store.bankgiro,
    )
