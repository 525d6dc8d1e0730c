"""Rows that make an invoice ask for less than its others do, and what they mean for its credits.

A discount of a whole sale is a row of its own, of its own kind, for each way in which goods are
taxed (`split`). What it was taken off cannot come back whole while it stays: that would pay back
more than was asked for. What was traded in is an item below nothing, and has nothing to do with
what was bought beside it: that may come back whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import InvoiceLine
from tamio.commerce.money import round_half_up

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Remaining:
    """A line, and what is left of it before and after a credit, in the sense of its price."""

    line: InvoiceLine
    sold: Decimal
    before: Decimal
    after: Decimal


def overdrawn(rows: Sequence[Remaining]) -> Decimal:
    """How much more than was asked for a credit would have taken back; 0 if it would not."""
    kept = [row for row in rows if not _is_traded_in(row)]
    return max(map(_overdrawn, [kept, *_by_tax(kept)]))


def discounts_with(rows: Sequence[Remaining]) -> dict[int, Decimal]:
    """What of the discounts goes back with the goods, by position: the same share as of them."""
    found = {}
    for alike in _by_tax([row for row in rows if not _is_traded_in(row)]):
        goods = [row for row in alike if row.line.kind == LineKind.ITEM]
        whole = _sum(row.before for row in goods)
        taken = whole - _sum(row.after for row in goods)
        for row in alike:
            if row.line.kind == LineKind.DISCOUNT and taken:
                found[row.line.position] = round_half_up(row.before * taken / whole)
    return {position: amount for position, amount in found.items() if amount}


def _overdrawn(rows: Sequence[Remaining]) -> Decimal:
    """A sale that was below nothing may stay so, and what was overdrawn once is not worse."""
    floor = min(_NOTHING, _sum(row.sold for row in rows), _sum(row.before for row in rows))
    return max(floor - _sum(row.after for row in rows), _NOTHING)


def _is_traded_in(row: Remaining) -> bool:
    return row.line.kind == LineKind.ITEM and row.sold < 0


def _by_tax(rows: Iterable[Remaining]) -> Iterable[list[Remaining]]:
    """Goods with the discounts that were split over them."""
    found: dict[tuple[object, ...], list[Remaining]] = defaultdict(list)
    for row in rows:
        if row.line.kind in {LineKind.ITEM, LineKind.DISCOUNT}:
            found[_taxed(row.line)].append(row)
    return found.values()


def _taxed(line: InvoiceLine) -> tuple[object, ...]:
    return line.vat_rate, line.vat_treatment, line.item_type, line.vat_country


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, _NOTHING)
