"""Fills the slot Needs: the submissions that do not go on, or do not agree, without a person."""

from collections.abc import Callable, Sequence

from django.db.models import Count
from django.utils.translation import ngettext

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.slots import Need
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.addresses import invoices_in
from tamio.fortnox.pages.states import filter_of
from tamio.fortnox.pages.words import STATES
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox.models import Delivery
from tamio.outbox.states import State

#: Said of so many, the most urgent first. What is on hold is somebody's own decision.
_SAID: dict[State, Callable[[int], str]] = {
    State.REJECTED: lambda count: ngettext(
        "submission rejected by Fortnox", "submissions rejected by Fortnox", count
    ),
    State.SETTINGS: lambda count: ngettext(
        "submission needs a setting", "submissions need a setting", count
    ),
    State.RECONNECT: lambda count: ngettext(
        "submission waits for you to reconnect", "submissions wait for you to reconnect", count
    ),
    State.DIFFERS: lambda count: ngettext(
        "order in Fortnox differs", "orders in Fortnox differ", count
    ),
    State.BUG: lambda count: ngettext(
        "submission stopped by an error in Tamio",
        "submissions stopped by an error in Tamio",
        count,
    ),
}
NEED_SOMEONE = tuple(_SAID)


def needs(request: StoreRequest, store: Store) -> Sequence[Need]:
    """One query over what is unsettled: the same few rows however much was sold."""
    ours = Delivery.objects.filter(store=store, destination=DESTINATION, state__in=NEED_SOMEONE)
    counts = dict(ours.order_by().values_list("state").annotate(Count("pk")))
    return [
        Need(
            count=counts[state],
            text=text(counts[state]),
            href=invoices_in(store=store, state=filter_of(state)),
            tone=STATES[state][1],
        )
        for state, text in _SAID.items()
        if counts.get(state)
    ]
