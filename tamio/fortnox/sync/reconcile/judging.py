"""Whether a sale and its order agree: by the list where that is enough, else by the order itself.

Nothing here writes, and nothing of Fortnox's is ever overwritten: what differs is told.
"""

from collections.abc import Sequence
from enum import Enum, auto

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.client.models.order import OrderSummary, StoredOrder
from tamio.fortnox.models import FindingKind
from tamio.fortnox.sync.credits.order import Standing, standing
from tamio.fortnox.sync.kept_rows import KeptRow, kept_rows
from tamio.fortnox.sync.reconcile.findings import Found, changed_rows, of_sale
from tamio.fortnox.sync.reconcile.sales import Sale

_ACCOUNT = KeptRow._fields.index("account")


class Verdict(Enum):
    """What the list says of a sale, where it is no finding at once."""

    EQUAL = auto()
    LOOK = auto()  # the order itself must be read
    UNSURE = (
        auto()
    )  # equal in amount, but somebody has saved it since: read it if that is affordable


def by_list(sale: Sale, listed: OrderSummary | None, *, touched: bool) -> Found | Verdict:
    """`listed`: its order as the list has it. `touched`: saved since Tamio last wrote it."""
    if listed is None:
        return Verdict.LOOK if sale.order_number else _absent(sale)
    if listed.cancelled:
        return Verdict.EQUAL if sale.nothing_is_left else of_sale(FindingKind.CANCELLED, sale)
    if not sale.order_number:
        # Written, but Tamio has not heard so yet: its next try finds it by its reference.
        return Verdict.EQUAL if listed.total == sale.target.total else _by_amount(sale, listed)
    is_as_known = listed.total == sale.known_total and listed.currency in {None, sale.currency}
    if not is_as_known or not sale.is_proven or sale.nothing_is_left:
        return Verdict.LOOK
    return Verdict.UNSURE if touched else Verdict.EQUAL


def unread(sale: Sale, listed: OrderSummary | None) -> Found:
    """Where too much differs to read every order: what the list alone says."""
    if listed is None:
        return of_sale(FindingKind.DELETED, sale, unread=True)
    return _by_amount(sale, listed, unread=True)


def by_order(
    sale: Sale, order: StoredOrder, *, invoice: Invoice, notes: Sequence[CreditNote]
) -> Found | None:
    """`notes`: all that are issued for the invoice, by number. None: they agree."""
    theirs = order.total - order.round_off
    if order.cancelled:
        return None if sale.nothing_is_left else of_sale(FindingKind.CANCELLED, sale)
    stands = standing(order=order, invoice=invoice, notes=notes)
    if order.currency not in {None, sale.currency}:
        return of_sale(FindingKind.DIFFERS, sale, theirs=theirs, currency=order.currency)
    rows = _changed(sale, order, stands)
    if stands.found != stands.expected:
        kind = FindingKind.CHANGED if rows else FindingKind.DIFFERS
        return of_sale(kind, sale, theirs=theirs, rows=rows)
    if rows:
        return of_sale(_kind_of(rows), sale, theirs=theirs, rows=rows)
    if order.order_date is not None and order.order_date != sale.day:
        moved = [sale.day.isoformat(), order.order_date.isoformat()]
        return of_sale(FindingKind.CHANGED, sale, theirs=theirs, moved=moved)
    return _missing_credit(sale, order, stands)


def _absent(sale: Sale) -> Found | Verdict:
    """Nothing of it is in Fortnox: rightly, if all of it is credited or there was nothing to pay
    and it is left out.
    """
    is_right = sale.nothing_is_left or sale.is_left_out
    return Verdict.EQUAL if is_right else of_sale(FindingKind.MISSING, sale)


def _by_amount(sale: Sale, listed: OrderSummary, **detail: bool) -> Found:
    return of_sale(FindingKind.DIFFERS, sale, theirs=listed.total, **detail)


def _missing_credit(sale: Sale, order: StoredOrder, stands: Standing) -> Found | None:
    counted = {note.pk for note in sale.counted_notes}
    missing = [note.number for note in stands.missing if note.pk in counted]
    if not missing:
        return None
    theirs = order.total - order.round_off
    if order.invoiced:
        number = order.invoice_reference
        return of_sale(FindingKind.INVOICED, sale, theirs=theirs, notes=missing, invoice=number)
    return of_sale(FindingKind.CREDIT, sale, theirs=theirs, notes=missing)


def _changed(sale: Sale, order: StoredOrder, stands: Standing) -> list[dict[str, object]]:
    """Rows that are not as Tamio left them; none where that is not known."""
    if sale.rows is None:
        return []
    before, after = list(sale.rows), kept_rows(order)
    held = {note.pk for note in stands.held}
    if any(note.pk in held and note.held_at is None for note in sale.notes):
        # Tamio's own negative rows, whose answer it has not had: they come last.
        after = after[: len(before)]
    return changed_rows(before, after)


def _kind_of(rows: Sequence[dict[str, object]]) -> FindingKind:
    """Whether it is the accounts alone that are others."""
    return FindingKind.ACCOUNT if all(map(_only_account, rows)) else FindingKind.CHANGED


def _only_account(row: dict[str, object]) -> bool:
    before, after = row["before"], row["after"]
    if not isinstance(before, list) or not isinstance(after, list):
        return False
    pairs = zip(before, after, strict=True)
    return all(old == new for place, (old, new) in enumerate(pairs) if place != _ACCOUNT)
