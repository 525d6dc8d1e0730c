"""One exchange against the description: what departs from it and is no known defect of it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.simulator.described import defects, operations
from tests.simulator.described.defects import ACTION, ANSWER, CREATION, PARAMETER, UPDATE
from tests.simulator.described.operations import Operation
from tests.simulator.described.schemas import Check, Departure


@dataclass(frozen=True)
class Exchange:
    """`path` is raw, with /3; bodies are text, empty where there was none."""

    method: str
    path: str
    status: int
    query: Mapping[str, str] = field(default_factory=dict)
    request: str = ""
    answer: str = ""

    @classmethod
    def logged(cls, entry: Mapping[str, Any]) -> "Exchange":
        """From an entry of the request log."""
        return cls(
            method=entry["method"],
            path=entry["path"],
            status=entry["status"],
            query=entry["query"],
            request=entry["request_body"],
            answer=entry["answer_body"],
        )


def departures(exchange: Exchange) -> list[Departure]:
    """What no known defect of the description explains."""
    return [found for found in all_departures(exchange) if not defects.explanation(found)]


def all_departures(exchange: Exchange) -> Iterator[Departure]:
    """Of a refused request only the answer counts: the request was wrong, and heard so."""
    found = operations.find(exchange.method, exchange.path)
    if found is None and exchange.status < 400:
        yield Departure("", "operation", exchange.path, exchange.method, "", PARAMETER)
    if found and exchange.status < 400:
        operation, keys = found
        yield from _in(PARAMETER, _keys(operation, keys))
        yield from _in(PARAMETER, _query(operation, exchange.query))
        yield from _in(_kind(operation), _request(operation, exchange.request))
        yield from _in(ANSWER, _success(operation, exchange))
    if exchange.status >= 400:
        yield from _in(ANSWER, _refusal(exchange.answer))


def _kind(operation: Operation) -> str:
    """What a body is sent for: `PUT /3/orders/{DocumentNumber}/cancel` is an action."""
    if operation.name.startswith("POST"):
        return CREATION
    return UPDATE if operation.name.endswith("}") else ACTION


def _in(part: str, found: Iterable[Departure]) -> Iterator[Departure]:
    return (replace(departure, part=part) for departure in found)


def _keys(operation: Operation, keys: tuple[str, ...]) -> Iterator[Departure]:
    for (name, check), value in zip(operation.keys.items(), keys, strict=True):
        for departure in check(value):
            yield departure.below(name)


def _query(operation: Operation, query: Mapping[str, str]) -> Iterator[Departure]:
    for name, value in query.items():
        check = operation.parameters.get(name)
        if check is None:
            yield Departure("", "unknown", value, operation.name, name).below(name)
            continue
        for departure in check(value):
            yield departure.below(name)


def _request(operation: Operation, body: str) -> Iterable[Departure]:
    if not body:
        return ()
    return _json(body, operation.request, operation.name)


def _success(operation: Operation, exchange: Exchange) -> Iterable[Departure]:
    content = operation.contents.get(exchange.status)
    if content is None:
        return (Departure("", "status", exchange.status, operation.name, ""),)
    if content.media_type == operations.PDF and exchange.answer.startswith("%PDF"):
        return ()
    if content.check is None and not exchange.answer:
        return ()
    return _json(exchange.answer, content.check, operation.name)


def _refusal(body: str) -> Iterable[Departure]:
    """Every operation describes refusals alike, whatever their status."""
    return _json(body, operations.refusal(), "")


def _json(body: str, check: Check | None, operation: str) -> Iterable[Departure]:
    """`check` is None where the description knows of no body."""
    if check is None:
        return (Departure("", "absence", body, operation, ""),)
    try:
        return check(json.loads(body))
    except ValueError:
        return (Departure("", "media type", body, operation, ""),)
