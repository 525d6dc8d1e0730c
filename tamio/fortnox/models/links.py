"""Links: which customer, article and order in Fortnox ours became, and what was last sent.

A link belongs to a tenant: a store that is connected to another company starts afresh there,
and finds its old links again if it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store


class CardLink(models.Model):
    """A card in Fortnox: a customer's or an article's, under a number that we chose.

    `sent` holds the fields that Fortnox is known to hold; null until it is known to have the card.
    `noted` is what was about to be sent when that began, null again once the outcome is known:
    while it stands, Fortnox may hold either. Until `doubt_until` an unanswered request may still
    arrive; null: none is under way.
    """

    tenant_id = models.CharField(max_length=20)
    number = models.CharField(max_length=50)
    sent = models.JSONField(null=True)
    sent_at = models.DateTimeField(null=True)
    noted = models.JSONField(null=True)
    noted_at = models.DateTimeField(null=True)
    doubt_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def unlike(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """The fields of `wanted` that Fortnox is not known to hold."""
        certain = self.certain()
        return {
            field: value
            for field, value in wanted.items()
            if field not in certain or certain[field] != value
        }

    def knows(self, fields: Iterable[str]) -> bool:
        """Whether it is certain what Fortnox holds in all of them."""
        return self.sent is not None and self.certain().keys() >= set(fields)

    def extend_doubt(self, until: datetime) -> None:
        """What the note stands for leaves later than was thought when it was made."""
        self.doubt_until = until
        self.save(update_fields=["doubt_until"])

    def doubt_what_was_noted(self) -> None:
        """Before another note takes its place: what it may have changed is not known any more."""
        if self.sent is not None:
            self.sent = self.certain()

    def certain(self) -> dict[str, Any]:
        """What Fortnox holds whether or not the note was carried out."""
        noted = self.noted or {}
        return {
            field: value
            for field, value in (self.sent or {}).items()
            if field not in noted or noted[field] == value
        }


def _says_something(of: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{of}_link_says_something",
        condition=Q(sent__isnull=False, sent_at__isnull=False)
        | Q(noted__isnull=False, noted_at__isnull=False),
    )


class CustomerLink(CardLink):
    """A customer's card."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="fortnox_links")
    # Of a card that stood there before and was adopted: what we had otherwise then, and left as it
    # was. Null of one that Tamio made.
    left = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "customer"], name="one_link_a_customer_and_company"
            ),
            _says_something("customer"),
        ]

    def __str__(self) -> str:
        return f"{self.customer} is customer {self.number}"

    def still_left(self, wanted: dict[str, Any]) -> frozenset[str]:
        """The fields that were left as they were, and in which nothing else is wanted since."""
        left = self.left or {}
        return frozenset(name for name, value in left.items() if wanted.get(name) == value)


class ArticleLink(CardLink):
    """An article, by the identifier under which the store sells it."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="fortnox_articles")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "store", "number"], name="one_link_an_article_and_company"
            ),
            _says_something("article"),
        ]

    def __str__(self) -> str:
        return f"article {self.number}"


class OrderLink(models.Model):
    """The order an invoice became. Written, as a note, before the order is first sent.

    A note without a number means that an order may have been written: it is looked for, by
    `reference`, before anything is sent again.
    """

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="fortnox_order")
    tenant_id = models.CharField(max_length=20)
    reference = models.CharField(max_length=25)
    noted_at = models.DateTimeField()
    # Until then, that the order is not in Fortnox's list does not mean that it was not written.
    doubt_until = models.DateTimeField()
    order_number = models.CharField(max_length=20, blank=True)
    linked_at = models.DateTimeField(null=True)
    adopted = models.BooleanField(default=False)
    net = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    vat = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    round_off = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    # What was cleaned or cut in the texts, in words, so that the record says why they differ.
    changes = models.JSONField(default=list)
    # Its rows as Fortnox answered when Tamio last wrote them (sync/kept_rows.py); null: not known.
    rows = models.JSONField(null=True)
    # When a reconciliation last read the order and found it as it was written.
    checked_at = models.DateTimeField(null=True)
    # Somebody has saved it since, and it is still to be read: there were too many that night.
    to_check = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_linked_order_has_its_totals",
                condition=Q(order_number="", linked_at__isnull=True)
                | (~Q(order_number="") & Q(linked_at__isnull=False, total__isnull=False)),
            )
        ]
        indexes = [models.Index(fields=["tenant_id", "order_number"])]

    def __str__(self) -> str:
        return f"order {self.order_number or 'noted'} for {self.invoice}"

    def extend_doubt(self, until: datetime) -> None:
        """The order leaves later than was thought when its note was made."""
        self.doubt_until = until
        self.save(update_fields=["doubt_until"])


class Way(models.TextChoices):
    """How a credit note came into Fortnox."""

    CANCELLED = "cancelled"  # nothing was left of the order
    ROWS = "rows"  # negative rows on it
    INVOICE = "invoice"  # a credit invoice, of the invoice that the order became


class CreditLink(models.Model):
    """What became of a credit note in Fortnox. Written, as a note, before anything is sent.

    Without `done_at`, the order may or may not hold it: it is looked at before it is written again.
    The sums are the order's after it, or the credit invoice's. `invoice_number` is what the order
    became in Fortnox, `credit_number` the credit invoice of it: "" until it is known to be there.
    """

    credit_note = models.OneToOneField(
        CreditNote, on_delete=models.PROTECT, related_name="fortnox_credit"
    )
    tenant_id = models.CharField(max_length=20)
    order_number = models.CharField(max_length=20)
    way = models.CharField(max_length=10, choices=Way.choices)
    invoice_number = models.CharField(max_length=20, blank=True)
    credit_number = models.CharField(max_length=20, blank=True)
    noted_at = models.DateTimeField()
    doubt_until = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    vat = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    changes = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_credit_that_is_done_has_its_totals",
                condition=Q(done_at=None) | Q(vat__isnull=False, total__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["tenant_id", "order_number"])]

    def __str__(self) -> str:
        return f"{self.credit_note} on order {self.order_number}"

    def extend_doubt(self, until: datetime) -> None:
        """What is noted leaves later than was thought when its note was made."""
        self.doubt_until = until
        self.save(update_fields=["doubt_until"])
