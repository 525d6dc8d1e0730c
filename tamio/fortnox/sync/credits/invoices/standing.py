"""A credit invoice as it stands in Fortnox, against the credit notes that it is to hold.

Fortnox credits an invoice once. So one credit invoice holds all credit notes of an order that was
invoiced, as the order would have: until it is booked or sent, another is put on it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.invoices.models import CreditNote
from tamio.fortnox.client.models.invoice import StoredInvoice
from tamio.fortnox.sync.credits.invoices.original import sums_of
from tamio.fortnox.sync.credits.order import Sums
from tamio.fortnox.sync.credits.rows import mark_of

_NOTHING = Decimal(0)
#: What rows are summed by: the article, "" for none, and the rate.
Amounts = Mapping[tuple[str, Decimal], Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditStanding:
    """`held`: the credit notes whose text stands on it."""

    credit: StoredInvoice
    held: Sequence[CreditNote]

    @property
    def expected(self) -> Sums:
        """What it comes to if nobody but Tamio has changed it since a credit note was put there."""
        return _together(self.held)

    @property
    def found(self) -> Sums:
        return sums_of(self.credit)

    @property
    def is_as_left(self) -> bool:
        return bool(self.held) and self.found == self.expected

    def holds(self, note: CreditNote) -> bool:
        return self.is_as_left and note in self.held


def standing_of(credit: StoredInvoice, *, notes: Sequence[CreditNote]) -> CreditStanding:
    said = "\n".join(row.description or "" for row in credit.invoice_rows)
    return CreditStanding(credit=credit, held=[note for note in notes if mark_of(note) in said])


def takes_back(credit: StoredInvoice, note: CreditNote, *, by_article: bool) -> bool:
    """Whether it is what the credit note asks for: sums to the öre, and the amount at each rate.

    `by_article`: and of each article. Without it, what an accountant made from nothing counts too.
    """
    if credit.cancelled or sums_of(credit) != Sums(note.total, note.vat):
        return False
    theirs = _amounts_of(credit, by_article=by_article)
    return theirs == _amounts_asked(note, by_article=by_article)


def _together(notes: Sequence[CreditNote]) -> Sums:
    total = sum((note.total for note in notes), _NOTHING)
    return Sums(total, sum((note.vat for note in notes), _NOTHING))


def _amounts_of(credit: StoredInvoice, *, by_article: bool) -> Amounts:
    found: dict[tuple[str, Decimal], Decimal] = defaultdict(Decimal)
    for row in credit.invoice_rows:
        article = (row.article_number or "") if by_article else ""
        found[article, row.vat or _NOTHING] += row.total or _NOTHING
    return _without_nothing(found)


def _amounts_asked(note: CreditNote, *, by_article: bool) -> Amounts:
    includes_vat = note.invoice.prices_include_vat
    found: dict[tuple[str, Decimal], Decimal] = defaultdict(Decimal)
    for each in note.lines.all():
        article = each.line.sku if by_article else ""
        found[article, each.vat_rate] += each.gross if includes_vat else each.net
    return _without_nothing(found)


def _without_nothing(found: Amounts) -> Amounts:
    return {key: amount for key, amount in found.items() if amount}
