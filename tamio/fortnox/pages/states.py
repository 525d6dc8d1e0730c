"""Fills the slot InvoiceStates: one chip an invoice, and the filters of the invoice list."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.backoffice.access import StoreRequest
from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import OrderLink
from tamio.fortnox.pages.addresses import panel_of
from tamio.fortnox.pages.words import STATES, state_words
from tamio.fortnox.sync.connect import DESTINATION
from tamio.look.chips import Chip, Text, Tone
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE, SETTLED, State

KIND = "invoice.issued"
#: The filter that answers "what has not arrived": all but what is there or never will be.
MISSING = "fortnox-missing"
#: States that people tell apart; all that is on its way is one to them.
_FILTERED = [state for state in STATES if state not in DUE or state == State.WAITING]


def chips_for(request: StoreRequest, invoices: Sequence[Invoice]) -> dict[int, Chip]:
    """One query, however many invoices there are."""
    numbers = {invoice.pk: invoice.number or 0 for invoice in invoices}
    orders = OrderLink.objects.filter(invoice_id=OuterRef("subject_id"))
    deliveries = (
        Delivery.objects.filter(destination=DESTINATION, kind=KIND, subject_id__in=numbers)
        .select_related("lane")
        .annotate(order_number=Subquery(orders.values("order_number")[:1]))
    )
    return {
        delivery.subject_id: chip_of(
            delivery,
            order_number=delivery.order_number or "",
            href=panel_of(store=request.store, number=numbers[delivery.subject_id]),
        )
        for delivery in deliveries
    }


def filters() -> Sequence[tuple[str, Text]]:
    """What has arrived, what has not, and then each state by itself."""
    arrived, *others = [(filter_of(state), STATES[state][0]) for state in _FILTERED]
    return [arrived, (MISSING, gettext_lazy("Not in Fortnox")), *others]


def apply(queryset: QuerySet[Invoice], value: str) -> QuerySet[Invoice]:
    ours = Delivery.objects.filter(destination=DESTINATION, kind=KIND, subject_id=OuterRef("pk"))
    if value == MISSING:
        return queryset.exclude(Exists(ours.filter(state__in=sorted(SETTLED))))
    states = [state for state in State if filter_of(state) == value]
    return queryset.filter(Exists(ours.filter(state__in=states)))


def filter_of(state: State) -> str:
    """The value of the filter that shows the invoices in `state`."""
    return f"fortnox-{State.WAITING if state in DUE else state}"


def chip_of(delivery: Delivery, *, order_number: str, href: str = "") -> Chip:
    """The state of one submission. Reads `delivery.lane`: select it along."""
    state = State(delivery.state)
    word, tone = state_words(state, delivery.explanation)
    if state in {State.SUBMITTED, State.DIFFERS} and order_number:
        text = _("order %(number)s") % {"number": order_number}
        return Chip(state=word, tone=tone, href=href, text=text)
    if state in DUE and delivery.lane.closed_reason == "reconnect":
        return Chip(state=word, tone=Tone.NEEDS_YOU, href=href, text=_("reconnect"))
    if state in DUE and not delivery.lane.is_open:
        return Chip(state=word, tone=tone, href=href, text=_("not connected"))
    return Chip(state=word, tone=tone, href=href)
