"""The buyer, as the checkout asks for them. What is right is said by BuyerDetails alone."""

from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tamio.commerce.customers.details import COUNTRIES, DELIVERY, BuyerDetails
from tamio.commerce.customers.models import CustomerType
from tamio.commerce.payments.models import Method
from tamio.look.fields import LongSelect, Ready
from tamio.look.formats import country_name

_COMPANY_ONLY = ("organisation_number", "vat_number", "reference", "invoice_email")


class CheckoutForm(forms.Form):
    """Name, addresses and numbers. Valid, it gives a BuyerDetails that is right as a whole."""

    type = forms.ChoiceField(
        label=_("I buy as"), choices=CustomerType.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name"))
    organisation_number = forms.CharField(
        label=_("Organisation number"),
        required=False,
        help_text=_("Swedish companies need to give it."),
    )
    vat_number = forms.CharField(
        label=_("VAT number"),
        required=False,
        help_text=_("With a number of another EU country, you account for the VAT."),
    )
    reference = forms.CharField(
        label=_("Your reference"),
        required=False,
        help_text=_("Stands on the invoice: a name, a cost centre or an order number."),
    )
    email = forms.CharField(
        label=_("E-mail"),
        widget=forms.EmailInput,
        help_text=_("For questions about your order."),
    )
    invoice_email = forms.CharField(
        label=_("E-mail for invoices"),
        required=False,
        widget=forms.EmailInput,
        help_text=_("If your invoices go to another address."),
    )
    line1 = forms.CharField(label=_("Address"))
    postal_code = forms.CharField(label=_("Postal code"))
    city = forms.CharField(label=_("City"))
    country = forms.ChoiceField(label=_("Country"), widget=LongSelect)
    elsewhere = forms.BooleanField(label=_("Deliver to another address"), required=False)
    delivery_name = forms.CharField(label=_("Recipient"), required=False)
    delivery_line1 = forms.CharField(label=_("Delivery address"), required=False)
    delivery_postal_code = forms.CharField(label=_("Postal code"), required=False)
    delivery_city = forms.CharField(label=_("City"), required=False)
    delivery_country = forms.ChoiceField(label=_("Country"), required=False, widget=LongSelect)

    pay_by = forms.ChoiceField(label=_("Pay by"), required=False, widget=forms.RadioSelect)

    def __init__(
        self,
        data: Any = None,
        *,
        country: str,
        methods: Sequence[Method],
        reached: frozenset[str] = COUNTRIES,
    ) -> None:
        """`country` is chosen at first: the store's; and so is the first of the `methods`.
        `reached`: where the shop sells to.
        """
        self.methods = methods
        start = {
            "pay_by": methods[0].value,
            "type": CustomerType.PRIVATE.value,
            "country": country,
            "delivery_country": country,
        }
        super().__init__(data, initial=start)
        named = countries(language=(get_language() or "sv")[:2], among=reached)
        for name in ("country", "delivery_country"):
            choices = self.fields[name]
            assert isinstance(choices, forms.ChoiceField)
            choices.choices = named
        pay_by = self.fields["pay_by"]
        assert isinstance(pay_by, forms.ChoiceField)
        pay_by.choices = [(each.value, _SHORT[each]) for each in methods]
        for name, purpose in _AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose

    def clean(self) -> None:
        try:
            self.buyer().checked()
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                if field not in self.errors:
                    self.add_error(field, messages)

    def method(self) -> Method:
        """How they pay; where there is one way only, nobody is asked."""
        return Method(self.cleaned_data.get("pay_by") or self.methods[0])

    def buyer(self) -> BuyerDetails:
        """The buyer as they wrote it; what only a company has is not asked of anyone else."""
        written = {field.name: self.cleaned_data.get(field.name, "") for field in _BUYER}
        if written["type"] != CustomerType.COMPANY:
            written |= dict.fromkeys(_COMPANY_ONLY, "")
        if not self.cleaned_data.get("elsewhere"):
            written |= dict.fromkeys(DELIVERY, "")
        return BuyerDetails(**written)


_SHORT = {
    Method.CARD: _("Card"),
    Method.SWISH: _("Swish"),
    Method.INVOICE: _("Invoice"),
    Method.TEST: _("Test payment"),
}
_BUYER = fields(BuyerDetails)
_AUTOCOMPLETE = {
    "name": "name",
    "email": "email",
    "line1": "street-address",
    "postal_code": "postal-code",
    "city": "address-level2",
    "country": "country",
    "delivery_name": "shipping name",
    "delivery_line1": "shipping street-address",
    "delivery_postal_code": "shipping postal-code",
    "delivery_city": "shipping address-level2",
    "delivery_country": "shipping country",
    "organisation_number": "off",
    "vat_number": "off",
    "reference": "off",
    "invoice_email": "off",
}


@lru_cache(maxsize=64)
def countries(*, language: str, among: frozenset[str] = COUNTRIES) -> Ready:
    """Code and name of each country, by name."""
    named = [(code, country_name(code, language=language)) for code in among]
    return Ready(sorted(named, key=lambda pair: pair[1].casefold()))
