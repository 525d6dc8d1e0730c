"""Payment: what is expected for an invoice, to where and by when, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.references import ocr_number
from tamio.commerce.stores.models import OcrKind, Store


class Method(models.TextChoices):
    """The ways to pay that a buyer can choose."""

    INVOICE = "invoice", _("Pay by invoice")
    SWISH = "swish", _("Pay by Swish")
    CARD = "card", _("Pay by card")
    TEST = "test", _("Test payment")
    #: Nobody chooses it: it is what remains when gift cards pay it all.
    GIFT_CARD = "gift_card", _("Paid by gift card")


#: With these the money comes first: the order is placed when it is there.
PAID_FIRST = frozenset({Method.CARD, Method.TEST})


class Standing(models.TextChoices):
    """How an invoice stands, as standing.py works it out."""

    UNPAID = "unpaid", pgettext_lazy("standing", "Unpaid")
    PARTLY = "partly", pgettext_lazy("standing", "Partly paid")
    PAID = "paid", pgettext_lazy("standing", "Paid")
    OVER = "over", pgettext_lazy("standing", "To pay back")
    REFUNDED = "refunded", pgettext_lazy("standing", "Paid back")
    NOTHING = "nothing", pgettext_lazy("standing", "Nothing to pay")


NOTHING = Decimal("0.00")
#: Something is still to come.
OPEN = (Standing.UNPAID, Standing.PARTLY)


class Payment(models.Model):
    """What is expected for one invoice. `reference` is what the payer states: unique in the store.

    Where it is to be paid is as it was at the sale: the store may have moved its accounts since.
    The sums and the standing are worked out of facts by standing.py alone, in the transaction of
    each fact, so that lists need not add anything up.
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
    #: What credit notes make of the amount: not above 0.
    credited = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    received = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    refunded = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    standing = models.CharField(
        max_length=10, choices=Standing.choices, default=Standing.UNPAID, db_index=False
    )
    #: When nothing was left to come any more; None while something is.
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice"], name="one_payment_an_invoice"),
            models.UniqueConstraint(
                fields=["store", "reference"], name="one_payment_a_reference_in_a_store"
            ),
            models.CheckConstraint(
                name="no_more_is_paid_back_than_came", condition=Q(refunded__lte=F("received"))
            ),
            models.CheckConstraint(
                name="a_payments_standing_is_known", condition=Q(standing__in=Standing.values)
            ),
        ]
        indexes = [
            models.Index(fields=["store", "standing", "due_date"], name="payments_by_standing")
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.invoice}"

    @property
    def due(self) -> Decimal:
        """What the invoice comes to after its credit notes."""
        return self.amount + self.credited

    @property
    def kept(self) -> Decimal:
        """What has come and not gone back."""
        return self.received - self.refunded

    @property
    def left(self) -> Decimal:
        """What is still to come."""
        return max(self.due - self.kept, NOTHING)

    @property
    def over(self) -> Decimal:
        """What came and is not owed: a proposal to pay it back."""
        return max(self.kept - max(self.due, NOTHING), NOTHING)

    def is_overdue(self, today: date) -> bool:
        return self.standing in OPEN and self.due_date < today


def expect_payment(*, invoice: Invoice, method: Method = Method.INVOICE) -> Payment:
    """Records that an issued invoice is to be paid by its due date, and to where.

    Called in the transaction that issues it: the reference follows from a number of its series.
    """
    return expect_payments([(invoice, method)])[0]


def expect_payments(invoices: Sequence[tuple[Invoice, Method]]) -> list[Payment]:
    """As `expect_payment`, of many invoices of one store, in two queries."""
    references = _references([invoice for invoice, _method in invoices])
    return Payment.objects.bulk_create(
        unsaved_payment(invoice, method, reference)
        for (invoice, method), reference in zip(invoices, references, strict=True)
    )


def unsaved_payment(invoice: Invoice, method: Method, reference: str) -> Payment:
    """Due as agreed with the customer, by the store's terms, or at once if not by invoice."""
    assert invoice.invoice_date is not None
    store = invoice.store
    days = invoice.customer.days_to_pay(store) if method == Method.INVOICE else 0
    return Payment(
        store=store,
        invoice=invoice,
        method=method,
        amount=invoice.total,
        due_date=invoice.invoice_date + timedelta(days=days),
        standing=Standing.UNPAID if invoice.total > 0 else Standing.NOTHING,
        reference=reference,
        **{field: getattr(store, field) for field in _PAID_TO},
    )


_PAID_TO = ("bankgiro", "plusgiro", "swish", "iban", "bic")


def _references(invoices: Sequence[Invoice]) -> list[str]:
    """A store that went over to references without length digit may meet one of its older ones:
    1001 gave 100164, and so would 10016. The one with its length is right in both agreements.
    """
    if not invoices:
        return []
    store = invoices[0].store
    kind = OcrKind(store.ocr_kind)
    references = [_reference(invoice, kind) for invoice in invoices]
    if kind is not OcrKind.CHECK:
        return references
    taken = set(
        Payment.objects.filter(store=store, reference__in=references).values_list(
            "reference", flat=True
        )
    )
    found = []
    for invoice, reference in zip(invoices, references, strict=True):
        found.append(_reference(invoice, OcrKind.LENGTH) if reference in taken else reference)
        taken.add(found[-1])
    return found


def _reference(invoice: Invoice, kind: OcrKind) -> str:
    assert invoice.number is not None
    return ocr_number(invoice.number, kind=kind)
