"""Fills the slot InvoiceStates: one chip an invoice, and the filters of the invoice list."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.backoffice.access import StoreRequest
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.models import OrderLink
from tamio.fortnox.pages.addresses import panel_of
from tamio.fortnox.pages.words import STATES, state_words
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.look.chips import Chip, Text, Tone
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE, SETTLED, State

KIND = "invoice.issued"
#: The filter that answers "what has not arrived": all but what is there or never will be.
MISSING = "fortnox-missing"
#: States that people tell apart; all that is on its way is one to them.
_FILTERED = [state for state in STATES if state not in DUE or state == State.WAITING]


def chips_for(request: StoreRequest, invoices: Sequence[Invoice]) -> dict[int, Chip]:
    """Three queries at most, however many invoices there are. Where the invoice itself has arrived,
    a credit note of it that has not says so in its place.
    """
    numbers = {invoice.pk: invoice.number or 0 for invoice in invoices}
    orders = OrderLink.objects.filter(invoice_id=OuterRef("subject_id"))
    deliveries = (
        Delivery.objects.filter(destination=DESTINATION, kind=KIND, subject_id__in=numbers)
        .select_related("lane")
        .annotate(order_number=Subquery(orders.values("order_number")[:1]))
    )
    of_credits = _open_credits(numbers)
    return {
        delivery.subject_id: _chip_in_list(
            delivery,
            of_credits.get(delivery.subject_id),
            href=panel_of(store=request.store, number=numbers[delivery.subject_id]),
        )
        for delivery in deliveries
    }


def _open_credits(invoices: Collection[int]) -> dict[int, Any]:
    """The credit note's delivery, by invoice, that has neither arrived nor been skipped."""
    # First whether there are any: most pages have none, and the rest is a long question.
    notes = list(CreditNote.objects.filter(invoice_id__in=invoices).values_list("pk", flat=True))
    if not notes:
        return {}
    own = CreditNote.objects.filter(pk=OuterRef("subject_id"))
    found = (
        Delivery.objects.filter(destination=DESTINATION, kind=CREDITED, subject_id__in=notes)
        .exclude(state__in=[State.SUBMITTED, State.SKIPPED])
        .select_related("lane")
        .annotate(
            invoice_id=Subquery(own.values("invoice_id")[:1]),
            note_number=Subquery(own.values("number")[:1]),
        )
    )
    return {delivery.invoice_id: delivery for delivery in found.order_by("-pk")}


def _chip_in_list(delivery: Any, credit: Any | None, *, href: str) -> Chip:
    """Reads what chips_for has annotated."""
    if credit is None or delivery.state not in {State.SUBMITTED, State.SKIPPED}:
        return chip_of(delivery, order_number=delivery.order_number or "", href=href)
    about = _("credit note %(number)s") % {"number": credit.note_number}
    return replace(chip_of(credit, order_number="", href=href), text=about)


def filters() -> Sequence[tuple[str, Text]]:
    """What has arrived, what has not, and then each state by itself."""
    arrived, *others = [(filter_of(state), STATES[state][0]) for state in _FILTERED]
    return [arrived, (MISSING, gettext_lazy("Not in Fortnox")), *others]


def apply(queryset: QuerySet[Invoice], value: str) -> QuerySet[Invoice]:
    ours = Delivery.objects.filter(destination=DESTINATION, kind=KIND, subject_id=OuterRef("pk"))
    if value == MISSING:
        return queryset.exclude(Exists(ours.filter(state__in=sorted(SETTLED))))
    states = [state for state in State if filter_of(state) == value]
    found = Q(Exists(ours.filter(state__in=states)))
    if not {State.SUBMITTED, State.SKIPPED} & set(states):
        found |= Q(Exists(_credits_of_one().filter(state__in=states)))
    return queryset.filter(found)


def _credits_of_one() -> QuerySet[Delivery]:
    """Of the credit notes of the invoice that the query around it is about."""
    notes = CreditNote.objects.filter(invoice_id=OuterRef(OuterRef("pk")))
    return Delivery.objects.filter(
        destination=DESTINATION, kind=CREDITED, subject_id__in=notes.values("pk")
    )


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
