"""Withdrawal, and the proposal to pay back what a credit note has made the buyer's again."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store

LONGEST_WHAT = 500
LONGEST_REASON = 500


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("withdrawal", "To decide")
    ACCEPTED = "accepted", pgettext_lazy("withdrawal", "Accepted")
    REJECTED = "rejected", pgettext_lazy("withdrawal", "Rejected")


class Withdrawal(models.Model):
    """What somebody declared on the store's page, word for word, and when.

    `invoice` is the order it is about: found by number and e-mail address together, or said by the
    store. `token` is the form's: sent twice it is one withdrawal.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="withdrawals")
    token = models.UUIDField(unique=True, default=uuid.uuid4)
    received_at = models.DateTimeField()
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    order_number = models.CharField(_("order number"), max_length=40)
    what = models.CharField(_("what it concerns"), max_length=LONGEST_WHAT, blank=True)
    language = models.CharField(max_length=2)
    invoice = models.ForeignKey(
        Invoice, null=True, on_delete=models.PROTECT, related_name="withdrawals"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=254, blank=True)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)
    credit_note = models.OneToOneField(
        CreditNote, null=True, on_delete=models.PROTECT, related_name="withdrawal"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_decided_withdrawal_says_by_whom",
                condition=Q(state=State.OPEN.value, decided_at=None, decided_by="")
                | (Q(decided_at__isnull=False) & ~Q(decided_by="") & ~Q(state=State.OPEN.value)),
            ),
            models.CheckConstraint(
                name="a_rejected_withdrawal_says_why",
                condition=~Q(state=State.REJECTED.value) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["store", "-received_at", "-id"], name="withdrawals_newest"),
            models.Index(fields=["store", "state"], name="withdrawals_to_decide"),
        ]

    def __str__(self) -> str:
        return f"withdrawal {self.pk} from {self.order_number}"

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN


class RefundProposal(models.Model):
    """That `credit_note` made `amount` the buyer's again, of what they had paid, and by when it is
    to be paid back. Nothing here moves money, or knows whether it has moved: payments do.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="refund_proposals")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="refund_proposals")
    credit_note = models.OneToOneField(
        CreditNote, on_delete=models.PROTECT, related_name="refund_proposal"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    proposed_at = models.DateTimeField()
    due_date = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_refund_is_of_something", condition=Q(amount__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.amount} to pay back for {self.credit_note}"
