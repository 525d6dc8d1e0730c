"""A gift card as it is bought: how much, for whom; and the code of one as it is used."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.models import Variant
from tamio.commerce.giftcards.gifts import Gift, amount_problem
from tamio.commerce.giftcards.models import LONGEST_MESSAGE
from tamio.look.fields import MoneyField


class GiftForm(forms.Form):
    """Valid, it knows the `gift`. What is right is said by Gift alone."""

    amount = MoneyField(label=_("Amount"))
    recipient_name = forms.CharField(label=_("Who is it for?"), required=False)
    recipient_email = forms.CharField(
        label=_("Their e-mail"),
        required=False,
        widget=forms.EmailInput,
        help_text=_("Left empty, the card comes to you: print it, or send it on."),
    )
    message = forms.CharField(
        label=_("Greeting"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    send_on = forms.DateField(
        label=_("Send it on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty, it is sent as soon as it is paid."),
    )

    def __init__(self, data: Any = None, *, variant: Variant, now: datetime) -> None:
        super().__init__(data, initial={"amount": variant.price or None})
        self._variant = variant
        self._today = variant.store.date_of(now)
        self.fields["send_on"].widget.attrs["min"] = f"{self._today:%Y-%m-%d}"
        self.gift: Gift | None = None
        if not variant.product.chooses_amount:
            del self.fields["amount"]
        for name in ("recipient_name", "recipient_email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @property
    def says_something(self) -> bool:
        """Whether it is more than a card of the usual amount for the buyer."""
        assert self.gift is not None
        return self.gift != Gift(amount=self._variant.price)

    def clean(self) -> None:
        given = self.cleaned_data
        amount = given.get("amount") or self._variant.price
        if "amount" not in self.errors and (
            problem := amount_problem(Decimal(amount), variant=self._variant)
        ):
            self.add_error("amount" if "amount" in self.fields else None, problem)
        said = {
            name: given.get(name) or "" for name in ("recipient_name", "recipient_email", "message")
        }
        gift = Gift(amount=Decimal(amount), send_on=given.get("send_on"), **said)
        try:
            self.gift = gift.checked(today=self._today)
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                if field not in self.errors:
                    self.add_error(field, messages)


class CodeForm(forms.Form):
    """The code of a card, to see what is left on it."""

    code = forms.CharField(
        label=_("The card's code"),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("Sixteen signs, such as 7K3M-Q2XA-9RVD-4TEC."),
    )
