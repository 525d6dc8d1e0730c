"""Customer: someone who has bought in a store, with a number that is unique there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store


class CustomerType(models.TextChoices):
    """A private person or a company."""

    PRIVATE = "private", _("Private person")
    COMPANY = "company", _("Company")


class Customer(models.Model):
    """A buyer's card. Invoices keep their own copy of it, as it was when they were issued."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="customers")
    number = models.PositiveBigIntegerField(_("customer number"))
    type = models.CharField(_("type"), max_length=10, choices=CustomerType.choices)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    organisation_number = models.CharField(_("organisation number"), max_length=30, blank=True)
    vat_number = models.CharField(_("VAT number"), max_length=20, blank=True)
    line1 = models.CharField(_("address"), max_length=200)
    postal_code = models.CharField(_("postal code"), max_length=10)
    city = models.CharField(_("city"), max_length=100)
    country = models.CharField(_("country"), max_length=2, default="SE")
    # Where goods go, if not to the address; of the latest sale that said so.
    delivery_name = models.CharField(_("delivery name"), max_length=200, blank=True)
    delivery_line1 = models.CharField(_("delivery address"), max_length=200, blank=True)
    delivery_postal_code = models.CharField(_("delivery postal code"), max_length=10, blank=True)
    delivery_city = models.CharField(_("delivery city"), max_length=100, blank=True)
    delivery_country = models.CharField(_("delivery country"), max_length=2, blank=True)
    created_at = models.DateTimeField()
    # When the person was erased at their wish; the number and what the books need are left.
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "number"], name="one_customer_a_number"),
            models.CheckConstraint(
                name="a_private_person_has_no_organisation_number",
                condition=Q(type=CustomerType.COMPANY.value) | Q(organisation_number=""),
            ),
        ]
        indexes = [
            models.Index(fields=["store", "email"]),
            models.Index(fields=["store", "organisation_number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def is_company(self) -> bool:
        return self.type == CustomerType.COMPANY
