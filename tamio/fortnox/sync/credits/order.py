"""An order as it stands in Fortnox, against what the invoice and its credit notes make of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.client.models.order import Order, OrderRow, StoredOrder, StoredOrderRow
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.credits.rows import credited_rows, mark_of
from tamio.fortnox.sync.rows import Words, rows_of
from tamio.fortnox.sync.texts import Texts

_KEPT = tuple(OrderRow.model_fields)
#: Of the 255 characters that a text row can have.
_BEFORE_A_MARK = 200


@dataclass(frozen=True, slots=True)
class Sums:
    """With VAT, and the VAT in it."""

    total: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`held`: the credit notes that the order already carries; `missing`: those it does not."""

    order: StoredOrder
    invoice: Invoice
    held: Sequence[CreditNote]
    missing: Sequence[CreditNote]

    @property
    def expected(self) -> Sums:
        """What the order comes to if nobody but Tamio has changed it."""
        return _net(self.invoice, self.held)

    @property
    def target(self) -> Sums:
        """What it is to come to."""
        return _net(self.invoice, [*self.held, *self.missing])

    @property
    def found(self) -> Sums:
        return Sums(self.order.total - self.order.round_off, self.order.total_vat)


def standing(*, order: StoredOrder, invoice: Invoice, notes: Sequence[CreditNote]) -> Standing:
    """`notes`: all that are issued for the invoice, by number."""
    said = "\n".join(row.description or "" for row in order.order_rows)
    held = [note for note in notes if mark_of(note) in said]
    missing = [note for note in notes if note not in held]
    return Standing(order=order, invoice=invoice, held=held, missing=missing)


def patch_of(standing: Standing, *, accounts: RevenueAccounts, texts: Texts) -> Order:
    """What is sent to bring the order to its net. Raises NoAccount."""
    return Order(order_rows=rows_with_credits(standing, accounts=accounts, texts=texts))


def rows_with_credits(
    standing: Standing, *, accounts: RevenueAccounts, texts: Texts
) -> tuple[OrderRow, ...]:
    """Every row that stands there, with every field as it stands, then what is missing.

    The accountant may have changed a text or an account: that stays. Sums are not touched.
    """
    included = standing.invoice.prices_include_vat
    found: list[OrderRow | Words] = list(_kept(standing.order.order_rows, texts=texts))
    for note in standing.missing:
        found += credited_rows(note, includes_vat=included, accounts=accounts, texts=texts)
    return tuple(rows_of(found, texts=texts))


def _kept(rows: Sequence[StoredOrderRow], *, texts: Texts) -> Iterable[OrderRow | Words]:
    """A text at the end is said anew, together with the words that are to follow it: it leaves
    room for the credit note's number, by which that is known again.
    """
    for position, row in enumerate(rows, start=1):
        if position == len(rows) and _is_text(row):
            field = f"row {position} Description"
            said = texts.fit(row.description or "", field=field, most=_BEFORE_A_MARK, otherwise="-")
            yield Words(said, field=field)
        else:
            yield _as_it_stands(row)


def _as_it_stands(row: StoredOrderRow) -> OrderRow:
    values = {name: getattr(row, name) for name in _KEPT}
    # A unit that is sent as null is refused (2000699); by its id the row keeps its own.
    return OrderRow(**{name: value for name, value in values.items() if value is not None})


def _is_text(row: StoredOrderRow) -> bool:
    return not (row.article_number or row.account_number or row.price or row.delivered_quantity)


def _net(invoice: Invoice, notes: Iterable[CreditNote]) -> Sums:
    counted = list(notes)
    return Sums(
        total=sum((note.total for note in counted), invoice.total),
        vat=sum((note.vat for note in counted), invoice.vat),
    )
