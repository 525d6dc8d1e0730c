"""Where somebody lives or something arrives, as VAT sees it: by country and postal code.

Directive 2006/112/EC, articles 5 to 8: parts of member states lie outside the VAT area, Monaco
belongs to France, and Northern Ireland belongs to the union for goods alone. Postal codes: an open
table of EU rates with regions, and the Commission's list of territories. Left out, for no postal
code tells them apart: the Italian waters of Lake Lugano, and the British bases on Cyprus.
"""

import re
from dataclasses import dataclass

from tamio.commerce.vat.rates import EU

#: Northern Ireland, in VAT numbers and in the OSS return.
NORTHERN_IRELAND = "XI"


@dataclass(frozen=True, slots=True)
class Area:
    """`country`: whose VAT it would be (ISO code, or XI). `region` has rates of its own, or "".

    `has_goods` and `has_services`: whether it lies in the union's VAT area for them.
    """

    country: str
    region: str = ""
    has_goods: bool = True
    has_services: bool = True


def area_of(country: str, postal_code: str = "") -> Area:
    """The area of an address. A postal code that says nothing is the country's mainland."""
    code = re.sub(r"[^0-9A-Z]", "", postal_code.upper())
    if country == "GB" and code.startswith("BT"):
        return Area(NORTHERN_IRELAND, has_services=False)
    state = _PART_OF.get(country, country)
    if state not in EU or _is_outside(country, code):
        return Area(state, has_goods=False, has_services=False)
    return Area(state, region=_region(country, code))


def _is_outside(country: str, code: str) -> bool:
    pattern = _OUTSIDE.get(country)
    return pattern is not None and re.fullmatch(pattern, _digits(code)) is not None


def _region(country: str, code: str) -> str:
    regions = _REGIONS.get(country, {})
    digits = _digits(code)
    return next((name for name, pattern in regions.items() if re.fullmatch(pattern, digits)), "")


def _digits(code: str) -> str:
    """People write AX-22100 and D-78266."""
    return re.sub("[A-Z]", "", code)


_PART_OF = {"MC": "FR"}
#: Postal codes outside the VAT area.
_OUTSIDE = {
    "DE": r"78266|27498",  # Büsingen, Helgoland
    "ES": r"35\d{3}|38\d{3}|51\d{3}|52\d{3}",  # Canary Islands, Ceuta, Melilla
    "FI": r"22\d{3}",  # Åland
    "FR": r"97\d{3}|98[4-8]\d{2}",  # overseas
    "GR": r"63086",  # Mount Athos
    "IT": r"23041|22061",  # Livigno, Campione d'Italia
}
#: Parts of the VAT area with a standard rate of their own; keys as in data/rates.csv.
_REGIONS = {
    "AT": {"AT-JM": r"6691|699[123]"},  # Jungholz, Mittelberg
    "PT": {"PT-20": r"9[5-9]\d{2}(\d{3})?", "PT-30": r"9[0-4]\d{2}(\d{3})?"},  # Azores, Madeira
}
