"""Reads a payload by its field table: names first, then structure, type, characters, length."""

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from fortnox_simulator.clock import SWEDEN
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields.characters import is_allowed
from fortnox_simulator.fields.tables import READ_ONLY, Field, table

Payload = dict[str, Any]
CLEAR = "API_BLANK"
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
BOOLEANS = {"true": True, "false": False, "1": True, "0": False}


def read(resource: str, payload: object, *, keys: frozenset[str] = frozenset()) -> Payload:
    """The given fields with their types: str, Decimal, bool, list of rows.

    A value of None means "clear this field" (null or API_BLANK was sent); an empty string is left
    out, for it never clears. `keys` are read-only fields that may be sent to name a row.
    """
    if not isinstance(payload, Mapping):
        raise FortnoxError(2002649)
    fields = table(resource)
    _refuse_unknown(payload, fields)
    _refuse_read_only(payload, fields, keys)
    given = {name: _value(fields[name], value) for name, value in payload.items()}
    return {name: value for name, value in given.items() if value != ""}


def _refuse_unknown(payload: Mapping[str, object], fields: Mapping[str, Field]) -> None:
    for name in payload:
        if name not in fields:
            raise FortnoxError(2001399, name)


def _refuse_read_only(
    payload: Mapping[str, object], fields: Mapping[str, Field], keys: frozenset[str]
) -> None:
    for name in payload:
        if fields[name].readonly and name not in keys:
            raise FortnoxError(READ_ONLY, name)


def _value(field: Field, value: object) -> object:
    if value is None or value == CLEAR:
        if field.required:
            raise FortnoxError(2000699)
        return None
    if value == "":
        return ""
    if field.type == "array":
        return _rows(field, value)
    if field.type == "object":
        return read(field.of, value)
    if isinstance(value, list | dict):
        raise FortnoxError(2002649)
    return SCALARS[field.type](field, value)


def _rows(field: Field, value: object) -> list[object]:
    """Rows are read by their owner, which knows whether a row may name its RowId."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise FortnoxError(2002649)
    return value


def _string(field: Field, value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if not is_allowed(text):
        raise FortnoxError(2000359, text)
    if field.cut:
        return text[: field.cut]
    if field.max and len(text) > field.max:
        raise FortnoxError(field.too_long, text)
    if text and len(text) < field.min:
        raise FortnoxError(2000588, message=f"Ogiltigt värde ({field.name})")
    if field.values and text not in field.values:
        raise FortnoxError(2000588, message=f"Ogiltigt värde ({field.name})")
    return text


def _number(field: Field, value: object) -> Decimal:
    text = str(value)
    if not NUMBER.fullmatch(text):
        raise FortnoxError(2000108, value)
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise FortnoxError(2000108, value) from None
    if amount.adjusted() >= field.digits:
        raise FortnoxError(2000108, value)
    if not _is_within(field, amount):
        raise FortnoxError(2000588, message=f"Ogiltigt värde ({field.name})")
    return amount


def _is_within(field: Field, amount: Decimal) -> bool:
    least, most = field.least, field.most
    return (least is None or amount >= least) and (most is None or amount <= most)


def _integer(field: Field, value: object) -> Decimal:
    amount = _number(field, value)
    if amount != amount.to_integral_value():
        raise FortnoxError(2000108, value)
    return amount


def _boolean(field: Field, value: object) -> bool:
    flag = BOOLEANS.get(str(value).lower())
    if flag is None:
        raise FortnoxError(2000134, value)
    return flag


def _date(field: Field, value: object) -> str:
    try:
        if not DATE.fullmatch(str(value)):
            raise ValueError(value)
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise FortnoxError(2000588, message=f"Ogiltigt datum ({field.name})") from None


def _time(field: Field, value: object) -> str:
    """Date and time as Fortnox writes them; a time with an offset is told in Swedish time."""
    try:
        moment = datetime.datetime.fromisoformat(str(value))
        if moment.tzinfo is not None:
            moment = moment.astimezone(SWEDEN)
    except (OverflowError, ValueError):
        raise FortnoxError(2000588, message=f"Ogiltig tid ({field.name})") from None
    return moment.strftime("%Y-%m-%d %H:%M:%S")


SCALARS: dict[str, Callable[[Field, object], object]] = {
    "string": _string,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
    "date-time": _time,
}
