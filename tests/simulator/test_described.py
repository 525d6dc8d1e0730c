"""Fortnox's own description: what counts as a departure from it."""

import json
from pathlib import Path
from typing import Any

import pytest

from fortnox_simulator.api.routes import RESOURCES
from fortnox_simulator.resources.call import Route
from tests.simulator.described import operations
from tests.simulator.described.exchanges import Exchange, departures
from tests.simulator.described.schemas import Schemas
from tests.simulator.described.trim import trim, written

TRIMMED = Path(__file__).parent / "described" / "openapi.json"
ROW = {
    "type": "object",
    "required": ["Number"],
    "properties": {
        "Number": {"type": "integer", "minimum": 1, "maximum": 9},
        "RowId": {"type": "integer", "format": "int32"},
        "Text": {"type": "string", "minLength": 2, "maxLength": 4},
        "Kind": {"type": "string", "enum": ["A", "B"]},
        "Day": {"type": "string", "format": "date"},
        "Time": {"type": "string", "format": "date-time"},
        "Price": {"type": "number", "format": "double"},
        "Sent": {"type": "boolean"},
        "Note": {"type": "string", "nullable": True},
        "a/b~c": {"type": "string"},
    },
}
WRAP = {
    "type": "object",
    "properties": {
        "Rows": {"type": "array", "maxItems": 2, "items": {"$ref": "#/components/schemas/Row"}}
    },
}
BREAKING: list[tuple[dict[str, Any], str, str]] = [
    ({}, "Number", "required"),
    ({"Number": None}, "Number", "required"),
    ({"Number": "1"}, "Number", "type"),
    ({"Number": True}, "Number", "type"),
    ({"Number": 1.5}, "Number", "type"),
    ({"Number": 0}, "Number", "minimum"),
    ({"Number": 10}, "Number", "maximum"),
    ({"Number": 1, "RowId": 2**31}, "RowId", "format"),
    ({"Number": 1, "Text": "a"}, "Text", "minLength"),
    ({"Number": 1, "Text": "aaaaa"}, "Text", "maxLength"),
    ({"Number": 1, "Text": None}, "Text", "null"),
    ({"Number": 1, "Kind": "C"}, "Kind", "enum"),
    ({"Number": 1, "Day": "2026-02-30"}, "Day", "format"),
    ({"Number": 1, "Day": "20260228"}, "Day", "format"),
    ({"Number": 1, "Time": "yesterday"}, "Time", "format"),
    ({"Number": 1, "Price": "1.5"}, "Price", "type"),
    ({"Number": 1, "Sent": 0}, "Sent", "type"),
    ({"Number": 1, "Other": 0}, "Other", "unknown"),
    ({"Number": 1, "a/b~c": 0}, "a~1b~0c", "type"),
]


def checked(value: object) -> list[tuple[str, str]]:
    check = Schemas({"Row": ROW, "Wrap": WRAP}).named("Wrap")
    return [(departure.pointer, departure.rule) for departure in check(value)]


@pytest.mark.parametrize(("row", "field", "rule"), BREAKING)
def test_a_value_against_its_schema_is_named_by_its_pointer(
    row: dict[str, Any], field: str, rule: str
) -> None:
    assert checked({"Rows": [{"Number": 1}, row]}) == [(f"/Rows/1/{field}", rule)]


def test_a_value_as_described_departs_in_nothing() -> None:
    row = {
        "Number": 1, "Text": "åäö", "Kind": "A", "Day": "2026-02-28", "Price": 1, "Sent": True,
        "Time": "2026-02-28 09:30:00", "Note": None,
    }  # fmt: skip

    assert checked({"Rows": [row, {"Number": 1.0, "RowId": 1.0}]}) == []
    assert checked({"Rows": [{"Number": 1}] * 3}) == [("/Rows", "items")]
    assert checked({"Rows": {}}) == [("/Rows", "type")]
    assert checked([]) == [("", "type")]


@pytest.mark.parametrize(
    ("exchange", "expected"),
    [
        (Exchange("GET", "/3/units/st", 200, answer='{"Unit":{"Code":"st"}}'),
         "answer /Unit/Description: None breaks the required of fortnox_UnitSingleItem"
         " Description"),
        (Exchange("GET", "/3/units/st", 202, answer="{}"), "202 breaks the status of GET"),
        (Exchange("GET", "/3/units/st", 200, answer="<html>"), "'<html>' breaks the media type"),
        (Exchange("GET", "/3/orders/1/print", 200, answer="{}1"), "'{}1' breaks the media type"),
        (Exchange("GET", "/3/gifts", 200, answer="{}"), "'/3/gifts' breaks the operation of GET"),
        (Exchange("GET", "/3/gifts", 404, answer='{"Fel":1}'), "answer /Fel: 1 breaks the unknown"),
        (Exchange("DELETE", "/3/units/st", 204, answer="{}"), "'{}' breaks the absence"),
        (Exchange("GET", "/3/accounts/kassa", 200, answer='{"Account":null}'),
         "parameter /Number: 'kassa' breaks the type of GET /3/accounts/{Number}"),
        (Exchange("GET", "/3/orders", 200, {"colour": "red"}, answer='{"Orders":[]}'),
         "parameter /colour: 'red' breaks the unknown of GET /3/orders"),
        (Exchange("GET", "/3/orders", 200, {"sent": "yes"}, answer='{"Orders":[]}'),
         "parameter /sent: 'yes' breaks the type of GET /3/orders"),
        (Exchange("POST", "/3/units", 201, request='{"Unit":{"Code":"st"}}', answer='{}'),
         "creation /Unit/Description: None breaks the required"),
    ],
)  # fmt: skip
def test_every_part_of_an_exchange_is_looked_at(exchange: Exchange, expected: str) -> None:
    assert expected in "\n".join(map(str, departures(exchange)))


def test_a_path_may_name_what_another_leaves_open() -> None:
    found = [operations.find("GET", f"/3/prices/{rest}") for rest in ("sublist/A/1", "A/1/0")]

    assert [operation.name for operation, _ in filter(None, found)] == [
        "GET /3/prices/sublist/{PriceList}/{ArticleNumber}",
        "GET /3/prices/{PriceList}/{ArticleNumber}/{FromQuantity}",
    ]
    assert [keys for _, keys in filter(None, found)] == [("A", "1"), ("A", "1", "0")]


def test_the_trimmed_description_is_all_that_its_paths_reach() -> None:
    text = TRIMMED.read_text("utf-8")

    assert written(trim(json.loads(text))) == text


@pytest.mark.parametrize(
    "route",
    [
        pytest.param(route, id=f"{route.method} {route.path}")
        for each in RESOURCES
        for route in each.ROUTES
    ],
)
def test_every_route_is_described(route: Route) -> None:
    assert operations.find(route.method, f"/3/{route.path}")
