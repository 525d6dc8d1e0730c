"""Likely accounts for each cell, out of the company's own chart.

A BAS number alone is no proof: charts differ (304x and 305x beside 300x), and 3105, 3106 and 3108
are often taken for each other. A number is suggested only if the account's VAT code or its name
says the same, and neither says otherwise. Where no BAS number will do, an account is found by name
and VAT code together. Sources: commerce_facts, section 5.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.models import ChartAccount
from tamio.fortnox.sync.accounts.cells import CELLS, SOLD, Cell, Place, Taxed
from tamio.fortnox.sync.accounts.vat_codes import Fit, fit

_REVENUE = range(3000, 4000)
#: Where what is owed for gift cards stands: BAS group 24, and 28 and 29 in some charts.
DEBTS = range(2400, 3000)
#: BAS numbers, the usual one first; by place, then by the key of how it is taxed.
_NUMBERS: dict[Place, dict[str, tuple[int, ...]]] = {
    Place.GOODS: {
        "domestic-25": (3001, 3051, 3011),
        "domestic-12": (3002, 3052, 3012),
        "domestic-6": (3003, 3053, 3013),
        "domestic-0": (3004, 3054, 3014),
        "eu_business": (3108, 3058),
        "eu_consumer-25": (3106, 3056),
        "oss": (3109,),
        "export": (3105, 3055),
    },
    Place.SERVICES: {
        "domestic-25": (3041,),
        "domestic-12": (3042,),
        "domestic-6": (3043,),
        "domestic-0": (3044,),
        "eu_business": (3308, 3048),
        "eu_consumer-25": (3306, 3046),
        "oss": (3309,),
        "export": (3305, 3045),
    },
    Place.SHIPPING: {"domestic-25": (3520,), "eu_business": (3521,), "export": (3522,)},
    Place.FEE: {"domestic-25": (3540,), "eu_business": (3541,), "export": (3542,)},
    Place.DISCOUNT: {"domestic-25": (3730, 3731)},
    Place.ROUNDING: {"": (3740,)},
    Place.GIFT_CARDS: {"": (2421,)},
}
#: What an account's name must say of the place, and what it must not.
_SAYS: dict[Place, str] = {
    Place.GOODS: r"varor|vara\b",
    Place.SERVICES: r"tjänst",
    Place.SHIPPING: r"frakt",
    Place.FEE: r"avgift",
    Place.DISCOUNT: r"rabatt",
    Place.ROUNDING: r"öre|avrundning",
    Place.GIFT_CARDS: r"presentkort|värdebevis|gift card",
}
_DENIES: dict[Place, str] = {Place.GOODS: r"tjänst", Place.SERVICES: r"varor|vara\b"}
_ABROAD = r"\beu\b|export|utanför|utland|unionsintern|\boss\b"
_OUTSIDE = r"utanför eu|utanför sverige och eu|export|utanför ec"
_NO_VAT, _WITH_VAT = r"momsfri|utan moms|ej moms|omvänd", r"momspl"
_RATE = re.compile(r"\b(\d{1,2}) ?%")


def suggestions(chart: Iterable[ChartAccount]) -> dict[str, ChartAccount]:
    """The likely account of each cell that has one, by the cell's key."""
    accounts = list(chart)
    found = ((key, likely(cell, accounts)) for key, cell in CELLS.items() if not _of_country(cell))
    return {key: account for key, account in found if account is not None}


def likely(cell: Cell, chart: Iterable[ChartAccount]) -> ChartAccount | None:
    """The active account that most likely is the cell's; None if none likely is."""
    among = DEBTS if cell.place is Place.GIFT_CARDS else _REVENUE
    by_number = {
        account.number: account for account in chart if account.active and account.number in among
    }
    numbers = _NUMBERS[cell.place].get(cell.taxed.key if cell.taxed else "", ())
    usual = (by_number[number] for number in numbers if number in by_number)
    return next((account for account in usual if _borne_out(account, cell)), None) or next(
        (account for account in by_number.values() if _unmistakable(account, cell)), None
    )


def _of_country(cell: Cell) -> bool:
    return cell.taxed is not None and bool(cell.taxed.country)


def _borne_out(account: ChartAccount, cell: Cell) -> bool:
    """A BAS number with the right VAT code or the right name, and nothing against it."""
    told = fit(code=account.vat_code, cell=cell)
    if told is Fit.WRONG or _denies(account.description, cell):
        return False
    return (told is Fit.FITS and bool(account.vat_code)) or _says(account.description, cell)


def _unmistakable(account: ChartAccount, cell: Cell) -> bool:
    """Any number, but with the right name, and a VAT code that bears it out if one could."""
    name = account.description.lower()
    fits = fit(code=account.vat_code, cell=cell) is Fit.FITS
    return fits and bool(re.search(_SAYS[cell.place], name)) and _says(name, cell) and not _denies(
        name, cell
    )  # fmt: skip


def _says(description: str, cell: Cell) -> bool:
    name = description.lower()
    if cell.taxed is None or cell.place not in SOLD:
        named = bool(re.search(_SAYS[cell.place], name))
        return named and (cell.taxed is None or _says_how(name, cell.taxed, plain=True))
    return _says_how(name, cell.taxed, plain=False)


def _says_how(name: str, taxed: Taxed, *, plain: bool) -> bool:
    """`plain`: a name that says nothing of VAT stands for the standard rate at home."""
    inside_eu = bool(re.search(r"\beu\b", re.sub(_OUTSIDE, "", name)))
    match taxed.treatment:
        case Treatment.DOMESTIC:
            return _says_rate(name, taxed.rate, plain=plain)
        case Treatment.EU_BUSINESS:
            return inside_eu and (plain or bool(re.search(_NO_VAT, name)))
        case Treatment.EU_CONSUMER:
            return inside_eu and bool(re.search(_WITH_VAT, name)) and _rates(name) <= {taxed.rate}
        case Treatment.OSS:
            return bool(re.search(r"\boss\b", name))
        case Treatment.EXPORT:
            return bool(re.search(_OUTSIDE, name))


def _says_rate(name: str, rate: Decimal | None, *, plain: bool) -> bool:
    if rate == 0:
        return bool(re.search(_NO_VAT, name))
    return rate in _rates(name) or (plain and rate == 25 and not _rates(name))


def _denies(description: str, cell: Cell) -> bool:
    """Whether the name speaks of something else than the cell sells."""
    name = description.lower()
    unlike = _DENIES.get(cell.place)
    if unlike and re.search(unlike, name) and not re.search(_SAYS[cell.place], name):
        return True
    return cell.taxed is not None and _denies_how(name, cell.taxed)


def _denies_how(name: str, taxed: Taxed) -> bool:
    outside, no_vat = bool(re.search(_OUTSIDE, name)), bool(re.search(_NO_VAT, name))
    oss = bool(re.search(r"\boss\b", name))
    match taxed.treatment:
        case Treatment.DOMESTIC:
            other_rate = bool(_rates(name) - {taxed.rate})
            return bool(re.search(_ABROAD, name)) or other_rate or (bool(taxed.rate) and no_vat)
        case Treatment.EU_BUSINESS:
            return outside or oss or bool(re.search(_WITH_VAT, name))
        case Treatment.EU_CONSUMER:
            return outside or oss or (no_vat and bool(taxed.rate))
        case Treatment.OSS:
            return outside or no_vat
        case Treatment.EXPORT:
            return oss or bool(re.search(_WITH_VAT, name))


def _rates(name: str) -> set[Decimal | None]:
    return {Decimal(found) for found in _RATE.findall(name)}
