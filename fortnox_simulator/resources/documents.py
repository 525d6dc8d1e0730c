"""What customers, articles and orders share: blank, patched, shown."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from fortnox_simulator.clock import SWEDEN
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields.tables import blank, table
from fortnox_simulator.resources.call import BASE
from fortnox_simulator.rounding import number


def new(resource: str) -> Document:
    return {name: _fresh(value) for name, value in blank(resource).items()}


def patch(resource: str, document: Document, changes: dict[str, Any]) -> Document:
    """A copy with the given fields changed; a field given as None goes back to its blank."""
    blanks = blank(resource)
    patched = dict(document)
    for name, value in changes.items():
        if value is None:
            patched[name] = _fresh(blanks.get(name))
        elif isinstance(value, dict):
            patched[name] = patch(table(resource)[name].of, dict(document[name]), value)
        else:
            patched[name] = number(value) if isinstance(value, Decimal) else value
    return patched


def _fresh(value: object) -> object:
    """A copy of a blank's default; they nest no deeper than this."""
    return value.copy() if isinstance(value, dict | list) else value


def stamp(document: Document, *, now: datetime) -> Document:
    """Notes when the document changed, in Swedish time, for `lastmodified`."""
    document["_modified"] = now.astimezone(SWEDEN).strftime("%Y-%m-%d %H:%M:%S")
    return document


def shown(document: Document, *, path: str) -> Document:
    """As answered: @url first, nothing of our own."""
    return {
        "@url": f"{BASE}/{path}",
        **{name: value for name, value in document.items() if not name.startswith("_")},
    }


def require(resource: str, changes: dict[str, Any]) -> None:
    """Refuses a new document that lacks a field the description requires."""
    for name, spec in table(resource).items():
        if spec.required and not changes.get(name):
            raise FortnoxError(2000588, message=f"Obligatoriskt fält saknas ({name})")


def picked(document: Document, names: Iterable[str]) -> Document:
    return {name: document[name] for name in names}
