"""What a person writes of money: that it came, that it went back."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tamio.commerce.payments.models import Means, Payment
from tamio.commerce.payments.receiving import Money
from tamio.commerce.payments.refunding import Returnable
from tamio.look.fields import MoneyField, validate_printable

#: What a gift card pays is taken from the card, and what it gets back goes there.
_NOT_BY_HAND = {Means.TEST, Means.GIFT_CARD}
_BY_HAND = [(each.value, each.label) for each in Means if each not in _NOT_BY_HAND]


def _date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _MoneyForm(forms.Form):
    """`token` tells a second click of the same form."""

    token = forms.UUIDField(widget=forms.HiddenInput)


class ReceiptForm(_MoneyForm):
    """A payment that a person has seen come in."""

    amount = MoneyField(label=_("Amount"))
    paid_on = forms.DateField(label=_("Paid on"), widget=_date_input())
    means = forms.ChoiceField(label=_("How"), choices=_BY_HAND)
    text = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        validators=[validate_printable],
        help_text=_("For your own books, such as the payer's name."),
    )

    def __init__(self, data: Any = None, *, payment: Payment, today: date) -> None:
        start: dict[str, Any] = {
            "amount": payment.left or None,
            "paid_on": today,
            "token": uuid4(),
        }
        if payment.method == "swish":
            start["means"] = Means.SWISH.value
        super().__init__(data, initial=start)
        self._currency = payment.invoice.currency

    def money(self) -> Money:
        given = self.cleaned_data
        return Money(
            amount=given["amount"],
            currency=self._currency,
            means=Means(given["means"]),
            paid_on=given["paid_on"],
            provider_id=f"form-{given['token']}",
            text=given["text"],
        )


PROVIDER, HAND = "provider", "hand"


class RefundForm(_MoneyForm):
    """Money that goes back: through the provider that it came by, or a person has sent it."""

    way = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)
    amount = MoneyField(label=_("Amount"))
    means = forms.ChoiceField(label=_("Sent by"), choices=_BY_HAND, required=False)
    paid_on = forms.DateField(label=_("Sent on"), widget=_date_input(), required=False)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=200, validators=[validate_printable]
    )

    def __init__(
        self, data: Any = None, *, payment: Payment, through: list[Returnable], today: date
    ) -> None:
        start = {
            "amount": payment.over or None,
            "paid_on": today,
            "token": uuid4(),
            "way": PROVIDER if through else HAND,
            "means": Means.BANK.value,
        }
        super().__init__(data, initial=start)
        self.fields["way"].choices = _ways(bool(through))  # type: ignore[attr-defined]

    def clean(self) -> None:
        given = self.cleaned_data
        for field in ("means", "paid_on"):
            if given.get("way") == HAND and not given.get(field) and field not in self.errors:
                self.add_error(field, _("Say how and when you have sent it."))


def _ways(can_send: bool) -> list[tuple[str, Any]]:  # noqa: FBT001
    through = [(PROVIDER, _("Send it back the way it came"))] if can_send else []
    return [*through, (HAND, _("I have sent it myself"))]
