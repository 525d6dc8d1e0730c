"""Reads a body strictly: JSON that two readers could understand differently is refused."""

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser
from pydantic_core import PydanticCustomError

_AMOUNT = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


class Unreadable(ValueError):
    """The body is not JSON in the strict sense; the message says why."""


class StrictParser(Parser):
    """In place of ninja's own, which takes the last of two fields with one name."""

    def parse_body(self, request: HttpRequest) -> Any:
        return read_json(request.body)


def read_json(body: bytes) -> Any:
    """The value in `body`. Raises ValueError (Unreadable where more can be said)."""
    text = body.decode("utf-8-sig")
    return json.loads(text, object_pairs_hook=_each_once, parse_constant=_refuse)


def read_amount(given: Any) -> Decimal:
    """For fields of money and quantities: "99.00", or an integer. A JSON float is refused."""
    if isinstance(given, int) and not isinstance(given, bool):
        return Decimal(given)
    if isinstance(given, str) and _AMOUNT.fullmatch(given):
        return Decimal(given)
    raise PydanticCustomError("amount", "not written as an amount")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(_("“%(name)s” stands twice in one object.") % {"name": twice[:50]})
    return fields


def _refuse(constant: str) -> NoReturn:
    raise Unreadable(_("%(constant)s is not a JSON value.") % {"constant": constant})
