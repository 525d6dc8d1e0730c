"""What a row would make of the customers: a new card, a change, nothing, or a mistake.

Known is who the shop would know at a sale: a company by its organisation number, anyone else by
the e-mail address. So an import and a purchase never make two cards of one customer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop, override

from tamio.commerce.customers.details import BuyerDetails, problems_of_card
from tamio.commerce.customers.exchange.chosen import CHOSEN, read_chosen
from tamio.commerce.customers.exchange.sheets import COLUMNS
from tamio.commerce.customers.models import Customer
from tamio.commerce.importing.problems import Outcome, Problem
from tamio.commerce.stores.models import Store

_OF_BUYER = [name for name in COLUMNS if name not in CHOSEN]
Raw = tuple[int, dict[str, str], int]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file. `buyer` is normalised if there is nothing wrong with it; `chosen` are
    fields of the card that the merchant chooses.
    """

    number: int
    buyer: BuyerDetails
    chosen: Mapping[str, Any]
    problems: Sequence[Problem]


def look_above(rows: Iterable[tuple[int, dict[str, str]]]) -> Iterator[Raw]:
    """Each row with the number of the one above that is the same customer; 0 if none is."""
    seen: dict[Key, int] = {}
    for number, cells in rows:
        key = key_of(_buyer(cells).for_card())
        yield number, cells, seen.get(key, 0) if any(key[1:]) else 0
        seen.setdefault(key, number)


def read_rows(raw: Iterable[Sequence[Any]]) -> list[Row]:
    return [_read(number, cells, twice) for number, cells, twice in raw]


def key_of(buyer: BuyerDetails | Customer) -> Key:
    if buyer.organisation_number:
        return buyer.type, buyer.organisation_number, ""
    return buyer.type, "", buyer.email


def known_to(store: Store, rows: Iterable[Row]) -> dict[Key, Customer]:
    """The cards that the rows are about, the oldest of several that are alike. Two queries."""
    buyers = [row.buyer for row in rows]
    numbers = {buyer.organisation_number for buyer in buyers} - {""}
    emails = {buyer.email for buyer in buyers if not buyer.organisation_number}
    cards = store.customers.filter(erased_at=None).order_by("-number")
    found = [
        *cards.filter(organisation_number__in=numbers),
        *cards.filter(organisation_number="", email__in=emails),
    ]
    return {key_of(card): card for card in found}


def outcome_of(row: Row, card: Customer | None, *, replaces: bool) -> Outcome:
    """Of a row without problems."""
    if card is None:
        return Outcome.NEW
    return Outcome.CHANGED if changes(row, card, replaces=replaces) else Outcome.SAME


def changes(row: Row, card: Customer, *, replaces: bool) -> Mapping[str, Any]:
    """What the row would write on the card. Nothing is emptied; a file of another shop, which
    does not replace, fills in only what the card lacks.
    """
    given = {name: getattr(row.buyer, name) for name in _OF_BUYER if name != "type"}
    written = {name: value for name, value in given.items() if value}
    return {
        name: value
        for name, value in (written | dict(row.chosen)).items()
        if getattr(card, name) != value and (replaces or getattr(card, name) in {None, ""})
    }


def _read(number: int, cells: Mapping[str, str], twice: int) -> Row:
    buyer = _buyer(cells)
    # In English, to be translated when shown. Whose cell it is stays in the file: see Customers.
    with override("en"):
        told = problems_of_card(buyer)
    found = [
        Problem(number, field, "", message) for field, messages in told.items()
        for message in messages
    ]  # fmt: skip
    if twice:
        message = gettext_noop("The customer stands in row %(row)d already.")
        found.append(Problem(number, "email", "", message, {"row": twice}))
    chosen, wrong = read_chosen(number, cells)
    found += wrong
    return Row(number, buyer if found else buyer.for_card(), chosen, found)


def _buyer(cells: Mapping[str, str]) -> BuyerDetails:
    given = {name: cells.get(name, "") for name in _OF_BUYER}
    return BuyerDetails(**given).trimmed()
