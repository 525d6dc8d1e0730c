"""Fills the slot InvoicePanel: one invoice's way into Fortnox, and the one button for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tamio.backoffice.access import StoreRequest
from tamio.clock import now
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Right
from tamio.fortnox.models import ExchangeRecord, OrderLink
from tamio.fortnox.pages.actions import Action, action_for
from tamio.fortnox.pages.changes import change_words
from tamio.fortnox.pages.comparison import Sum, sums
from tamio.fortnox.pages.credits.shown import ShownCredit, deliveries_of, links_of, shown
from tamio.fortnox.pages.exchange_words import ShownExchange
from tamio.fortnox.pages.sentences import NOT_RECORDED, is_stuck, sentence
from tamio.fortnox.pages.states import chip_of
from tamio.fortnox.pages.submissions import delivery_of, version
from tamio.fortnox.pages.time_line import Entry, time_line
from tamio.fortnox.sync.wording import field_words
from tamio.look.chips import Chip, Text
from tamio.outbox.models import Delivery
from tamio.outbox.problem import Problem
from tamio.outbox.states import DUE

#: Exchanges in the panel itself; the page of exchanges has them all.
LATEST = 12
#: What is due within this time is looked at every second, the rest now and then.
_SOON = timedelta(seconds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What is shown of an invoice that has been recorded."""

    delivery: Delivery
    link: OrderLink | None
    chip: Chip
    sentence: Text
    problem: Problem | None
    sums: Sequence[Sum]
    changes: Sequence[str]
    entries: Sequence[Entry]
    exchanges: Sequence[ShownExchange]
    requests: int
    credits: Sequence[ShownCredit]
    version: str
    #: Seconds until the page looks again; 0 when nothing more happens by itself.
    looks_again_after: int

    @property
    def field(self) -> Text:
        """What the problem is about, in words."""
        return str(field_words(self.problem.field)) if self.problem else ""


def render(request: StoreRequest, invoice: Invoice) -> SafeString:
    """The panel as it is now."""
    delivery = delivery_of(invoice=invoice)
    may_submit = Right.SUBMIT_INVOICES in request.rights
    context = {
        "store": request.store,
        "invoice": invoice,
        "not_recorded": NOT_RECORDED,
        "panel": panel_of(invoice=invoice, delivery=delivery) if delivery else None,
        "action": _action(request, delivery) if may_submit else None,
        "may_submit": may_submit,
        "may_connect": Right.CONNECT_INTEGRATIONS in request.rights,
        "may_skip": may_submit and delivery is not None and delivery.can_skip,
    }
    return render_to_string("fortnox/panel.html", context, request=request)


def panel_of(*, invoice: Invoice, delivery: Delivery) -> Panel:
    """Reads the order, the events, the latest exchanges, and each credit note's way; twelve queries
    at most.
    """
    link = OrderLink.objects.filter(invoice=invoice).first()
    order_number = link.order_number if link else ""
    of_credits = deliveries_of(invoice=invoice)
    credited = links_of(of_credits)
    records = ExchangeRecord.objects.filter(delivery__in=[delivery, *of_credits])
    latest = [ShownExchange(record) for record in records.order_by("-pk")[:LATEST]]
    return Panel(
        delivery=delivery,
        link=link,
        chip=chip_of(delivery, order_number=order_number),
        sentence=sentence(delivery=delivery, order_number=order_number),
        problem=None if is_stuck(delivery) else delivery.explanation,
        sums=sums(invoice=invoice, link=link, credited=credited) if link and order_number else [],
        changes=[change_words(change) for change in link.changes] if link else [],
        entries=time_line(delivery=delivery, link=link),
        exchanges=latest[::-1],
        requests=records.count(),
        credits=shown(store=invoice.store, deliveries=of_credits, links=credited),
        version=version(delivery=delivery, of_credits=of_credits),
        looks_again_after=looks_again_after(delivery, of_credits),
    )


def looks_again_after(delivery: Delivery, of_credits: Sequence[Delivery] = ()) -> int:
    """0 for what has settled, or waits for a person."""
    return min(filter(None, map(_looks_again_after, [delivery, *of_credits])), default=0)


def _looks_again_after(delivery: Delivery) -> int:
    if delivery.state not in DUE or not delivery.lane.is_open:
        return 0
    due_at = delivery.due_at or now()
    return 1 if abs(due_at - now()) < _SOON else 10


def _action(request: StoreRequest, delivery: Delivery | None) -> Action | None:
    action = action_for(store=request.store, delivery=delivery)
    if action and action.href and Right.CONNECT_INTEGRATIONS not in request.rights:
        return None
    return action
