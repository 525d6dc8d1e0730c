"""Which days the list of invoices is about."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.forms.filters import Filters
from tamio.backoffice.periods import Period


def _day(label: Any) -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=picker)


class ListingForm(Filters):
    """Both days included; without any, this month so far."""

    first = _day(_("From and including"))
    last = _day(_("To and including"))

    def __init__(self, data: Any, *, today: date) -> None:
        given = {name: data[name] for name in ("first", "last") if name in data}
        month = {"first": today.replace(day=1).isoformat(), "last": today.isoformat()}
        super().__init__(given or month)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("Choose a day that is not before the first one."))
        return cleaned

    def span(self) -> Period | None:
        """None while something is wrong."""
        if not self.is_valid():
            return None
        return Period("", "", self.cleaned_data["first"], self.cleaned_data["last"])
