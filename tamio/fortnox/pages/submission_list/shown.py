"""One line of the list: what it is about, where it is, and what it became."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from tamio.backoffice.access import StoreRequest
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import CreditLink, OrderLink
from tamio.fortnox.pages.addresses import panel_of
from tamio.fortnox.pages.credits.words import done_by_hand
from tamio.fortnox.pages.states import chip_of
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.look.chips import Chip, Tone
from tamio.outbox.models import Delivery
from tamio.outbox.problem import Problem
from tamio.outbox.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSubmission:
    """`note` is the number of the credit note, whose `total` is below zero; None of an invoice's.
    `there`: the number of the order in Fortnox, or of the credit invoice; "" while it is not known.
    """

    delivery: Delivery
    invoice: Invoice
    note: int | None
    total: Decimal
    there: str
    chip: Chip

    @property
    def name(self) -> str:
        if self.note is None:
            return _("Invoice %(number)s") % {"number": self.invoice.number}
        return _("Credit note %(number)s") % {"number": self.note}

    @property
    def href(self) -> str:
        return self.chip.href

    @property
    def problem(self) -> Problem | None:
        return self.delivery.explanation


def shown(store: Store, deliveries: Sequence[Delivery]) -> list[ShownSubmission]:
    """Five queries at most, however many there are. Reads `delivery.lane`: select it along."""
    credited = [each for each in deliveries if each.kind == CREDITED]
    skipped = [each for each in credited if each.state == State.SKIPPED]
    prefetch_related_objects(skipped, "events")
    sold = [each.subject_id for each in deliveries if each.kind != CREDITED]
    invoices = Invoice.objects.filter(store=store).in_bulk(sold)
    orders = dict(OrderLink.objects.filter(invoice__in=sold).values_list("invoice", "order_number"))
    notes = _notes(store, credited)
    became = _became(notes)
    rows = (
        _of_note(store, each, notes.get(each.subject_id), became)
        if each.kind == CREDITED
        else _of_invoice(store, each, invoices.get(each.subject_id), orders)
        for each in deliveries
    )
    return [row for row in rows if row is not None]


def names(request: StoreRequest, deliveries: Sequence[Delivery]) -> dict[int, str]:
    """What each is about, by its key."""
    return {row.delivery.pk: row.name for row in shown(request.store, deliveries)}


def _notes(store: Store, credited: Sequence[Delivery]) -> dict[int, CreditNote]:
    if not credited:
        return {}
    found = CreditNote.objects.filter(store=store).select_related("invoice")
    return found.in_bulk([each.subject_id for each in credited])


def _became(notes: Mapping[int, CreditNote]) -> dict[int, str]:
    if not notes:
        return {}
    links = CreditLink.objects.filter(credit_note__in=list(notes))
    return dict(links.values_list("credit_note", "credit_number"))


def _of_invoice(
    store: Store, delivery: Delivery, invoice: Invoice | None, orders: Mapping[int, str]
) -> ShownSubmission | None:
    if invoice is None or invoice.number is None:
        return None
    there = orders.get(invoice.pk, "")
    href = panel_of(store=store, number=invoice.number)
    return ShownSubmission(
        delivery=delivery,
        invoice=invoice,
        note=None,
        total=invoice.total,
        there=there,
        chip=chip_of(delivery, order_number=there, href=href),
    )


def _of_note(
    store: Store, delivery: Delivery, note: CreditNote | None, became: Mapping[int, str]
) -> ShownSubmission | None:
    if note is None or note.invoice.number is None:
        return None
    href = panel_of(store=store, number=note.invoice.number)
    by_hand = Chip(state=_("Done by hand"), tone=Tone.GOOD, href=href)
    return ShownSubmission(
        delivery=delivery,
        invoice=note.invoice,
        note=note.number,
        total=note.total,
        there=became.get(note.pk, ""),
        chip=by_hand if done_by_hand(delivery) else chip_of(delivery, order_number="", href=href),
    )
