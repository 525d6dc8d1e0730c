"""Which days to compare."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tamio.fortnox.sync.reconcile.asking import MOST_DAYS, NIGHTLY_DAYS, unreasonable


class PeriodForm(forms.Form):
    """Two days, both included; at first the days that are compared every night."""

    first = forms.DateField(
        label=pgettext_lazy("period", "From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Give the first day of the period.")},
    )
    last = forms.DateField(
        label=pgettext_lazy("period", "To"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Give the last day of the period.")},
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        yesterday = today - timedelta(days=1)
        initial = {"first": today - timedelta(days=NIGHTLY_DAYS), "last": yesterday}
        super().__init__(data, initial=initial)
        self._today = today

    def clean(self) -> None:
        given = self.cleaned_data
        if "first" in given and "last" in given:
            code = unreasonable(first=given["first"], last=given["last"], today=self._today)
            if code:
                self.refuse(code)

    def refuse(self, code: str) -> None:
        """Says why the period cannot be compared: a code of asking.Unreasonable."""
        said = {
            "order": ("last", _("The last day is before the first.")),
            "future": ("last", _("That day has not come yet.")),
            "long": ("first", _("Compare at most %(days)d days at once.") % {"days": MOST_DAYS}),
        }
        self.add_error(*said[code])
