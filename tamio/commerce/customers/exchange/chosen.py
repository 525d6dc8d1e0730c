"""What a row says that no buyer does, but the merchant: the language, and the payment terms."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop

from tamio.commerce.customers.models import Language
from tamio.commerce.importing.problems import Problem, Wrong
from tamio.commerce.stores.models import LONGEST_TERMS

#: The columns.
CHOSEN = ("language", "payment_terms")
_LANGUAGES: dict[str, str] = {
    "sv": Language.SWEDISH.value, "svenska": Language.SWEDISH.value,
    "swedish": Language.SWEDISH.value, "en": Language.ENGLISH.value,
    "english": Language.ENGLISH.value, "engelska": Language.ENGLISH.value,
}  # fmt: skip
_DAYS = re.compile(r"(?P<days>[0-9]{1,4})(?: ?(?:d|dag|dagar|day|days))?(?: (?:netto|net))?")


def read_chosen(number: int, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """What the row `number` chooses, by the fields of a card; an empty cell chooses nothing."""
    chosen: dict[str, Any] = {}
    problems = []
    for column, field, read in (
        ("language", "language", _language),
        ("payment_terms", "payment_terms_days", _days),
    ):
        if cell := cells.get(column, "").strip().casefold():
            try:
                chosen[field] = read(cell)
            except Wrong as wrong:
                problems.append(Problem(number, column, "", wrong.message, wrong.words))
    return chosen, problems


def _language(cell: str) -> str:
    if cell not in _LANGUAGES:
        raise Wrong(gettext_noop("Write sv or en."))
    return _LANGUAGES[cell]


def _days(cell: str) -> int:
    found = _DAYS.fullmatch(cell)
    if found is None or int(found["days"]) > LONGEST_TERMS:
        raise Wrong(gettext_noop("Write days from 0 to %(most)d, such as 30."), most=LONGEST_TERMS)
    return int(found["days"])
