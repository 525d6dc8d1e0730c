"""What a quarter's OSS return is made from: sums by country, rate, and goods or services.

Credit notes of the quarter's own sales lessen them; those of earlier quarters are corrections, told
apart by the quarter they correct (directive 2006/112/EC, article 369g (4)).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.oss.sums import Sold, sold_abroad
from tamio.commerce.money import round_half_up
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.treatments import Supply, Treatment

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """`number` is 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        following = date(self.year + self.number // 4, 3 * (self.number % 4) + 1, 1)
        return following - timedelta(days=1)

    @property
    def due(self) -> date:
        """The last day of the month that follows: return and payment."""
        month = self.last + timedelta(days=1)
        return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def before(self) -> "Quarter":
        return quarter_of(self.first - timedelta(days=1))


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def quarter_named(name: str) -> Quarter | None:
    """Of "2026Q4"; None for anything else."""
    year, _q, number = name.partition("Q")
    is_one = len(year) == 4 and year.isdecimal() and year.isascii() and number in {*"1234"}
    return Quarter(int(year), int(number)) if is_one and 2000 <= int(year) <= 2100 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the return. `corrects` is the quarter that a correction is of, else None."""

    country: str
    supply: Supply
    rate: Decimal
    currency: str
    net: Decimal
    vat: Decimal
    corrects: Quarter | None = None

    def in_euros(self, kronor: Decimal | None) -> tuple[Decimal, Decimal] | None:
        """Net and VAT at so many of its currency a euro; None without a rate for it."""
        if self.currency == "EUR":
            return self.net, self.vat
        if kronor is None or self.currency != "SEK":
            return None
        return round_half_up(self.net / kronor), round_half_up(self.vat / kronor)


def return_of(*, store: Store, quarter: Quarter) -> list[Entry]:
    """Sales first, by country; then corrections, the oldest quarter first."""
    found = sold_abroad(
        store=store, first=quarter.first, last=quarter.last, treatments={Treatment.OSS}
    )
    return sorted(_entries(found, quarter), key=_place)


def _entries(found: Iterable[Sold], quarter: Quarter) -> Iterable[Entry]:
    """One for all that differs in the amounts alone; what comes to nothing is left out."""
    alike: dict[Entry, list[Sold]] = defaultdict(list)
    for sold in found:
        then = quarter_of(sold.sold_on) if sold.sold_on else quarter
        key = Entry(
            country=sold.country,
            supply=ItemType(sold.item_type).supply,
            rate=sold.rate,
            currency=sold.currency,
            net=_NOTHING,
            vat=_NOTHING,
            corrects=then if then != quarter else None,
        )
        alike[key].append(sold)
    for key, all_sold in alike.items():
        net = sum((sold.net for sold in all_sold), _NOTHING)
        vat = sum((sold.vat for sold in all_sold), _NOTHING)
        if net or vat:
            yield replace(key, net=net, vat=vat)


def _place(entry: Entry) -> tuple[str, str, str, Decimal, str]:
    corrects = str(entry.corrects) if entry.corrects else ""
    return corrects, entry.country, entry.supply, -entry.rate, entry.currency
