"""Payment: how much is expected for an invoice, by what means, and when it came."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.references import ocr_number
from tamio.commerce.stores.models import OcrKind, Store


class Method(models.TextChoices):
    """The means of payment."""

    INVOICE = "invoice", _("Pay by invoice")


class Payment(models.Model):
    """What is expected for one invoice. `reference` is what the payer states: unique in the store.

    Where it is to be paid is as it was at the sale: the store may have moved its accounts since.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="payments")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(max_length=10, choices=Method.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    due_date = models.DateField()
    reference = models.CharField(max_length=25)
    bankgiro = models.CharField(max_length=9, blank=True)
    plusgiro = models.CharField(max_length=9, blank=True)
    swish = models.CharField(max_length=10, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    bic = models.CharField(max_length=11, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice"], name="one_payment_an_invoice"),
            models.UniqueConstraint(
                fields=["store", "reference"], name="one_payment_a_reference_in_a_store"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.invoice}"


def expect_payment(*, invoice: Invoice) -> Payment:
    """Records that an issued invoice is to be paid by its due date, and to where.

    Called in the transaction that issues it: the reference follows from a number of its series.
    """
    assert invoice.invoice_date is not None
    store = invoice.store
    return Payment.objects.create(
        store=store,
        invoice=invoice,
        method=Method.INVOICE,
        amount=invoice.total,
        due_date=invoice.invoice_date + timedelta(days=store.payment_terms_days),
        reference=_reference(invoice),
        **{field: getattr(store, field) for field in _PAID_TO},
    )


_PAID_TO = ("bankgiro", "plusgiro", "swish", "iban", "bic")


def _reference(invoice: Invoice) -> str:
    """A store that went over to references without length digit may meet one of its older ones:
    1001 gave 100164, and so would 10016. The one with its length is right in both agreements.
    """
    assert invoice.number is not None
    kind = OcrKind(invoice.store.ocr_kind)
    reference = ocr_number(invoice.number, kind=kind)
    if kind is OcrKind.CHECK and _is_taken(reference, store=invoice.store):
        return ocr_number(invoice.number, kind=OcrKind.LENGTH)
    return reference


def _is_taken(reference: str, *, store: Store) -> bool:
    return Payment.objects.filter(store=store, reference=reference).exists()
