"""How far the clock is moved: a month, a year, or to a day."""

from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

A_MONTH, A_YEAR, TO_A_DAY = "month", "year", "day"
MONTHS = {A_MONTH: 1, A_YEAR: 12}


class ClockForm(forms.Form):
    """Each button posts its own `by`; the day is read only with the last."""

    by = forms.ChoiceField(choices=[(each, each) for each in (A_MONTH, A_YEAR, TO_A_DAY)])
    to = forms.DateField(
        label=_("To the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2027-03-01.")},
    )

    @property
    def months(self) -> int | None:
        """None where a day is named."""
        return MONTHS.get(self.cleaned_data["by"])

    @property
    def day(self) -> date | None:
        return cast(date | None, self.cleaned_data["to"])

    def refuse_without_day(self) -> None:
        self.add_error("to", _("Choose a day."))
