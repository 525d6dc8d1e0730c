"""Customer: someone who has bought in a store, or came from another shop's file; their numbers."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.importing.models import FileImport, FilePiece, FileProblem
from tamio.commerce.stores.models import LONGEST_TERMS, Store


class CustomerType(models.TextChoices):
    """A private person or a company."""

    PRIVATE = "private", _("Private person")
    COMPANY = "company", _("Company")


class Language(models.TextChoices):
    """What letters and documents are written in, each called as those who read it call it."""

    SWEDISH = "sv", "Svenska"
    ENGLISH = "en", "English"


class Customer(models.Model):
    """A buyer's card. Invoices keep their own copy of it, as it was when they were issued."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="customers")
    number = models.PositiveBigIntegerField(_("customer number"))
    type = models.CharField(_("type"), max_length=10, choices=CustomerType.choices)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    # Where they want their invoices, if not at the address above.
    invoice_email = models.EmailField(_("e-mail for invoices"), blank=True)
    # What they are written to in, where they have chosen nothing themselves; none: as usual.
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, null=True, blank=True
    )
    # From the invoice date to the due date of what is paid by invoice; none: the store's.
    payment_terms_days = models.PositiveSmallIntegerField(
        _("payment terms, days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_TERMS)],
    )
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
            models.Index(fields=["store", "name", "id"], name="customers_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def is_company(self) -> bool:
        return self.type == CustomerType.COMPANY

    @property
    def invoices_go_to(self) -> str:
        return self.invoice_email or self.email

    def days_to_pay(self, store: Store) -> int:
        """From the invoice date to the due date: as agreed with them, or the store's own."""
        own = self.payment_terms_days
        return store.payment_terms_days if own is None else own


class VatAnswer(models.TextChoices):
    """What the register of VAT numbers has said."""

    VALID = "valid", _("In force")
    INVALID = "invalid", _("Not in force")
    UNREACHABLE = "unreachable", _("No answer")


class VatCheck(models.Model):
    """A question whether a VAT number is in force, and the answer with its date as proof.

    `answer` is empty until somebody has asked; VALID and INVALID are final, and after UNREACHABLE
    it is asked again until `given_up_at`.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="vat_checks")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="vat_checks")
    vat_number = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=254)
    answer = models.CharField(max_length=12, choices=VatAnswer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    consultation_number = models.CharField(max_length=40, blank=True)
    registered_name = models.CharField(max_length=300, blank=True)
    registered_address = models.CharField(max_length=500, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_vat_answer_has_its_time",
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            )
        ]
        indexes = [
            models.Index(fields=["customer", "vat_number", "-id"]),
            models.Index(fields=["store", "vat_number", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.vat_number}: {self.answer or 'asked'}"

    @property
    def is_answered(self) -> bool:
        return self.answer in {VatAnswer.VALID, VatAnswer.INVALID}

    @property
    def is_open(self) -> bool:
        """Whether it is still going to be asked."""
        return not self.is_answered and self.given_up_at is None


class CustomerImport(FileImport):
    """One file of customers. What was written in it is kept no longer than it takes."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="customer_imports")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state"], name="customer_imports_by_state")]


class CustomerPiece(FilePiece):
    """Some rows of a file of customers."""

    of = models.ForeignKey(CustomerImport, on_delete=models.CASCADE, related_name="pieces")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="one_customer_piece_a_number")
        ]


class CustomerProblem(FileProblem):
    """What is wrong with one cell; the cell itself is left in the file, which names people."""

    of = models.ForeignKey(CustomerImport, on_delete=models.CASCADE, related_name="problems")

    class Meta:
        ordering = ["of", "row", "pk"]
        indexes = [models.Index(fields=["of", "row"], name="customer_problems_by_row")]
