"""Counts and sums of both sides, a line a day and currency, and a line a VAT rate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from tamio.commerce.invoices.models import CreditNoteLine, InvoiceLine
from tamio.commerce.vat.amounts import of_amount
from tamio.fortnox.sync.kept_rows import KeptRow

#: Currency, rate, net and VAT.
Line: TypeAlias = tuple[str, Decimal, Decimal, Decimal]

_NOTHING = Decimal(0)
_ROWS_AT_ONCE = 500


@dataclass(slots=True)
class Day:
    """With VAT. A sale counts on its own day, less what is credited of it since."""

    ours_count: int = 0
    ours: Decimal = _NOTHING
    theirs_count: int = 0
    theirs: Decimal = _NOTHING


@dataclass(slots=True)
class Rate:
    """Both sides at one rate; Fortnox's from the rows that it answered with."""

    ours_net: Decimal = _NOTHING
    ours_vat: Decimal = _NOTHING
    theirs_net: Decimal = _NOTHING
    theirs_vat: Decimal = _NOTHING


@dataclass(slots=True)
class Figures:
    """What is counted together while the two sides are compared."""

    days: dict[tuple[date, str], Day] = field(default_factory=lambda: defaultdict(Day))
    rates: dict[tuple[str, Decimal], Rate] = field(default_factory=lambda: defaultdict(Rate))
    #: Of orders that are not sold here, or whose rows are not known: in no rate.
    without_rates: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def sold(self, day: date, currency: str, amount: Decimal) -> None:
        line = self.days[day, currency]
        line.ours_count += 1
        line.ours += amount

    def held(self, day: date, currency: str, amount: Decimal) -> None:
        line = self.days[day, currency]
        line.theirs_count += 1
        line.theirs += amount

    def held_rows(
        self, rows: Iterable[KeptRow] | None, *, currency: str, includes_vat: bool, total: Decimal
    ) -> None:
        if rows is None:
            self.without_rates[currency] += total
            return
        for row in rows:
            if not row.total:
                continue
            rate = Decimal(row.vat or 0)
            amounts = of_amount(Decimal(row.total), rate=rate, includes_vat=includes_vat)
            line = self.rates[currency, rate]
            line.theirs_net += amounts.net
            line.theirs_vat += amounts.vat

    def sold_lines(self, lines: Iterable[Line]) -> None:
        for currency, rate, net, vat in lines:
            line = self.rates[currency, rate.normalize()]
            line.ours_net += net
            line.ours_vat += vat

    def days_as_json(self) -> list[dict[str, Any]]:
        return [
            {"day": day.isoformat(), "currency": currency} | _texts(line)
            for (day, currency), line in sorted(self.days.items())
        ]

    def rates_as_json(self) -> list[dict[str, Any]]:
        found = sorted(self.rates.items(), key=lambda each: (each[0][0], -each[0][1]))
        rows = [
            {"currency": currency, "rate": f"{rate:f}"} | _texts(line)
            for (currency, rate), line in found
        ]
        rest = sorted(self.without_rates.items())
        return rows + [{"currency": currency, "unread": f"{sum_:.2f}"} for currency, sum_ in rest]


def lines_of(pks: set[int], *, besides: set[int]) -> Iterable[Line]:
    """Of the invoices `pks`, and of their credit notes but for the notes `besides`."""
    for first in range(0, len(pks), _ROWS_AT_ONCE):
        some = sorted(pks)[first : first + _ROWS_AT_ONCE]
        sold = InvoiceLine.objects.filter(invoice__in=some)
        yield from sold.order_by().values_list("invoice__currency", "vat_rate", "net", "vat")
        credited = CreditNoteLine.objects.filter(credit_note__invoice__in=some).exclude(
            credit_note__issued_at=None
        )
        rows = credited.order_by().values_list(
            "credit_note_id", "line__invoice__currency", "line__vat_rate", "net", "vat"
        )
        yield from (row[1:] for row in rows if row[0] not in besides)


def _texts(line: Day | Rate) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in line.__slots__}
    return {
        name: f"{value:.2f}" if isinstance(value, Decimal) else value
        for name, value in values.items()
    }
