"""Which subscriptions are shown."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.forms.filters import Filters, SearchField
from tamio.backoffice.searching import number_in
from tamio.commerce.customers.models import Customer
from tamio.commerce.customers.words import WORDS
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import (
    LIVING,
    Plan,
    Status,
    Subscription,
    SubscriptionLine,
)

LIVE, STUCK, RUNS_OUT = "living", "stuck", "runs_out"
_NARROWED = {
    LIVE: Q(status__in=LIVING),
    STUCK: ~Q(problem="") & Q(status__in=LIVING),
    RUNS_OUT: Q(cancel_on__isnull=False, status__in=LIVING),
}


class SubscriptionFilters(Filters):
    """By number, customer, state and plan."""

    q = SearchField(label=_("Search"))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            (LIVE, _("Not ended")),
            (STUCK, _("Could not be billed")),
            (RUNS_OUT, _("Cancelled, runs out")),
            *Status.choices,
        ],
    )
    plan = forms.ChoiceField(label=_("Plan"), required=False)

    def __init__(self, data: Any, *, store: Store) -> None:
        super().__init__(data)
        self._store = store
        plans = Plan.objects.filter(store=store).select_related("variant__product")
        named = [(str(each.pk), f"{each.variant.title} – {each.name}") for each in plans]
        self.fields["plan"].choices = [  # type: ignore[attr-defined]
            ("", _("All plans")),
            *sorted(named, key=lambda choice: choice[1].casefold()),
        ]

    def narrowed(self, rows: QuerySet[Subscription]) -> QuerySet[Subscription]:
        found, asked = rows, self.cleaned_data
        if asked["q"]:
            found = _with(found, asked["q"], store=self._store)
        if asked["state"]:
            found = found.filter(_NARROWED.get(asked["state"]) or Q(status=asked["state"]))
        return found.filter(_of_plan(int(asked["plan"]))) if asked["plan"] else found


def _with(rows: QuerySet[Subscription], text: str, *, store: Store) -> QuerySet[Subscription]:
    """By the customer's words, or by its own number."""
    words = WORDS.asked(text=text, store_id=store.pk)
    every = Customer.objects.all()
    people = every.none() if words is None else every.filter(pk__in=words.subquery())
    theirs = Q(customer__in=people.values("pk"))
    number = number_in(text)
    return rows.filter(theirs if number is None else theirs | Q(number=number))


def _of_plan(plan: int) -> Q:
    """Who has it now, and who had it to the end."""
    lines = SubscriptionLine.objects.filter(version__plan=plan)
    last = lines.filter(Q(ends=None) | Q(subscription__ended_at__isnull=False))
    return Q(pk__in=last.values("subscription"))
