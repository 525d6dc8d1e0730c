"""The filter row above the submissions."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.backoffice.forms.filters import Filters, SearchField
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.states import KIND
from tamio.fortnox.pages.submission_list.finding import SubmissionSearch, keys_about, search_for
from tamio.fortnox.pages.submission_list.groups import choices, states_in
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.outbox.models import Delivery
from tamio.outbox.states import State

_SPANS = {
    "24h": (_("Last 24 hours"), timedelta(hours=24)),
    "48h": (_("Last 48 hours"), timedelta(hours=48)),
    "7d": (_("Last 7 days"), timedelta(days=7)),
    "30d": (_("Last 30 days"), timedelta(days=30)),
}
_CREDITS = "credit-notes"
_KINDS = {"invoices": (_("Invoices"), KIND), _CREDITS: (_("Credit notes"), CREDITED)}
#: So many rows are read by their keys and put in order.
_FEW = 1_000


class SubmissionFilters(Filters):
    """By text, state, document, and when the sale was recorded: within a span until now, or from
    `since` and before `until`, as the bars of the chart have it.
    """

    q = SearchField(label=_("Search"))
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(
        label=_("Document"),
        required=False,
        choices=[("", _("All documents")), *((name, each[0]) for name, each in _KINDS.items())],
    )
    span = forms.ChoiceField(
        label=_("Period"),
        required=False,
        choices=[
            ("", pgettext_lazy("period", "All times")),
            *((name, each[0]) for name, each in _SPANS.items()),
        ],
    )
    since = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    until = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, store: Store, now: datetime) -> None:
        super().__init__(data)
        self._store, self._now = store, now
        self.fields["state"].choices = [("", _("All states")), *choices()]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
        found, search = self.for_a_page(rows)
        return search.all_in(found) if search else found

    def for_a_page(
        self, rows: QuerySet[Delivery]
    ) -> tuple[QuerySet[Delivery], SubmissionSearch | None]:
        """Where what is asked for is little, it is read by its keys: the order of the list would
        lead past everything that was ever sent.
        """
        if not self.is_valid():
            return rows.none(), None
        search = self.search()
        keys = self._few_keys(rows, search)
        found = self._asked(rows) if keys is None else self._asked_of_few(keys)
        return found, None if search is not None and search.is_few else search

    def search(self) -> SubmissionSearch | None:
        text = self.cleaned_data["q"]
        return search_for(text, store=self._store) if text else None

    def _few_keys(
        self, rows: QuerySet[Delivery], search: SubmissionSearch | None
    ) -> Collection[int] | None:
        """Among which the rows that are asked for are; None if they may be very many."""
        if search is not None and search.is_few:
            return search.keys
        if self.cleaned_data["state"]:
            in_state = rows.filter(state__in=sorted(self._states)).order_by()
            return _few(in_state.values_list("pk", flat=True))
        if self.cleaned_data["kind"] == _CREDITS:
            notes = _few(self._store.credit_notes.values_list("pk", flat=True).order_by())
            return None if notes is None else keys_about(invoices=(), notes=notes)
        return None

    def _asked(self, rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
        """Of rows that are very many. The state is no word for an index here: most rows have the
        same one, and the newest of them are near.
        """
        found = self._apart_from_state(rows)
        if not self.cleaned_data["state"]:
            return found
        said = found.alias(said=Concat("state", Value("")))
        return said.filter(said__in=sorted(self._states))

    def _asked_of_few(self, keys: Collection[int]) -> QuerySet[Delivery]:
        # The store is asked of each of them, and is no way to them: an index of it is longer.
        own = Delivery.objects.alias(of_store=F("store") + 0).filter(of_store=self._store.pk)
        found = self._apart_from_state(own.filter(pk__in=keys))
        return found.filter(state__in=sorted(self._states))

    def _apart_from_state(self, rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
        wanted, found = self.cleaned_data, rows
        if wanted["kind"]:
            found = found.filter(kind=_KINDS[wanted["kind"]][1])
        if wanted["span"]:
            found = found.filter(recorded_at__gte=self._now - _SPANS[wanted["span"]][1])
        if wanted["since"]:
            found = found.filter(recorded_at__gte=wanted["since"])
        if wanted["until"]:
            found = found.filter(recorded_at__lt=wanted["until"])
        return found

    @property
    def _states(self) -> Collection[State]:
        return states_in(self.cleaned_data["state"])

    @property
    def exact(self) -> tuple[datetime | None, datetime | None] | None:
        """The hours that a bar has led to, if it was one."""
        if not self.is_valid():
            return None
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        return (since, until) if since or until else None


def _few(keys: QuerySet[Any, int]) -> list[int] | None:
    """None if they are more than a few."""
    found = list(keys[: _FEW + 1])
    return found if len(found) <= _FEW else None
