"""The invoice that an order became in Fortnox, against what was sold: the rows of each line."""

from collections.abc import Sequence
from decimal import Decimal

from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.fortnox.client.models.invoice import StoredInvoice, StoredInvoiceRow
from tamio.fortnox.sync.credits.order import Sums


def sums_of(invoice: StoredInvoice) -> Sums:
    """Before whole kronor, if the company rounds to them."""
    return Sums(invoice.total - invoice.round_off, invoice.total_vat)


def is_text(row: StoredInvoiceRow) -> bool:
    return not (row.article_number or row.account_number or row.price or row.delivered_quantity)


def sold_lines(invoice: Invoice) -> list[InvoiceLine]:
    """Those that became a row with an amount, in the order of their rows."""
    return [line for line in invoice.lines.order_by("position") if line.kind != LineKind.TEXT]


def is_as_sold(original: StoredInvoice, *, invoice: Invoice, expected: Sums) -> bool:
    """Whether it comes to `expected`, and its first rows are the lines', one by one.

    An accountant's other text or account is no matter: what is credited goes back on that account.
    """
    if original.cancelled or sums_of(original) != expected:
        return False
    if original.currency not in {None, invoice.currency}:
        return False
    if bool(original.vat_included) != invoice.prices_include_vat:
        return False
    lines, rows = sold_lines(invoice), amount_rows(original.invoice_rows)
    return len(rows) >= len(lines) and all(
        _is_row_of(line, row, includes_vat=invoice.prices_include_vat)
        for line, row in zip(lines, rows, strict=False)
    )


def amount_rows(rows: Sequence[StoredInvoiceRow]) -> list[StoredInvoiceRow]:
    """All that are more than a text."""
    return [row for row in rows if not is_text(row)]


def is_mirror(credit: StoredInvoice, original: StoredInvoice) -> bool:
    """Whether it takes back all of the original row by row, as it is right after crediting."""
    theirs, ours = sums_of(credit), sums_of(original)
    if theirs != Sums(-ours.total, -ours.vat) or credit.customer_number != original.customer_number:
        return False
    if len(credit.invoice_rows) != len(original.invoice_rows):
        return False
    pairs = zip(credit.invoice_rows, original.invoice_rows, strict=True)
    return all(
        back.article_number == row.article_number
        and back.account_number == row.account_number
        and (back.total or Decimal(0)) == -(row.total or Decimal(0))
        for back, row in pairs
    )


def _is_row_of(line: InvoiceLine, row: StoredInvoiceRow, *, includes_vat: bool) -> bool:
    amount = line.gross if includes_vat else line.net
    return (
        (row.article_number or "") == line.sku
        and row.total == amount
        and (row.vat is None or row.vat == line.vat_rate)
    )
