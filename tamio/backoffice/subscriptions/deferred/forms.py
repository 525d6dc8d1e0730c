"""Which months are looked at, and on which account the rest of the revenue stands."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.forms.filters import Filters
from tamio.commerce.subscriptions.deferred.sold import PREPAID
from tamio.commerce.subscriptions.deferred.spreading import first_of, month_of

#: What is billed for longer than that is looked at in parts.
MOST_MONTHS = 60
_USUAL = 12


class MonthField(forms.DateField):
    """The first day of a month, written as `2026-01`."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            input_formats=["%Y-%m"],
            widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
            error_messages={"invalid": _("Write a year and a month, such as 2026-01.")},
        )


class DeferredForm(Filters):
    """Without anything given, the last twelve months with this one, on the usual account."""

    first = MonthField(_("From the month"))
    last = MonthField(_("To the month"))
    account = forms.IntegerField(
        label=_("Account for prepaid income"),
        min_value=2000,
        max_value=2999,
        help_text=_("2970 in most charts."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, today: date) -> None:
        usual = {
            "first": f"{first_of(month_of(today) - _USUAL + 1):%Y-%m}",
            "last": f"{today:%Y-%m}",
            "account": str(PREPAID),
        }
        given = {name: data[name] for name in usual if name in data}
        super().__init__(usual | given)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("Choose a month that is not before the first one."))
        elif first and last and month_of(last) - month_of(first) >= MOST_MONTHS:
            message = _("Look at no more than %(most)d months at a time.")
            self.add_error("last", message % {"most": MOST_MONTHS})
        return cleaned
