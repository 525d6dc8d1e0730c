"""The rows of a credit invoice: trimmed to one credit note, or with another put on it.

One PUT has them all, with every field: those that stand there by their ids, so that what the
accountant has written goes back to the accounts it was invoiced on.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.client.models.invoice import Invoice as Patch
from tamio.fortnox.client.models.invoice import InvoiceRow, StoredInvoice, StoredInvoiceRow
from tamio.fortnox.client.models.order import DiscountType
from tamio.fortnox.sync.credits.invoices.original import amount_rows, sold_lines
from tamio.fortnox.sync.credits.rows import factors_of, named
from tamio.fortnox.sync.rows import Factors, rows_of
from tamio.fortnox.sync.texts import Texts

_FIELDS = tuple(InvoiceRow.model_fields)


def trimmed(credit: StoredInvoice, *, note: CreditNote, texts: Texts) -> Patch:
    """`credit` takes back everything: what is not credited goes from it."""
    places = _row_of_each_line(note.invoice, credit)
    return Patch(invoice_rows=tuple(_of_note(note, places, by_id=True, texts=texts)))


def with_another(
    credit: StoredInvoice, *, original: StoredInvoice, note: CreditNote, texts: Texts
) -> Patch:
    """`credit` holds other credit notes, which stay as they stand. New rows are the original's."""
    places = _row_of_each_line(note.invoice, original)
    kept = (_as_it_stands(row) for row in credit.invoice_rows)
    return Patch(invoice_rows=(*kept, *_of_note(note, places, by_id=False, texts=texts)))


def _row_of_each_line(invoice: Invoice, held: StoredInvoice) -> Mapping[int, StoredInvoiceRow]:
    """By the line's pk. Lines come first, in their order, as they were sent."""
    rows: Sequence[StoredInvoiceRow] = amount_rows(held.invoice_rows)
    pairs = zip(sold_lines(invoice), rows, strict=False)
    return {line.pk: row for line, row in pairs}


def _of_note(
    note: CreditNote, places: Mapping[int, StoredInvoiceRow], *, by_id: bool, texts: Texts
) -> Iterable[InvoiceRow]:
    """The text that names it comes first: two texts in a row would make a priced row of one."""
    for text in rows_of([named(note)], texts=texts):
        fields = text.model_dump(exclude_unset=True)
        yield InvoiceRow(**{name: fields[name] for name in _FIELDS if name in fields})
    for each in note.lines.all():
        row, keeps_id = places[each.line_id], by_id
        for factors in factors_of(each, includes_vat=note.invoice.prices_include_vat):
            yield _taken_back(row, factors, keeps_id=keeps_id)
            keeps_id = False


def _taken_back(row: StoredInvoiceRow, factors: Factors, *, keeps_id: bool) -> InvoiceRow:
    amounts = {
        "delivered_quantity": factors.quantity,
        "price": factors.price,
        "discount": Decimal(0),
        "discount_type": DiscountType.PERCENT,
    }
    fields = _fields(row) | amounts
    if not keeps_id:
        fields.pop("row_id", None)
    return InvoiceRow(**fields)


def _as_it_stands(row: StoredInvoiceRow) -> InvoiceRow:
    return InvoiceRow(**_fields(row))


def _fields(row: StoredInvoiceRow) -> dict[str, Any]:
    """All that the row has. A unit that is sent as null is refused (2000699)."""
    values = {name: getattr(row, name) for name in _FIELDS}
    return {name: value for name, value in values.items() if value is not None}
