"""What has happened to money: it came in, it was to go back, it went back. Written once.

Nothing here says how an invoice stands: see standing.py, which adds these up.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from tamio.commerce.audit.models import Kept
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store

#: Whoever wrote a row when nobody clicked.
TAMIO = "tamio"


class Means(models.TextChoices):
    """How money moved."""

    BANK = "bank", pgettext_lazy("means", "Bank")
    SWISH = "swish", pgettext_lazy("means", "Swish")
    CARD = "card", pgettext_lazy("means", "Card")
    CASH = "cash", pgettext_lazy("means", "Cash")
    TEST = "test", pgettext_lazy("means", "Test payment")
    GIFT_CARD = "gift_card", pgettext_lazy("means", "Gift card")
    OTHER = "other", pgettext_lazy("means", "Otherwise")


class Moved(Kept):
    """An amount that moved, or is to move, for one invoice."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=254)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    means = models.CharField(max_length=10, choices=Means.choices)
    #: Who handled it: "" a person by hand, "bank" a file of the bank's, else a provider's key.
    provider = models.CharField(max_length=20, blank=True)

    class Meta:
        abstract = True


class Receipt(Moved):
    """Money that came in for an invoice. One that was noted by mistake is taken back by another
    with the opposite amount: `reverses`. `paid_on` is the day on which the payer paid.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="receipts")
    paid_on = models.DateField()
    #: The provider's own name of the payment: the same one twice is one receipt.
    provider_id = models.CharField(max_length=100, null=True)
    text = models.CharField(max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversal"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "provider", "provider_id"], name="one_receipt_a_payment"
            ),
            models.CheckConstraint(
                name="a_receipt_is_above_nothing_or_takes_one_back",
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
            ),
            models.CheckConstraint(
                name="a_receipts_means_are_known", condition=Q(means__in=Means.values)
            ),
        ]
        indexes = [models.Index(fields=["store", "-at", "-id"], name="receipts_of_a_store")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} for {self.invoice}"


class Refund(Moved):
    """Money that is to go back. It counts as gone from the moment it is written, so that nothing
    goes back twice; an outcome that says it failed undoes that.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="refunds")
    #: Through a provider it goes back the way it came.
    receipt = models.ForeignKey(
        Receipt, null=True, on_delete=models.PROTECT, related_name="refunds"
    )
    #: Tells it apart at the provider, however often it is sent.
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="a_refund_is_above_nothing", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="a_refunds_means_are_known", condition=Q(means__in=Means.values)
            ),
        ]
        indexes = [models.Index(fields=["store", "-at", "-id"], name="refunds_of_a_store")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} back for {self.invoice}"

    @property
    def outcome(self) -> RefundOutcome | None:
        """None while it is not known: it may be on its way."""
        known = list(self.outcomes.all())
        return known[-1] if known else None


class RefundOutcome(Kept):
    """What became of a refund. The last one counts: a bank may send back what a provider sent."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="outcomes")
    at = models.DateTimeField()
    failed = models.BooleanField()
    paid_on = models.DateField(null=True)
    provider_id = models.CharField(max_length=100, blank=True)
    text = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.refund} {'failed' if self.failed else 'is done'}"
