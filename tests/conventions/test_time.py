"""The clock is read at the door; inside, `now` is passed on."""

import ast
from collections.abc import Iterator

from tests.conventions.sources import Source, sources

INSIDE = ("tamio/commerce", "tamio/outbox", "tamio/fortnox/sync", "tamio/fortnox/models")
# The worker gives its clock to all that it runs; leases between processes run in real time.
DOORS = {"tamio/outbox/worker.py", "tamio/outbox/lease.py"}
READINGS = {"now", "utcnow", "today", "time", "localtime", "gmtime", "localdate"}
CLOCKS = {"datetime", "date", "timezone", "clock", "house_clock", "store_clock", "time", "dt"}


def test_nothing_inside_reads_a_clock() -> None:
    readings = [
        place
        for source in sources(*INSIDE)
        if source.name not in DOORS
        for place in _readings(source)
    ]
    assert readings == []


def _readings(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _reads_a_clock(node.func):
            yield f"{source.place(node)} {ast.unparse(node)}"
        if isinstance(node, ast.ImportFrom) and _is_the_clock(node):
            yield f"{source.place(node)} {ast.unparse(node)}"


def _reads_a_clock(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and called.attr in READINGS
        and isinstance(called.value, ast.Name)
        and called.value.id in CLOCKS
    )


def _is_the_clock(node: ast.ImportFrom) -> bool:
    """`told` and `real` of the store's clock turn an instant that was passed on into another."""
    names = {alias.name for alias in node.names}
    if node.module == "tamio.store_clock":
        return "now" in names
    return node.module == "tamio.clock" or (node.module == "tamio" and "clock" in names)


def test_no_column_fills_itself_with_the_time() -> None:
    automatic = [
        f"{source.name}:{node.value.lineno}"
        for source in sources("tamio")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]
    assert automatic == []
