"""Housework rows must fit the document's kind of tax reduction."""

from collections.abc import Iterable

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError

ENDED = {"COOKING", "TUTORING"}
REDUCTIONS = {
    "rot": {
        "CONSTRUCTION",
        "ELECTRICITY",
        "GLASSMETALWORK",
        "GROUNDDRAINAGEWORK",
        "MASONRY",
        "PAINTINGWALLPAPERING",
        "HVAC",
    },
    "rut": {
        "BABYSITTING",
        "CLEANING",
        "FURNISHING",
        "GARDENING",
        "HOMEMAINTENANCE",
        "ITSERVICES",
        "MAJORAPPLIANCEREPAIR",
        "MOVINGSERVICES",
        "OTHERCARE",
        "SNOWPLOWING",
        "TEXTILECLOTHING",
        "TRANSPORTATIONSERVICES",
        "WASHINGANDCAREOFCLOTHING",
    },
    "green": {"SOLARCELLS", "STORAGESELFPRODUCEDELECTRICITY", "CHARGINGSTATIONELECTRICVEHICLE"},
}
OTHER_COSTS = "OTHERCOSTS"


def check(rows: Iterable[Document], *, reduction: str) -> None:
    for row in rows:
        kind = row["HouseWorkType"]
        if kind:
            _check_row(kind, reduction, is_housework=row["HouseWork"])


def _check_row(kind: str, reduction: str, *, is_housework: bool) -> None:
    if kind in ENDED:
        raise FortnoxError(2003151)
    if reduction == "none":
        raise FortnoxError(2004019)
    if kind == OTHER_COSTS:
        if is_housework:
            raise FortnoxError(2002980)
        return
    if not any(kind in kinds for kinds in REDUCTIONS.values()):
        raise FortnoxError(2000588, message="Ogiltigt värde (HouseWorkType)")
    if kind not in REDUCTIONS[reduction]:
        raise FortnoxError(2004021, reduction, kind)
