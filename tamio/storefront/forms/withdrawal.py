"""The first step of the withdrawal function: who, and from which order. No more is asked."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.withdrawals.declaring import Declaration
from tamio.commerce.withdrawals.models import LONGEST_WHAT
from tamio.look.fields import validate_printable

_KNOWN_BY_LINK = ("name", "order_number", "email")


class WithdrawalForm(forms.Form):
    """With `invoice`, whose link was used, nothing is asked that the shop knows already."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        validators=[validate_printable],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    order_number = forms.CharField(
        label=_("Order number"),
        max_length=40,
        validators=[validate_printable],
        help_text=_("It stands in the order confirmation and on the invoice."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The acknowledgement is sent there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    what = forms.CharField(
        label=_("What it concerns"),
        max_length=LONGEST_WHAT,
        required=False,
        help_text=_("Only if it is a part of the order: which goods, and how many."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, invoice: Invoice | None = None) -> None:
        super().__init__(data, initial={"token": uuid.uuid4()})
        self.invoice = invoice
        if invoice is not None:
            for known in _KNOWN_BY_LINK:
                del self.fields[known]

    def clean_what(self) -> str:
        text = " ".join(self.cleaned_data["what"].split())
        if not text.isprintable():
            raise ValidationError(_("Remove the characters that cannot be shown."))
        return text

    def declaration(self, *, language: str) -> Declaration:
        """What was written. Valid forms only."""
        cleaned, invoice = self.cleaned_data, self.invoice
        return Declaration(
            token=cleaned["token"],
            name=invoice.buyer_name if invoice else cleaned["name"],
            email=invoice.buyer_email if invoice else cleaned["email"],
            order_number=str(invoice.number) if invoice else cleaned["order_number"],
            what=cleaned["what"],
            language=language,
            invoice=invoice,
        )
