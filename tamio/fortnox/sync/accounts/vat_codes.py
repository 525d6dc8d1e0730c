"""Whether an account's VAT code (momskod) says what a cell of the matrix sells.

An account and its code must agree, or the VAT return is wrong (commerce_facts, section 5, trap 3).
Both vocabularies are read: the codes of Fortnox's charts (MP1, VTEU, …) and those that name the
rate (SE25, EXP, …). A code that is not known here is not judged.
"""

from decimal import Decimal
from enum import Enum

from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.sync.accounts.cells import Cell, Place

_BY_RATE = {
    Decimal(25): frozenset({"MP1", "SE25"}),
    Decimal(12): frozenset({"MP2", "SE12"}),
    Decimal(6): frozenset({"MP3", "SE06"}),
    Decimal(0): frozenset({"MF"}),
}
_EU_GOODS, _EU_SERVICES = frozenset({"VTEU"}), frozenset({"FTEU"})
_EXPORT_GOODS, _EXPORT_SERVICES = frozenset({"E", "EXP"}), frozenset({"OTTU", "ÖTTU", "EXP"})
_OSS = frozenset({"OSS"})
#: Codes that mean something else than any cell: margin scheme, domestic reverse charge, own use,
#: letting, VAT itself and purchases.
_NEVER = frozenset(
    {"VMBV", "VMBI", "OMSS", "UTTU", "UTFU", "HFS", "I", "IB", "R1", "R2"}
    | {f"U{number}{kind}" for number in (1, 2, 3) for kind in ("", "MI", "IM")}
)
_KNOWN = frozenset.union(
    *_BY_RATE.values(), _EU_GOODS, _EU_SERVICES, _EXPORT_GOODS, _EXPORT_SERVICES, _OSS, _NEVER
)


class Fit(Enum):
    """Of a code to a cell. NOT_TOLD: there is no code, or one that is not known here."""

    FITS = "fits"
    NOT_TOLD = "not told"
    WRONG = "wrong"


def fit(*, code: str, cell: Cell) -> Fit:
    """Whether an account with the VAT code `code` ("" for none) can take what `cell` sells."""
    written = code.strip().upper()
    if written in expected(cell):
        return Fit.FITS
    if written in _KNOWN:
        return Fit.WRONG
    return Fit.FITS if not written and needs_none(cell) else Fit.NOT_TOLD


def expected(cell: Cell) -> frozenset[str]:
    """The codes that fit; empty for rounding and gift cards, which carry no VAT."""
    if cell.taxed is None:
        return frozenset()
    if cell.taxed.rate is not None:
        return _BY_RATE.get(cell.taxed.rate, frozenset())
    if cell.taxed.treatment is Treatment.OSS:
        return _OSS
    if cell.taxed.treatment is Treatment.EU_BUSINESS:
        return _of(cell.place, goods=_EU_GOODS, services=_EU_SERVICES)
    return _of(cell.place, goods=_EXPORT_GOODS, services=_EXPORT_SERVICES)


def rate_of(code: str) -> Decimal | None:
    """The Swedish rate that the code stands for; None if it stands for none."""
    written = code.strip().upper()
    return next((rate for rate, codes in _BY_RATE.items() if written in codes), None)


def _of(place: Place, *, goods: frozenset[str], services: frozenset[str]) -> frozenset[str]:
    """What comes with a sale can come with either."""
    if place is Place.GOODS:
        return goods
    return services if place is Place.SERVICES else goods | services


def needs_none(cell: Cell) -> bool:
    """Rounding and gift cards carry no VAT; sales under OSS are not in the Swedish VAT return."""
    return cell.taxed is None or cell.taxed.treatment is Treatment.OSS
