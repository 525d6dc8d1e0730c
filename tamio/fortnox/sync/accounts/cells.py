"""The cells of the account matrix: what is sold, or comes with it, by how it is taxed.

A cell is written as its key: `goods-domestic-25`, `services-oss-DE`, `shipping-export`,
`rounding`, `gift_cards`. Domestic sales, and those to consumers in the EU below the threshold,
carry the seller's own rates and have a cell for each: an account's VAT code stands for one rate.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tamio.commerce.vat.rates import EU, SWEDISH_RATES
from tamio.commerce.vat.treatments import Treatment


class Place(StrEnum):
    """The columns: the two item types, and what comes with them."""

    GOODS = "goods"
    SERVICES = "services"
    SHIPPING = "shipping"
    FEE = "fee"
    DISCOUNT = "discount"
    ROUNDING = "rounding"
    GIFT_CARDS = "gift_cards"


SOLD = (Place.GOODS, Place.SERVICES)
WITH_IT = (Place.SHIPPING, Place.FEE, Place.DISCOUNT)
#: The treatments whose rate is the seller's own.
_RATED = frozenset({Treatment.DOMESTIC, Treatment.EU_CONSUMER})
#: Where a sale under OSS can be taxed.
OSS_COUNTRIES = tuple(sorted(EU - {"SE"}))


@dataclass(frozen=True, slots=True)
class Taxed:
    """How a row is taxed, as far as its account depends on it; a row of the matrix.

    `rate` in percent where the seller's own rates apply, else None. `country` (ISO) only under
    OSS; "" there is the general cell of all countries.
    """

    treatment: Treatment
    rate: Decimal | None = None
    country: str = ""

    @property
    def key(self) -> str:
        parts = [self.treatment.value]
        if self.rate is not None:
            parts.append(f"{self.rate.normalize():f}")
        if self.country:
            parts.append(self.country)
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place in the matrix. `taxed` is None for rounding and gift cards, which carry no VAT."""

    place: Place
    taxed: Taxed | None

    @property
    def key(self) -> str:
        return f"{self.place}-{self.taxed.key}" if self.taxed else self.place.value


ROUNDING = Cell(Place.ROUNDING, None)
#: A debt to whoever has the cards, and no revenue: BAS 2421.
GIFT_CARDS = Cell(Place.GIFT_CARDS, None)


def taxed(*, treatment: str, rate: Decimal, country: str) -> Taxed:
    """How a row with these particulars is taxed, by country under OSS."""
    found = Treatment(treatment)
    if found in _RATED:
        return Taxed(found, rate=rate)
    return Taxed(found, country=country if found is Treatment.OSS else "")


def all_taxed() -> Iterator[Taxed]:
    """The rows of the matrix in their order, without those of single countries."""
    yield from (Taxed(Treatment.DOMESTIC, rate=rate) for rate in SWEDISH_RATES)
    yield Taxed(Treatment.EU_BUSINESS)
    yield from (Taxed(Treatment.EU_CONSUMER, rate=rate) for rate in SWEDISH_RATES)
    yield Taxed(Treatment.OSS)
    yield Taxed(Treatment.EXPORT)


def all_cells() -> Iterator[Cell]:
    """Every cell there can be, those of single countries too."""
    rows = [*all_taxed(), *(Taxed(Treatment.OSS, country=code) for code in OSS_COUNTRIES)]
    yield from (Cell(place, row) for row in rows for place in (*SOLD, *WITH_IT))
    yield ROUNDING
    yield GIFT_CARDS


#: By key: what is not in it is no cell.
CELLS: dict[str, Cell] = {cell.key: cell for cell in all_cells()}
