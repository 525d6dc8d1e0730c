"""Trims Fortnox's OpenAPI description to what is simulated: paths, parameters, schemas, no texts.

Run as `python -m tests.simulator.described.trim description.json > openapi.json`.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PATHS = (
    "accountcharts",
    "accounts",
    "articles",
    "companyinformation",
    "costcenters",
    "currencies",
    "customers",
    "financialyears",
    "invoices",
    "me",
    "orders",
    "predefinedaccounts",
    "pricelists",
    "prices",
    "projects",
    "settings/company",
    "settings/lockedperiod",
    "termsofdeliveries",
    "termsofpayments",
    "units",
    "vouchers",
    "voucherseries",
    "wayofdeliveries",
)
TEXTS = {"description", "example", "operationId", "summary", "tags", "title"}


def trim(description: dict[str, Any]) -> dict[str, Any]:
    """The chosen paths, every schema that they reach, and the parameters of all lists."""
    paths = {
        path: _bare(item)
        for path, item in description["paths"].items()
        if any(f"{path}/".startswith(f"/3/{kept}/") for kept in PATHS)
    }
    described = description["components"]["schemas"]
    return {
        "openapi": description["openapi"],
        "paths": paths,
        "components": {
            "parameters": _bare(description["components"]["parameters"]),
            "schemas": {name: _bare(described[name]) for name in sorted(reached(paths, described))},
        },
    }


def _bare(node: Any, *, names: bool = False) -> Any:
    """Without texts; the keys under `properties` are names of fields, and stay all."""
    if isinstance(node, list):
        return [_bare(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _bare(value, names=key == "properties")
        for key, value in node.items()
        if names or not (key in TEXTS or key.startswith("x-"))
    }


def reached(node: Any, schemas: Mapping[str, Any]) -> set[str]:
    """The names of the schemas that the node refers to, and those that they refer to."""
    names: set[str] = set()
    waiting = list(_references(node))
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting += _references(schemas[name])
    return names


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value.rsplit("/", 1)[1]
            else:
                yield from _references(value)


def written(trimmed: dict[str, Any]) -> str:
    """One line for each path and each schema: small, and a change shows where it is."""
    return "".join(_lines(trimmed)) + "\n"


def _lines(node: dict[str, Any], depth: int = 0) -> Iterator[str]:
    yield "{"
    for position, (key, value) in enumerate(node.items()):
        yield f"{',' if position else ''}\n{' ' * (depth + 1)}{json.dumps(key)}: "
        if key in {"paths", "components", "parameters", "schemas"}:
            yield from _lines(value, depth + 1)
        else:
            yield json.dumps(value, separators=(",", ":"))
    yield f"\n{' ' * depth}}}"


if __name__ == "__main__":
    sys.stdout.write(written(trim(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))
