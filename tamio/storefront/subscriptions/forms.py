"""What a subscriber fills in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tamio.commerce.subscriptions.models import Plan, Subscription, SubscriptionLine
from tamio.commerce.subscriptions.models.subscription import DELIVERED, MOST_QUANTITY
from tamio.commerce.subscriptions.wishes import Wish
from tamio.commerce.subscriptions.wording import every
from tamio.look.fields import validate_printable


class AddressForm(forms.Form):
    """Where the next box goes. The country stays: another is another agreement."""

    delivery_name = forms.CharField(
        label=_("Recipient"), max_length=200, validators=[validate_printable],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    delivery_line1 = forms.CharField(
        label=_("Address"), max_length=200, validators=[validate_printable],
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )  # fmt: skip
    delivery_postal_code = forms.CharField(
        label=_("Postal code"), max_length=10, validators=[validate_printable],
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )  # fmt: skip
    delivery_city = forms.CharField(
        label=_("City"), max_length=100, validators=[validate_printable],
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, subscription: Subscription) -> None:
        self._country = subscription.delivery_country or subscription.customer.country
        customer = subscription.customer
        there = subscription.delivery if subscription.delivery_line1 else {
            "delivery_name": customer.name,
            "delivery_line1": customer.line1,
            "delivery_postal_code": customer.postal_code,
            "delivery_city": customer.city,
        }  # fmt: skip
        super().__init__(data, initial=there)

    @property
    def delivery(self) -> dict[str, str]:
        given = self.cleaned_data | {"delivery_country": self._country}
        return {field: str(given[field]) for field in DELIVERED}


class ChangeForm(forms.Form):
    """Another plan of the same product, or another number of it."""

    plan = forms.TypedChoiceField(label=_("Plan"), coerce=int, widget=forms.RadioSelect)
    quantity = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=MOST_QUANTITY,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, line: SubscriptionLine, plans: Sequence[Plan]) -> None:
        self._line, self._plans = line, {plan.pk: plan for plan in plans}
        start = {"plan": line.version.plan_id, "quantity": line.quantity}
        super().__init__(data, initial=start)
        choices = self.fields["plan"]
        assert isinstance(choices, forms.TypedChoiceField)
        choices.choices = [(plan.pk, _named(plan)) for plan in plans]

    @property
    def chosen(self) -> Plan:
        return self._plans[self.cleaned_data["plan"]]

    @property
    def wish(self) -> Wish:
        """What stays as it is is not wished for: whoever has an older version keeps it."""
        chosen, number = self.cleaned_data["plan"], self.cleaned_data["quantity"]
        is_other = chosen != self._line.version.plan_id
        return Wish(
            line=self._line,
            version=self._plans[chosen].current if is_other else None,
            quantity=number if number != self._line.quantity or is_other else None,
        )


class PauseForm(forms.Form):
    """From when, and until when."""

    begins = forms.ChoiceField(label=_("The pause begins"), widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("It goes on by itself on"), required=False,
        help_text=_("Empty: until you say so."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, period_end: str) -> None:
        super().__init__(data, initial={"begins": "end"})
        choices = self.fields["begins"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [
            ("end", capfirst(_("when the period ends, %(day)s") % {"day": period_end})),
            ("now", capfirst(_("today"))),
        ]


def _named(plan: Plan) -> str:
    return f"{plan.name}, {every(plan.current.interval)}"
