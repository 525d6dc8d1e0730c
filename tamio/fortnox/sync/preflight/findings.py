"""What a pre-flight says: how serious, what, why it matters, and what to do."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from tamio.outbox.problem import Words


class Grade(StrEnum):
    """STOPS: sales do not arrive. LOOK: should be seen to. UNASKED: could not be asked. FINE."""

    STOPS = "stops"
    LOOK = "look"
    UNASKED = "unasked"
    FINE = "fine"


class Check(StrEnum):
    """What is looked at, in the order of the page; each can be looked at again by itself."""

    COMPANY = "company"
    RIGHTS = "rights"
    YEARS = "years"
    ACCOUNTS = "accounts"
    CUSTOMERS = "customers"
    ARTICLES = "articles"
    TEXTS = "texts"
    CURRENCY = "currency"


class Place(StrEnum):
    """Where in Tamio it is mended."""

    NOWHERE = ""
    SETTINGS = "settings"
    ACCOUNTS = "accounts"
    STORE = "store"
    PRODUCTS = "products"
    CUSTOMERS = "customers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`code` is Fortnox's own, or ours."""

    check: Check
    grade: Grade
    what: Words
    why: Words | None = None
    remedy: Words | None = None
    code: str = ""
    place: Place = Place.NOWHERE

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def finding_from(stored: Mapping[str, Any]) -> Finding:
    """As `as_json` wrote it."""
    words = {name: Words(**stored[name]) if stored[name] else None for name in ("why", "remedy")}
    return Finding(
        check=Check(stored["check"]),
        grade=Grade(stored["grade"]),
        what=Words(**stored["what"]),
        code=stored["code"],
        place=Place(stored["place"]),
        **words,
    )


def worst(findings: list[Finding]) -> Grade:
    """The gravest of them; FINE of none."""
    grades = [finding.grade for finding in findings]
    return next((grade for grade in Grade if grade in grades), Grade.FINE)
