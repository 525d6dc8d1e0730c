"""Which invoices a backfill is about, and what becomes of each: told by the database in one place,
for the dry run, for the recording and for the progress.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Backfill, Settings
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED, INVOICED, NOTHING_SENT, ORDER_FIRST
from tamio.fortnox.sync.rules import BACKFILL_STOPPED, BEFORE_START, MANUAL, ZERO_TOTAL
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE, State

#: So many invoices may be chosen by their numbers.
MOST_NUMBERS = 500
#: Our own reasons to hold an invoice or a credit note that a backfill overrules.
_TAKEN_WHEN_HELD = (MANUAL, BEFORE_START, BACKFILL_STOPPED)
_NOTE_TAKEN_WHEN_HELD = (MANUAL, ORDER_FIRST)
#: Where its way so far decides nothing.
_OPEN = ""


class Fate(StrEnum):
    """What a backfill does with an invoice: it sends it, or leaves it out and why."""

    TAKE = "take"
    THERE = "there"
    ON_ITS_WAY = "on-its-way"
    STOPPED = "stopped"
    SKIPPED = "skipped"
    OLD = "old"
    ZERO = "zero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A period, both ends included and either open, or chosen numbers."""

    first: date | None = None
    last: date | None = None
    numbers: Sequence[int] = ()


def scope_of(backfill: Backfill) -> Scope:
    return Scope(first=backfill.first, last=backfill.last, numbers=backfill.numbers)


def within(scope: Scope, *, store: Store) -> QuerySet[Invoice]:
    """In the order of their numbers, in which they are sent."""
    found: QuerySet[Invoice] = store.invoices.exclude(issued_at=None).order_by("number")
    if scope.first:
        found = found.filter(invoice_date__gte=scope.first)
    if scope.last:
        found = found.filter(invoice_date__lte=scope.last)
    return found.filter(number__in=scope.numbers) if scope.numbers else found


def ahead_of(backfill: Backfill) -> QuerySet[Invoice]:
    """What it has not looked at yet."""
    found = within(scope_of(backfill), store=backfill.store)
    return found.filter(number__gt=backfill.reached, number__lte=backfill.until)


def documents_of(backfill: Backfill) -> QuerySet[Delivery]:
    """The deliveries of its invoices and credit notes."""
    return Delivery.objects.filter(backfilled__backfill=backfill)


def sorted_out(invoices: QuerySet[Invoice], *, settings: Settings) -> QuerySet[Any, Any]:
    """Each with its `fate`. Nothing from before the store's start date is ever taken."""
    ours = Delivery.objects.filter(
        destination=DESTINATION, kind=INVOICED, subject_id=OuterRef("pk")
    )
    way = ours.annotate(fate=_fate_by_way(settings)).values("fate")[:1]
    return invoices.annotate(way=Coalesce(Subquery(way), Value(_OPEN))).annotate(
        fate=Case(
            When(~Q(way=_OPEN), then=F("way")),
            When(invoice_date__lt=settings.start_date, then=Value(Fate.OLD.value)),
            When(_is_zero(settings), then=Value(Fate.ZERO.value)),
            default=Value(Fate.TAKE.value),
            output_field=CharField(),
        )
    )


def counts(invoices: QuerySet[Invoice], *, settings: Settings) -> dict[Fate, int]:
    """How many there are of each, also 0; one query."""
    found = sorted_out(invoices, settings=settings).order_by()
    counted = dict(found.values_list("fate").annotate(Count("pk")))
    return {fate: counted.get(fate.value, 0) for fate in Fate}


def taken(invoices: QuerySet[Invoice], *, settings: Settings) -> QuerySet[Invoice]:
    """Those that are sent."""
    return sorted_out(invoices, settings=settings).filter(fate=Fate.TAKE.value)


def notes_along(invoices: QuerySet[Invoice], *, settings: Settings) -> QuerySet[CreditNote, Any]:
    """The credit notes that follow those of `invoices` that are sent, or are there already."""
    found = sorted_out(invoices, settings=settings).order_by()
    meant = found.filter(fate__in=[Fate.TAKE.value, Fate.THERE.value])
    return notes_to_send(CreditNote.objects.filter(invoice__in=meant.values("pk")))


def notes_to_send(notes: QuerySet[CreditNote]) -> QuerySet[CreditNote, Any]:
    """Those that have not been on their way, or wait for nothing but their invoice or a click."""
    ours = Delivery.objects.filter(
        destination=DESTINATION, kind=CREDITED, subject_id=OuterRef("pk")
    )
    known = notes.exclude(issued_at=None).annotate(
        way_state=Subquery(ours.values("state")[:1]),
        way_reason=Subquery(ours.values("reason")[:1]),
    )
    return known.filter(
        Q(way_state=None)
        | Q(way_state=State.HELD, way_reason__in=_NOTE_TAKEN_WHEN_HELD)
        | Q(way_state=State.SKIPPED, way_reason=NOTHING_SENT)
    ).order_by("number")


def outside_years(
    invoices: QuerySet[Invoice], *, years: Sequence[Sequence[str]]
) -> QuerySet[Invoice]:
    """Those from days that none of `years` ([first day, last day]) covers."""
    covered = Q(pk__in=[])
    for first, last in years:
        covered |= Q(invoice_date__range=(first, last))
    return invoices.exclude(covered)


def span_of(invoices: QuerySet[Invoice]) -> tuple[int, int] | None:
    """The first and the last number; None if there are none."""
    numbers = invoices.order_by("number").values_list("number", flat=True)
    first = numbers.first()
    last = numbers.order_by("-number").first()
    return None if first is None or last is None else (first, last)


def _fate_by_way(settings: Settings) -> Case:
    """Of a delivery: what it decides, or _OPEN. What is skipped or held was so by somebody, unless
    by a rule that a backfill overrules, or that is no longer in force.
    """
    overruled = Q(state=State.HELD, reason__in=_TAKEN_WHEN_HELD)
    if settings.send_zero_totals:
        overruled |= Q(state=State.SKIPPED, reason=ZERO_TOTAL)
    return Case(
        When(state__in=[State.SUBMITTED, State.DIFFERS], then=Value(Fate.THERE.value)),
        When(state__in=sorted(DUE), then=Value(Fate.ON_ITS_WAY.value)),
        When(overruled, then=Value(_OPEN)),
        When(state__in=[State.HELD, State.SKIPPED], then=Value(Fate.SKIPPED.value)),
        default=Value(Fate.STOPPED.value),
        output_field=CharField(),
    )


def _is_zero(settings: Settings) -> Q:
    """As rules.is_left_out has it."""
    return Q(pk__in=[]) if settings.send_zero_totals else Q(total=0, vat=0)
