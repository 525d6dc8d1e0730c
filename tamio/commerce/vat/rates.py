"""VAT rates as dated data: a product names a class, the day of sale decides the percentage.

What the classes are in Sweden follows the VAT Act (2023:200), chapter 9. The percentages of all
member states are in data/rates.csv, each with its dates and source; a store can put its own before
them. Where no reduced rate is on record for a country, its standard rate is charged.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from tamio.commerce.vat.table import rates_on_record


class VatClass(StrEnum):
    """What a product is, as far as its VAT rate is concerned."""

    STANDARD = "standard"
    FOOD = "food"
    REDUCED = "reduced"  # hotel, restaurant, repairs: 12 % in Sweden
    BOOKS = "books"  # books and newspapers, printed or electronic: 6 % in Sweden
    CULTURE = "culture"  # culture, sport, passenger transport: 6 % in Sweden
    EXEMPT = "exempt"


class UnknownRate(LookupError):
    """No rate is on record for this class, country and day; the message names all three."""


class OwnRate(Protocol):
    """A rate that a store has put before the one on record; the days are included."""

    @property
    def country(self) -> str: ...
    @property
    def vat_class(self) -> str: ...
    @property
    def rate(self) -> Decimal: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


#: The member states (ISO codes).
EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip

#: The percentages that a domestic Swedish sale can carry.
SWEDISH_RATES = (Decimal(25), Decimal(12), Decimal(6), Decimal(0))


def rate_of(
    *,
    vat_class: VatClass,
    country: str,
    on_date: date,
    region: str = "",
    own: Iterable[OwnRate] = (),
) -> Decimal:
    """The percentage for `vat_class` in `country` on that day. Raises UnknownRate.

    `region` names a part of the country with rates of its own. Of the store's `own` rates that
    hold, the one that began last goes before all that is on record.
    """
    if (
        chosen := _own_rate(own, vat_class=vat_class, country=country, on_date=on_date)
    ) is not None:
        return chosen
    if vat_class is VatClass.EXEMPT and country in {*EU, "XI"}:
        return Decimal(0)
    for place, found in _looked_up(vat_class, country=country, region=region):
        dated = rates_on_record().get((place, found), ())
        for row in dated:
            if row.holds(on_date):
                return row.rate
    raise UnknownRate(f"no VAT rate on record for class {vat_class} in {country} on {on_date}")


def turns_of(*, vat_class: VatClass, country: str, own: Iterable[OwnRate] = ()) -> set[date]:
    """The days on which its rate there may have become another."""
    spans = [
        (row.first_date, row.last_date)
        for key in _looked_up(vat_class, country=country, region="")
        for row in rates_on_record().get(key, ())
    ]
    spans += [
        (row.valid_from, row.valid_to or date.max)
        for row in own
        if (row.country, row.vat_class) == (country, vat_class)
    ]
    after = {last + timedelta(days=1) for _first, last in spans if last < date.max}
    return after | {first for first, _last in spans if first > date.min}


def rates_in(
    country: str, *, on_date: date, region: str = "", own: Iterable[OwnRate] = ()
) -> set[Decimal]:
    """Every percentage that something taxed there can carry; none for a country without rates."""
    if country not in {*EU, "XI"}:
        return set()
    rates = list(own)
    return {
        rate_of(vat_class=each, country=country, on_date=on_date, region=region, own=rates)
        for each in VatClass
        if each is not VatClass.EXEMPT
    }


def _own_rate(
    own: Iterable[OwnRate], *, vat_class: VatClass, country: str, on_date: date
) -> Decimal | None:
    holding = [
        row
        for row in own
        if (row.country, row.vat_class) == (country, vat_class)
        and row.valid_from <= on_date <= (row.valid_to or date.max)
    ]
    return max(holding, key=lambda row: row.valid_from).rate if holding else None


def _looked_up(vat_class: VatClass, *, country: str, region: str) -> Iterable[tuple[str, str]]:
    """Where to look, the nearest first: a region's reduced rates are not on record."""
    if region:
        yield region, VatClass.STANDARD
    yield country, vat_class
    yield country, VatClass.STANDARD
