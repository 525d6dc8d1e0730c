"""How far the clock is moved: a month, a year, or to a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

A_MONTH, A_YEAR, TO_A_DAY = "month", "year", "day"
MONTHS = {A_MONTH: 1, A_YEAR: 12}


class ClockForm(forms.Form):
    """Each button posts its own `by`; the day is read only with the last."""

    by = forms.ChoiceField(choices=[(each, each) for each in (A_MONTH, A_YEAR, TO_A_DAY)])
    to = forms.DateField(
        label=_("To the day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": _("Write the day as 2027-03-01."),
            "required": _("Choose a day."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        if data is not None and data.get("by") in MONTHS:
            self.fields["to"].required = False

    @property
    def months(self) -> int | None:
        """None where a day is named."""
        return MONTHS.get(self.cleaned_data["by"])

    @property
    def day(self) -> date:
        return cast(date, self.cleaned_data["to"])
