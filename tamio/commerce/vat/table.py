"""The rates on record, read from data/rates.csv and checked as a whole.

A row is a place (a country, or a region of it with rates of its own), a class, a percentage, the
first and last day that it holds (empty: as far back, or ahead, as is known), and where it is from.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "rates.csv"


class BadTable(ValueError):
    """The data contradicts itself; the message names the place and class."""


@dataclass(frozen=True, slots=True)
class DatedRate:
    """`rate` in percent, from `first_date` to `last_date`, both included."""

    place: str
    vat_class: str
    rate: Decimal
    first_date: date
    last_date: date
    source: str

    def holds(self, day: date) -> bool:
        return self.first_date <= day <= self.last_date


Table = Mapping[tuple[str, str], Sequence[DatedRate]]


@cache
def rates_on_record() -> Table:
    """By place and class, oldest first."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return arranged([_dated(row) for row in csv.DictReader(file)])


def arranged(rows: Iterable[DatedRate]) -> Table:
    """Raises BadTable for a day with two rates, or with none between two that have one."""
    found: dict[tuple[str, str], list[DatedRate]] = defaultdict(list)
    for row in rows:
        found[row.place, row.vat_class].append(row)
    for (place, vat_class), dated in found.items():
        dated.sort(key=lambda row: row.first_date)
        for before, after in pairwise(dated):
            if before.last_date + timedelta(days=1) != after.first_date:
                raise BadTable(f"{place}, {vat_class}: the days around {after.first_date}")
    return dict(found)


def _dated(row: Mapping[str, str]) -> DatedRate:
    return DatedRate(
        place=row["place"],
        vat_class=row["vat_class"],
        rate=Decimal(row["rate"]),
        first_date=date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min,
        last_date=date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max,
        source=row["source"],
    )
