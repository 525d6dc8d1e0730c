"""How near a store is to the threshold of distance sales: 10,000 euros, 99,680 kronor, a year.

One for all member states together, of this calendar year and of the one before; sources: directive
2006/112/EC, article 59c, and facts on Swedish commerce, section 4.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tamio.commerce.invoices.oss.sums import Sold, sold_abroad
from tamio.commerce.money import round_half_up
from tamio.commerce.stores.models import Store

#: In kronor, at the rate that the law has fixed for it; and so in euros.
THRESHOLD = Decimal(99_680)
_KRONOR = {"SEK": Decimal(1), "EUR": THRESHOLD / 10_000}
_WARNED_FROM = Decimal("0.8")
_NOTHING = Decimal("0.00")


class Nearness(StrEnum):
    """NEAR from 80 % of it. PASSED_BEFORE: last year, and so for this one too."""

    BELOW = "below"
    NEAR = "near"
    PASSED = "passed"
    PASSED_BEFORE = "passed_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """Sums in kronor without VAT. `uncounted` are those in currencies without a fixed rate."""

    year: int
    this_year: Decimal
    last_year: Decimal
    uncounted: Mapping[str, Decimal]

    @property
    def nearness(self) -> Nearness:
        if self.last_year > THRESHOLD:
            return Nearness.PASSED_BEFORE
        if self.this_year > THRESHOLD:
            return Nearness.PASSED
        return Nearness.NEAR if self.this_year >= _WARNED_FROM * THRESHOLD else Nearness.BELOW

    @property
    def last_year_number(self) -> int:
        return self.year - 1

    @property
    def percent(self) -> int:
        """Of the threshold, this year, downwards: it says 100 when it is reached."""
        return int(self.this_year * 100 / THRESHOLD)

    @property
    def left(self) -> Decimal:
        """How much more there is room for this year; nothing once it is passed."""
        return max(THRESHOLD - self.this_year, _NOTHING)


def meter(*, store: Store, today: date) -> Meter:
    """Of the calendar year of `today`, and of the one before."""
    year = today.year
    found = sold_abroad(store=store, first=date(year - 1, 1, 1), last=date(year, 12, 31))
    uncounted: dict[str, Decimal] = {}
    for sold in found:
        if sold.year == year and sold.currency not in _KRONOR:
            uncounted[sold.currency] = uncounted.get(sold.currency, _NOTHING) + sold.net
    return Meter(
        year=year,
        this_year=_kronor(each for each in found if each.year == year),
        last_year=_kronor(each for each in found if each.year != year),
        uncounted=uncounted,
    )


def _kronor(sold: Iterable[Sold]) -> Decimal:
    counted = (each for each in sold if each.currency in _KRONOR)
    return round_half_up(sum((each.net * _KRONOR[each.currency] for each in counted), _NOTHING))
