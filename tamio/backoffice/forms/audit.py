"""The filter row of the audit trail."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tamio.backoffice import slots
from tamio.backoffice.audit.entries import TAMIO, Asked, AuditSource
from tamio.backoffice.audit.people import PEOPLE
from tamio.backoffice.audit.sources import SOURCES
from tamio.backoffice.audit.subscriptions import SUBSCRIPTIONS
from tamio.backoffice.clock.audit import MOVED_CLOCK
from tamio.backoffice.dunning.audit import LATE_PAYMENTS
from tamio.backoffice.forms.filters import Filters, SearchField
from tamio.backoffice.payments.audit import PAYMENTS
from tamio.backoffice.periods import periods
from tamio.backoffice.searching import number_in
from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store


def _sources() -> Sequence[AuditSource]:
    ours = [*SOURCES, PEOPLE, *PAYMENTS, LATE_PAYMENTS, *SUBSCRIPTIONS, MOVED_CLOCK]
    return [*ours, *slots.audit_sources]


class AuditFilters(Filters):
    """By text, by person, by kind, by invoice and by period."""

    q = SearchField(label=_("Search"))
    by = forms.ChoiceField(label=_("Person"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)
    invoice = SearchField(label=_("Invoice"))

    def __init__(self, data: Any, *, store: Store, today: date) -> None:
        super().__init__(data)
        self._store = store
        self._sources = {each.kind: each for each in _sources()}
        self._periods = {period.value: period for period in periods(today=today)}
        self.fields["by"].choices = _people(store, asked=self.data.get("by", ""))  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("All kinds")),
            *((kind, source.label) for kind, source in self._sources.items()),
        ]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            ("", _("All dates")),
            *((period.value, period.label) for period in self._periods.values()),
        ]

    def clean_invoice(self) -> int | None:
        """The key of the invoice with that number."""
        text: str = self.cleaned_data["invoice"]
        if not text:
            return None
        number = number_in(text)
        found = self._store.invoices.filter(number=number) if number is not None else None
        key = found.values_list("pk", flat=True).first() if found is not None else None
        if key is None:
            raise forms.ValidationError(_("There is no invoice with that number."))
        return int(key)

    def sources(self) -> Sequence[AuditSource]:
        """Those of the kind that is asked for; none while a filter is wrong."""
        if not self.is_valid():
            return []
        kind = self.cleaned_data["kind"]
        return [self._sources[kind]] if kind else list(self._sources.values())

    def asked(self, *, whole: bool = False) -> Asked:
        if not self.is_valid():
            return Asked()
        cleaned = self.cleaned_data
        first, end = self._span(cleaned["period"])
        return Asked(
            text=cleaned["q"],
            by=cleaned["by"],
            invoice_id=cleaned["invoice"],
            first=first,
            end=end,
            whole=whole,
        )

    def _span(self, value: str) -> tuple[datetime | None, datetime | None]:
        period = self._periods.get(value)
        if period is None:
            return None, None
        zone = ZoneInfo(self._store.time_zone)
        days = (period.first, period.last + timedelta(days=1))
        first, end = (datetime.combine(day, time.min, tzinfo=zone) for day in days)
        return first, end


def _people(store: Store, *, asked: str) -> list[tuple[str, Any]]:
    """Those who have a role in the store; and whoever is asked for, who may have left."""
    through_agency = Q(memberships__agency=store.agency_id) if store.agency_id else Q(pk__in=[])
    members = User.objects.filter(Q(memberships__store=store) | through_agency)
    people = {user.email: str(user) for user in members.distinct().order_by("name", "email")}
    if asked and asked != TAMIO and "@" in asked:
        people.setdefault(asked, asked)
    return [("", _("All people")), *people.items(), (TAMIO, "Tamio")]
