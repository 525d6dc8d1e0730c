"""Which late payments are shown; and the store's tracks, as rows of days and deeds."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.forms.filters import Filters
from tamio.commerce.dunning.models import Act, Case, Step, Track, Why
from tamio.commerce.dunning.models.step import LONGEST_DAYS
from tamio.commerce.dunning.tracks import MOST_STEPS, Plan, wrong_in

OPEN, GIVEN_UP, DISPUTED, CANCELLED = "open", "given_up", "disputed", "cancelled"
_NARROWED = {
    OPEN: Q(closed_at=None, disputed_at=None),
    DISPUTED: Q(closed_at=None, disputed_at__isnull=False),
    GIVEN_UP: Q(why=Why.GIVEN_UP),
    CANCELLED: Q(why=Why.CANCELLED),
}


def narrowed(state: str) -> Q:
    """Which cases one of the filter's values shows."""
    return _NARROWED[state]


class LateFilters(Filters):
    """By what is being done about them."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            (OPEN, _("Followed up")),
            (DISPUTED, _("Disputed")),
            (GIVEN_UP, _("Given up")),
            (CANCELLED, _("Subscription cancelled")),
        ],
    )

    def narrow(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        """Nothing is found by a filter that is wrong; the form says which."""
        if not self.is_valid():
            return cases.none()
        state = self.cleaned_data["state"]
        return cases.filter(narrowed(state)) if state else cases


class TracksForm(forms.Form):
    """For each track some rows more than it has; those that are left empty are no steps."""

    _SPARE = 2

    def __init__(self, data: Any = None, *, steps: Mapping[Track, Sequence[Step]]) -> None:
        super().__init__(data)
        self._rows: dict[Track, list[tuple[str, str]]] = {}
        for track in Track:
            known = steps[track]
            count = min(len(known) + self._SPARE, MOST_STEPS)
            self._rows[track] = [self._row(track, at, known) for at in range(count)]

    def _row(self, track: Track, at: int, known: Sequence[Step]) -> tuple[str, str]:
        step = known[at] if at < len(known) else None
        days, act = f"{track}-{at}-days", f"{track}-{at}-act"
        self.fields[days] = forms.IntegerField(
            label=_("Days after"), required=False, min_value=0, max_value=LONGEST_DAYS,
            initial=step.after_days if step else None,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )  # fmt: skip
        choices = [(each.value, each.label) for each in Act if _fits(each, track)]
        self.fields[act] = forms.ChoiceField(
            label=_("What is done"), required=False, choices=[("", _("Nothing")), *choices],
            initial=step.act if step else "",
        )  # fmt: skip
        return days, act

    @property
    def tracks(self) -> list[tuple[Track, list[tuple[BoundField, BoundField]], Sequence[str]]]:
        """For the page: each track, its rows, and what is wrong with the whole of it."""
        return [
            (track, [(self[days], self[act]) for days, act in rows], self.wrong.get(track, ()))
            for track, rows in self._rows.items()
        ]

    #: What is wrong with a track as a whole, by its value.
    wrong: Mapping[str, Sequence[str]] = {}

    def clean(self) -> None:
        for rows in self._rows.values():
            for days, act in rows:
                given = self.cleaned_data
                if days in self.errors or act in self.errors:
                    continue
                if (given[days] is None) != (given[act] == ""):
                    missing = days if given[days] is None else act
                    self.add_error(missing, _("Write both the days and what is done, or neither."))
        self.wrong = wrong_in(self.plans)

    def is_valid(self) -> bool:
        return super().is_valid() and not self.wrong

    @property
    def plans(self) -> dict[Track, Plan]:
        """Of the tracks whose rows are right one by one: of all, in a form that is."""
        given = self.cleaned_data
        return {
            track: [(given[days], Act(given[act])) for days, act in rows if given[act]]
            for track, rows in self._rows.items()
            if not any(name in self.errors for row in rows for name in row)
        }


def _fits(act: Act, track: Track) -> bool:
    return act != Act.TRY or track == Track.SOFT
