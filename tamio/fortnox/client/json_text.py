"""JSON in which no amount ever passes through a float.

Reading turns every number with a fraction into Decimal; writing puts a Decimal out digit by digit.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Json: TypeAlias = (
    "dict[str, Json] | list[Json] | tuple[Json, ...] | str | int | Decimal | bool | date | None"
)


class NotJson(ValueError):
    """The text is not JSON (an HTML page, an empty or half answer)."""


def read(*, text: bytes) -> Json:
    """Raises NotJson."""
    try:
        parsed: Json = json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NotJson(type(error).__name__) from None
    return parsed


def write(*, value: object) -> str:
    """Compact JSON. Decimals are numbers with exactly their digits, dates YYYY-MM-DD."""
    if isinstance(value, Mapping):
        members = (f"{write(value=str(key))}:{write(value=each)}" for key, each in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(write(value=each) for each in value) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, float):
        raise TypeError("a float has no exact amount; use Decimal")
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    return json.dumps(value, ensure_ascii=False)


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} is not a number that JSON knows")
    return format(value, "f")


def _refuse(constant: str) -> None:
    raise ValueError(constant)
