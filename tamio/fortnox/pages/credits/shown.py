"""What the panel of an invoice shows of each of its credit notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from tamio.commerce.invoices.models import CreditNote, CreditNoteLine, Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import CreditLink
from tamio.fortnox.pages.actions import Action, action_for
from tamio.fortnox.pages.addresses import fortnox_itself
from tamio.fortnox.pages.changes import change_words
from tamio.fortnox.pages.credits.words import done_by_hand, is_by_hand, sentence
from tamio.fortnox.pages.sentences import is_stuck
from tamio.fortnox.pages.states import chip_of
from tamio.fortnox.pages.time_line import Entry, time_line
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED, NOTHING_SENT, ORDER_FIRST
from tamio.fortnox.sync.wording import field_words
from tamio.look.chips import Chip, Text, Tone
from tamio.outbox.models import Delivery, DeliveryEvent
from tamio.outbox.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCredit:
    """One credit note of the panel. `by_hand`: the lines that a person is to credit in Fortnox;
    `credit_invoice`: the number of the credit invoice there, "" for none, with where to look it up.
    """

    note: CreditNote
    delivery: Delivery
    chip: Chip
    sentence: Text
    problem: Problem | None
    by_hand: Sequence[CreditNoteLine]
    action: Action | None
    credit_invoice: str
    fortnox: str
    changes: Sequence[str]
    entries: Sequence[Entry]

    @property
    def field(self) -> Text:
        """What the problem is about, in words."""
        return str(field_words(self.problem.field)) if self.problem else ""


def deliveries_of(*, invoice: Invoice) -> list[Delivery]:
    """Of its credit notes, by their numbers, with lanes and what happened. Two queries at most."""
    notes = CreditNote.objects.filter(invoice=invoice).exclude(issued_at=None)
    found = Delivery.objects.filter(
        destination=DESTINATION, kind=CREDITED, subject_id__in=notes.values("pk")
    )
    events = DeliveryEvent.objects.order_by("pk")
    loaded = found.select_related("lane").prefetch_related(Prefetch("events", queryset=events))
    return list(loaded.order_by("pk"))


def delivery_of(*, note: CreditNote) -> Delivery | None:
    """With its lane. None for a credit note from before Tamio knew of Fortnox."""
    ours = Delivery.objects.filter(destination=DESTINATION, kind=CREDITED, subject_id=note.pk)
    return ours.select_related("lane").first()


def links_of(deliveries: Sequence[Delivery]) -> list[CreditLink]:
    """What became of them, by when it was noted."""
    notes = [delivery.subject_id for delivery in deliveries]
    if not notes:
        return []
    found = CreditLink.objects.filter(credit_note__in=notes).select_related("credit_note")
    return list(found.order_by("noted_at", "pk"))


def shown(
    *, store: Store, deliveries: Sequence[Delivery], links: Sequence[CreditLink]
) -> list[ShownCredit]:
    """Each of them as the panel shows it; four queries at most, however many there are."""
    if not deliveries:
        return []
    by_note = {link.credit_note_id: link for link in links}
    notes = CreditNote.objects.prefetch_related("lines__line").select_related("invoice")
    found = notes.in_bulk([delivery.subject_id for delivery in deliveries])
    return [
        _shown(store, found[each.subject_id], each, by_note.get(each.subject_id))
        for each in deliveries
    ]


def _shown(
    store: Store, note: CreditNote, delivery: Delivery, link: CreditLink | None
) -> ShownCredit:
    return ShownCredit(
        note=note,
        delivery=delivery,
        chip=_chip(delivery),
        sentence=sentence(note=note, delivery=delivery, link=link),
        problem=None if is_stuck(delivery) else delivery.explanation,
        by_hand=list(note.lines.all()) if is_by_hand(delivery) else [],
        action=_action(store, delivery),
        credit_invoice=link.credit_number if link else "",
        fortnox=fortnox_itself(),
        changes=[change_words(change) for change in link.changes] if link else [],
        entries=time_line(delivery=delivery, link=None, events=list(delivery.events.all())),
    )


def _chip(delivery: Delivery) -> Chip:
    if done_by_hand(delivery):
        return Chip(state=_("Done by hand"), tone=Tone.GOOD)
    return chip_of(delivery, order_number="")


def _action(store: Store, delivery: Delivery) -> Action | None:
    """What waits for its invoice, or has nothing to follow, is no better for being sent."""
    if delivery.reason in {ORDER_FIRST, NOTHING_SENT} or done_by_hand(delivery):
        return None
    return action_for(store=store, delivery=delivery)
