"""Countries: a two-letter code on customers, a name on documents."""

import json
from functools import cache
from pathlib import Path

from fortnox_simulator.errors import FortnoxError


def name_of(code: str) -> str:
    """The name that Fortnox shows for a code ("SE" gives "Sverige")."""
    names = _names().get(code.upper())
    if names is None:
        raise FortnoxError(2000919, code)
    return names[0]


def check_name(name: str) -> None:
    """A document's country must be known by its Swedish or English name."""
    if name.casefold() not in _codes():
        raise FortnoxError(2000919, name)


def code_of(name: str) -> str:
    check_name(name)
    return _codes()[name.casefold()]


@cache
def _names() -> dict[str, list[str]]:
    path = Path(__file__).parent / "countries.json"
    names: dict[str, list[str]] = json.loads(path.read_text("utf-8"))
    return names


@cache
def _codes() -> dict[str, str]:
    return {name.casefold(): code for code, names in _names().items() for name in names}
