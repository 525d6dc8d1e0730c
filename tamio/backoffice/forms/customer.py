"""What of a customer's card is changed here: where their invoices go."""

from datetime import datetime

from django import forms
from django.db import transaction

from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.customers.models import Customer
from tamio.commerce.privacy.rights import CUSTOMER


class InvoiceEmailForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Empty: invoices go to the customer's own address."""

    class Meta:
        model = Customer
        fields = ["invoice_email"]

    def clean_invoice_email(self) -> str:
        return str(self.cleaned_data["invoice_email"]).lower()

    def write(self, *, by: str, now: datetime) -> None:
        customer = self.instance
        with transaction.atomic():
            before = Customer.objects.select_for_update().get(pk=customer.pk)
            customer.save(update_fields=["invoice_email"])
            note_change(
                subject=Subject(
                    store_id=customer.store_id,
                    kind=CUSTOMER,
                    id=customer.pk,
                    name=str(customer.number),
                ),
                before={"invoice_email": _shortened(before.invoice_email)},
                after={"invoice_email": _shortened(customer.invoice_email)},
                by=by,
                now=now,
            )


def _shortened(address: str) -> str:
    """For the trail, which outlives a person's wish to be erased: not whose it is."""
    return f"…@{address.rpartition('@')[2]}" if address else ""
