"""What a merchant says of a new price: an amount or a share, and from which day on."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tamio.commerce.subscriptions.models import Plan
from tamio.commerce.subscriptions.repricing.planning import earliest
from tamio.commerce.subscriptions.repricing.reckoning import Terms
from tamio.look.fields import MoneyField


class RepricingForm(forms.Form):
    """Valid, it knows the `terms`."""

    price = MoneyField(label=_("New price a period"), min_value=0, required=False)
    percent = MoneyField(
        label=_("Or percent more"),
        required=False,
        min_value=Decimal(-99),
        max_value=Decimal(900),
        help_text=_("With a minus in front it is less."),
    )
    applies_from = forms.DateField(
        label=_("Holds from the day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("It begins with each subscription's first period on that day or later."),
    )
    with_own_prices = forms.BooleanField(
        label=_("Also for those who have a price of their own"), required=False
    )

    def __init__(self, data: Any = None, *, plan: Plan, today: date) -> None:
        first = earliest(today)
        super().__init__(data, initial={"applies_from": first})
        self._plan, self._first = plan, first
        self.terms: Terms | None = None

    def clean_applies_from(self) -> date:
        chosen: date = self.cleaned_data["applies_from"]
        if chosen < self._first:
            message = _("Customers are told at least 30 days before: choose %(day)s or later.")
            raise ValidationError(message % {"day": self._first})
        return chosen

    def clean(self) -> None:
        given = self.cleaned_data
        price, percent = given.get("price"), given.get("percent")
        if not self.errors and (price is None) == (percent is None):
            self.add_error("price", _("Write a price or a percentage, not both."))
        if percent == 0:
            self.add_error("percent", _("Write how many percent more, or less."))
        if not self.errors:
            self.terms = Terms(
                plan=self._plan, price=price, percent=percent,
                applies_from=given["applies_from"],
                with_own_prices=given["with_own_prices"],
            )  # fmt: skip
