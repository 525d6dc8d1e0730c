"""Shipment and Return: units of lines, when and by whom; and what waits to be shipped."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.stores.models import Store


class AwaitedShipment(models.Model):
    """An invoice with goods that have not all left yet; the row goes when they have."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="awaited")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.invoice} is to be shipped"


class Shipment(models.Model):
    """One parcel or load. A mistaken one is taken back, with time and author; none is deleted."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="shipments")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="shipments")
    at = models.DateTimeField()
    by = models.CharField(max_length=254)
    carrier = models.CharField(_("carrier"), max_length=60, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=60, blank=True)
    tracking_url = models.CharField(
        _("tracking link"), max_length=300, blank=True, validators=[URLValidator(["https", "http"])]
    )
    # When the buyer had it in hand, if somebody has said so: the right of withdrawal runs from it.
    received_date = models.DateField(_("received on"), null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=254, blank=True)
    # Of the form that asked for it: a second click is the same shipment.
    reference = models.CharField(max_length=40, null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "reference"], name="one_shipment_a_reference"
            ),
            models.CheckConstraint(
                name="a_shipment_is_taken_back_by_somebody",
                condition=Q(taken_back_at=None, taken_back_by="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="")),
            ),
        ]
        indexes = [models.Index(fields=["invoice", "taken_back_at"], name="shipments_of_invoice")]

    def __str__(self) -> str:
        return f"shipment {self.pk} of {self.invoice}"


class ShipmentLine(models.Model):
    """Units of one line of the invoice."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(InvoiceLine, on_delete=models.PROTECT, related_name="shipped")
    quantity = models.DecimalField(max_digits=12, decimal_places=4)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["shipment", "line"], name="a_shipment_holds_a_line_once"
            ),
            models.CheckConstraint(name="something_is_shipped", condition=Q(quantity__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line}"


class Condition(models.TextChoices):
    """How goods came back."""

    AS_NEW = "as-new", pgettext_lazy("returned goods", "As new")
    USED = "used", pgettext_lazy("returned goods", "Used more than to try them")
    DAMAGED = "damaged", pgettext_lazy("returned goods", "Damaged or faulty")


class Return(models.Model):
    """What came back to the store, once."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="returns")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="returns")
    at = models.DateTimeField()
    by = models.CharField(max_length=254)
    note = models.CharField(_("note"), max_length=200, blank=True)
    reference = models.CharField(max_length=40, null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "reference"], name="one_return_a_reference")
        ]

    def __str__(self) -> str:
        return f"return {self.pk} of {self.invoice}"


class ReturnLine(models.Model):
    """Units of one line, in one condition."""

    returned = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(InvoiceLine, on_delete=models.PROTECT, related_name="returned")
    quantity = models.DecimalField(max_digits=12, decimal_places=4)
    condition = models.CharField(_("condition"), max_length=10, choices=Condition.choices)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["returned", "line"], name="a_return_holds_a_line_once"),
            models.CheckConstraint(name="something_is_returned", condition=Q(quantity__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line}"
