"""What of a customer's card is changed here: where invoices go, in which language, when due."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.backoffice.meanings import OF_CUSTOMER
from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.customers.models import Customer, Language
from tamio.commerce.privacy.rights import CUSTOMER

_CHOSEN = ["invoice_email", "language", "payment_terms_days"]


class InvoiceEmailForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Empty: invoices go to the customer's own address, in the language that is usual, and are due
    by the store's terms.
    """

    meanings = OF_CUSTOMER

    class Meta:
        model = Customer
        fields = _CHOSEN
        widgets = {
            "payment_terms_days": forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off"}
            ),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["payment_terms_days"].help_text = _("Empty: the store's own, %(days)d.") % {
            "days": self.instance.store.payment_terms_days
        }
        self.fields["language"].choices = [("", _("As usual")), *Language.choices]  # type: ignore[attr-defined]

    def clean_invoice_email(self) -> str:
        return str(self.cleaned_data["invoice_email"]).lower()

    def write(self, *, by: str, now: datetime) -> None:
        customer = self.instance
        with transaction.atomic():
            before = Customer.objects.select_for_update().get(pk=customer.pk)
            customer.save(update_fields=_CHOSEN)
            note_change(
                subject=subject_of(customer),
                before=_told(before),
                after=_told(customer),
                by=by,
                now=now,
            )


def subject_of(customer: Customer) -> Subject:
    """By number, for the trail outlives a person's wish to be erased."""
    return Subject(
        store_id=customer.store_id, kind=CUSTOMER, id=customer.pk, name=str(customer.number)
    )


def _told(customer: Customer) -> dict[str, Any]:
    return {
        "invoice_email": _shortened(customer.invoice_email),
        "language": customer.language,
        "payment_terms_days": customer.payment_terms_days,
    }


def _shortened(address: str) -> str:
    """For the trail, which outlives a person's wish to be erased: not whose it is."""
    return f"…@{address.rpartition('@')[2]}" if address else ""
