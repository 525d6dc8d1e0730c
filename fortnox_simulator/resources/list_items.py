"""List items as the description of 2026 has them: every field, some typed unlike the document's."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.fields.tables import table
from fortnox_simulator.rounding import number


def described(resource: str, document: Document) -> Document:
    """`document` as it is shown for itself, in the fields and types of the resource's list items.

    What is null stays null, but for texts: there lists were recorded with empty ones instead.
    """
    return {
        name: TYPES.get(field.type, _as_it_is)(document[name])
        for name, field in table(f"{resource}List").items()
    }


def _as_it_is(value: object) -> object:
    return value


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(value: object) -> int | float | None:
    """Of a document's text too; one that is no number is none."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return number(amount) if amount.is_finite() else None


TYPES: dict[str, Callable[[object], object]] = {
    "string": _text,
    "number": _number,
    "integer": _number,
}
