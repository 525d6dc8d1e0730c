"""VAT rates as dated data: a product names a class, the day of sale decides the percentage.

Sources: Swedish VAT Act (2023:200) chapter 9; food at 6 % from 2026-04-01 to 2027-12-31 by
Prop. 2025/26:55. Standard rates of other member states: directive 2006/112/EC, article 97,
as in force in November 2026.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class VatClass(StrEnum):
    """What a product is, as far as its VAT rate is concerned."""

    STANDARD = "standard"
    FOOD = "food"
    REDUCED = "reduced"  # hotel, restaurant, repairs: 12 % in Sweden
    CULTURE = "culture"  # books, newspapers, culture, passenger transport: 6 % in Sweden
    EXEMPT = "exempt"


class UnknownRate(LookupError):
    """No rate is on record for this class, country and day; the message names all three."""


@dataclass(frozen=True, slots=True)
class _Dated:
    rate: Decimal
    first_date: date = date.min
    last_date: date = date.max

    def holds(self, day: date) -> bool:
        return self.first_date <= day <= self.last_date


_SWEDEN: dict[VatClass, tuple[_Dated, ...]] = {
    VatClass.STANDARD: (_Dated(Decimal(25)),),
    VatClass.FOOD: (
        _Dated(Decimal(12), last_date=date(2026, 3, 31)),
        _Dated(Decimal(6), first_date=date(2026, 4, 1), last_date=date(2027, 12, 31)),
        _Dated(Decimal(12), first_date=date(2028, 1, 1)),
    ),
    VatClass.REDUCED: (_Dated(Decimal(12)),),
    VatClass.CULTURE: (_Dated(Decimal(6)),),
    VatClass.EXEMPT: (_Dated(Decimal(0)),),
}

#: Standard rates of the other member states, used when a store sells under OSS.
_STANDARD_ELSEWHERE = {
    "AT": "20", "BE": "21", "BG": "20", "CY": "19", "CZ": "21", "DE": "19", "DK": "25",
    "EE": "24", "ES": "21", "FI": "25.5", "FR": "20", "GR": "24", "HR": "25", "HU": "27",
    "IE": "23", "IT": "22", "LT": "21", "LU": "17", "LV": "21", "MT": "18", "NL": "21",
    "PL": "23", "PT": "23", "RO": "21", "SI": "22", "SK": "23",
}  # fmt: skip

EU = frozenset({"SE", *_STANDARD_ELSEWHERE})

#: The percentages that a domestic Swedish sale can carry.
SWEDISH_RATES = (Decimal(25), Decimal(12), Decimal(6), Decimal(0))


def rate_of(*, vat_class: VatClass, country: str, on_date: date) -> Decimal:
    """The percentage for `vat_class` in `country` (ISO code) on that day. Raises UnknownRate."""
    if country == "SE":
        return next(dated.rate for dated in _SWEDEN[vat_class] if dated.holds(on_date))
    if vat_class is VatClass.EXEMPT:
        return Decimal(0)
    standard = standard_rate(country)
    if vat_class is VatClass.STANDARD and standard is not None:
        return standard
    raise UnknownRate(f"no VAT rate on record for class {vat_class} in {country} on {on_date}")


def standard_rate(country: str) -> Decimal | None:
    """The standard rate of a member state other than Sweden; None if there is none on record."""
    return Decimal(_STANDARD_ELSEWHERE[country]) if country in _STANDARD_ELSEWHERE else None
