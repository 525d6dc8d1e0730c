"""Rows of a table as what they ask for, with everything that is wrong with their cells."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_noop

from tamio.commerce.catalogue.exchange.columns import BY_NAME
from tamio.commerce.importing.problems import Problem, Wrong

_OPTIONS = ("option1", "option2", "option3")
_VALUES = ("value1", "value2", "value3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """What the rows above have to do with one: `twice` is where its SKU stands already; `head` is
    the row that begins its product, with `options` there. 0 where there is none. `parts`: of a
    pack, the SKUs it holds that stand above as something else than a pack, with their rows.
    """

    twice: int = 0
    head: int = 0
    options: tuple[str, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """`given` has the values of the columns that the file has; `problems` those it cannot have."""

    number: int
    sku: str
    given: Mapping[str, Any]
    problems: list[Problem]
    above: Above

    @property
    def group(self) -> str:
        """The SKU by which its product is found: another variant's, or its own."""
        return self.given.get("group") or self.sku

    @property
    def holds(self) -> tuple[tuple[str, int], ...]:
        """What a pack holds: SKUs, and how many of each. Empty for anything else."""
        return tuple(self.given.get("holds", ()))

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(self.given.get(name, "") for name in _OPTIONS)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(self.given.get(name, "") for name in _VALUES)


def look_above(
    rows: Iterable[tuple[int, dict[str, str]]],
) -> Iterator[tuple[int, dict[str, str], dict[str, Any]]]:
    """Each row with what `Above` says of it: so pieces of the file can be read by themselves."""
    seen: dict[str, int] = {}
    heads: dict[str, tuple[int, list[str]]] = {}
    single: dict[str, int] = {}
    for number, cells in rows:
        sku, group = (cells.get(name, "").strip() for name in ("sku", "group"))
        above: dict[str, Any] = {"twice": seen[sku]} if sku and sku in seen else {}
        seen.setdefault(sku, number)
        if group in {"", sku}:
            names = [" ".join(cells.get(name, "").split()) for name in _OPTIONS]
            heads.setdefault(sku, (number, names))
        elif group in heads:
            above["head"], above["options"] = heads[group]
        if holds := cells.get("holds", "").strip():
            named = re.split(r"[;\s]+", holds)
            above["parts"] = {part: single[part] for part in named if part in single}
        else:
            single.setdefault(sku, number)
        yield number, cells, above


def read_rows(rows: Iterable[Sequence[Any]]) -> list[Row]:
    """Rows as `look_above` gave them. Every cell is looked at, so that everything that is wrong is
    said at once.
    """
    return [_read(*row) for row in rows]


def without_refused(row: Row, refused: Collection[int]) -> Row:
    """The row as if what is refused did not stand above it."""
    if all(number not in refused for number in row.above.parts.values()):
        return row
    parts = {sku: number for sku, number in row.above.parts.items() if number not in refused}
    return replace(row, above=replace(row.above, parts=parts))


def _read(number: int, cells: Mapping[str, str], above: Mapping[str, Any]) -> Row:
    given: dict[str, Any] = {}
    problems = []
    for name, cell in cells.items():
        try:
            given[name] = BY_NAME[name].read(cell)
        except Wrong as wrong:
            problems.append(Problem(number, name, cell[:100], wrong.message, wrong.words))
    seen = Above(**{**above, "options": tuple(above.get("options", ()))})
    row = Row(number, given.get("sku", ""), given, problems, seen)
    problems += _of_options(row)
    if seen.twice:
        message = gettext_noop("The SKU stands in row %(row)d already.")
        problems.append(Problem(number, "sku", row.sku, message, {"row": seen.twice}))
    return row


def _of_options(row: Row) -> list[Problem]:
    found = []
    for at, (name, value) in enumerate(zip(row.options, row.values, strict=True)):
        if _VALUES[at] in row.given and bool(name) != bool(value):
            missing = _OPTIONS[at] if value else _VALUES[at]
            message = gettext_noop("An option and its value belong together: one is missing.")
            found.append(Problem(row.number, missing, "", message))
    return found
