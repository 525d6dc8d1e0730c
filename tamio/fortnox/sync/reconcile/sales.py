"""Our side of a reconciliation: each sale of a period with what is known of its order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import CreditLink, OrderLink, Way
from tamio.fortnox.sync.credits.order import Sums
from tamio.fortnox.sync.credits.waiting import CREDITED, INVOICED
from tamio.fortnox.sync.kept_rows import KeptRow, rows_of
from tamio.outbox.models import Delivery
from tamio.outbox.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A credit note. `held`: the order carries it, and came to `total_after` with it.

    `by_hand`: it is not on the order; if there is one, a credit invoice answers it, made by Tamio,
    or somebody has dealt with it in another way.
    """

    pk: int
    total: Decimal
    vat: Decimal
    by_hand: bool
    held_at: datetime | None
    written_at: datetime | None
    total_after: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """An invoice, its credit notes, and the order it became ("" if none that Tamio knows of)."""

    pk: int
    number: int
    reference: str
    day: date
    currency: str
    includes_vat: bool
    sold: Sums
    notes: Sequence[Note] = ()
    state: str = ""
    order_number: str = ""
    listed_total: Decimal | None = None
    found: Sums | None = None
    rows: Sequence[KeptRow] | None = None
    written_at: datetime | None = None
    to_check: bool = False
    counted_notes: Sequence[Note] = field(init=False)

    def __post_init__(self) -> None:
        counted = [note for note in self.notes if not (note.by_hand and self.order_number)]
        object.__setattr__(self, "counted_notes", counted)

    @property
    def target(self) -> Sums:
        """What its order is to come to once every credit note has reached it."""
        return Sums(
            total=sum((note.total for note in self.counted_notes), self.sold.total),
            vat=sum((note.vat for note in self.counted_notes), self.sold.vat),
        )

    @property
    def nothing_is_left(self) -> bool:
        """Whether all of it is credited: then its order is rightly cancelled."""
        return bool(self.counted_notes) and self.target == Sums(Decimal(0), Decimal(0))

    @property
    def is_left_out(self) -> bool:
        """Whether it came to 0 and was skipped: no books miss it."""
        return self.state == State.SKIPPED and self.sold == Sums(Decimal(0), Decimal(0))

    @property
    def known_total(self) -> Decimal | None:
        """What the list says of the order while nobody has touched it since Tamio wrote it."""
        held = [(note.held_at, note.total_after) for note in self.notes if note.held_at]
        return max(held, key=itemgetter(0))[1] if held else self.listed_total

    @property
    def is_proven(self) -> bool:
        """Whether Fortnox answered with the right sums, and every credit note is there."""
        if any(note.held_at is None for note in self.counted_notes):
            return False
        return bool(self.counted_notes) or self.found == self.sold

    @property
    def last_written_at(self) -> datetime | None:
        """When Tamio last wrote the order, or last read it as it should be."""
        moments = [self.written_at, *(note.written_at for note in self.notes)]
        return max((moment for moment in moments if moment is not None), default=None)


def sales(invoices: QuerySet[Invoice], *, tenant_id: str) -> list[Sale]:
    """Of issued `invoices`, by number. Five queries, however many there are."""
    links = {
        link.invoice_id: link
        for link in OrderLink.objects.filter(invoice__in=invoices, tenant_id=tenant_id)
    }
    states = _states(INVOICED, invoices.order_by().values_list("pk", flat=True))
    notes = _notes(invoices, tenant_id=tenant_id)
    rows = invoices.select_related("store").order_by("number")
    return [_sale(each, links.get(each.pk), states, notes) for each in rows]


def _states(kind: str, subjects: QuerySet[Any, int]) -> dict[int, str]:
    ours = Delivery.objects.filter(destination="fortnox", kind=kind, subject_id__in=subjects)
    return dict(ours.values_list("subject_id", "state"))


def _notes(invoices: QuerySet[Invoice], *, tenant_id: str) -> Mapping[int, list[Note]]:
    ours = CreditNote.objects.filter(invoice__in=invoices.order_by().values("pk"))
    ours = ours.exclude(issued_at=None)
    links = {
        link.credit_note_id: link
        for link in CreditLink.objects.filter(credit_note__in=ours, tenant_id=tenant_id)
    }
    states = _states(CREDITED, ours.values_list("pk", flat=True))
    found: dict[int, list[Note]] = defaultdict(list)
    for note in ours.order_by("number"):
        link, state = links.get(note.pk), states.get(note.pk)
        found[note.invoice_id].append(_note(note, link, is_skipped=state == State.SKIPPED))
    return found


def _note(note: CreditNote, link: CreditLink | None, *, is_skipped: bool) -> Note:
    if link is not None and link.way == Way.INVOICE:
        # It writes no order: nothing of the link is about that.
        return _aside(note, by_hand=is_skipped or link.done_at is not None)
    if link is None:
        return _aside(note, by_hand=is_skipped)
    return Note(
        pk=note.pk,
        total=note.total,
        vat=note.vat,
        by_hand=is_skipped,
        held_at=link.done_at,
        written_at=link.done_at or link.noted_at,
        total_after=link.total,
    )


def _aside(note: CreditNote, *, by_hand: bool) -> Note:
    return Note(
        pk=note.pk,
        total=note.total,
        vat=note.vat,
        by_hand=by_hand,
        held_at=None,
        written_at=None,
        total_after=None,
    )


def _sale(
    invoice: Invoice,
    link: OrderLink | None,
    states: Mapping[int, str],
    notes: Mapping[int, Sequence[Note]],
) -> Sale:
    assert invoice.number is not None
    assert invoice.invoice_date is not None
    return Sale(
        pk=invoice.pk,
        number=invoice.number,
        reference=invoice.reference,
        day=invoice.invoice_date,
        currency=invoice.currency,
        includes_vat=invoice.prices_include_vat,
        sold=Sums(invoice.total, invoice.vat),
        notes=notes.get(invoice.pk, ()),
        state=states.get(invoice.pk, ""),
        **(_order(link) if link and link.order_number else {}),
    )


def _order(link: OrderLink) -> dict[str, Any]:
    total, vat, round_off = link.total, link.vat, link.round_off or Decimal(0)
    assert total is not None
    assert vat is not None
    return {
        "order_number": link.order_number,
        "listed_total": total,
        "found": Sums(total - round_off, vat),
        "rows": rows_of(link.rows),
        "to_check": link.to_check,
        "written_at": max(filter(None, (link.noted_at, link.checked_at))),
    }


def issued(store: Store) -> QuerySet[Invoice]:
    """What the store has sold."""
    return Invoice.objects.filter(store=store).exclude(issued_at=None)
