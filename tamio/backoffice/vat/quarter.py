"""A quarter's sums as its page shows them: rows, and a total in each currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.invoices.oss.returns import Entry, Quarter
from tamio.commerce.vat.treatments import Supply

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """`euros` are net and VAT; None where no rate is known."""

    entry: Entry
    euros: tuple[Decimal, Decimal] | None

    @property
    def is_goods(self) -> bool:
        return self.entry.supply is Supply.GOODS


@dataclass(frozen=True, slots=True)
class ShownTotal:
    """All of the quarter's rows in one currency. `euros` are net and VAT, the rows' own added."""

    currency: str
    net: Decimal
    vat: Decimal
    euros: tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True)
class ShownQuarter:
    quarter: Quarter
    rows: Sequence[ShownEntry]
    totals: Sequence[ShownTotal]
    is_in_euros: bool


def quarter_shown(
    entries: Sequence[Entry], *, quarter: Quarter, kronor: Decimal | None
) -> ShownQuarter:
    rows = [ShownEntry(entry, entry.in_euros(kronor)) for entry in entries]
    currencies = sorted({entry.currency for entry in entries})
    return ShownQuarter(
        quarter=quarter,
        rows=rows,
        totals=[_total(rows, currency) for currency in currencies],
        is_in_euros=kronor is not None,
    )


def _total(rows: Sequence[ShownEntry], currency: str) -> ShownTotal:
    of_it = [row for row in rows if row.entry.currency == currency]
    euros = [row.euros for row in of_it if row.euros is not None]
    return ShownTotal(
        currency,
        sum((row.entry.net for row in of_it), _NOTHING),
        sum((row.entry.vat for row in of_it), _NOTHING),
        (sum((net for net, _ in euros), _NOTHING), sum((vat for _, vat in euros), _NOTHING))
        if euros
        else None,
    )
