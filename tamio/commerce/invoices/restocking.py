"""Goods that come back with a credit note: put into the stock they were sold from."""

from datetime import datetime

from tamio.commerce.catalogue import stock
from tamio.commerce.invoices.models import CreditNote, Invoice


def counted_again(invoice: Invoice) -> bool:
    """Whether anything on the invoice has a stock that it could be put back into."""
    return bool(invoice.lines.filter(variant__stock__isnull=False).exists())


def put_back(*, note: CreditNote, by: str, now: datetime) -> None:
    """Puts the whole units that the note takes back into stock; amounts alone bring nothing back.

    Call once, in the transaction that made the note.
    """
    pieces: dict[int, int] = {}
    for each in note.lines.select_related("line"):
        units = int(each.quantity or 0)
        if units > 0 and each.line.quantity > 0 and each.line.variant_id is not None:
            pieces[each.line.variant_id] = pieces.get(each.line.variant_id, 0) + units
    if pieces:
        stock.put_back(pieces=pieces, document=str(note.number), by=by, now=now)
