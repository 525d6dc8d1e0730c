"""Products out of a file: Tamio's own columns, or another shop's export turned into them."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop

from tamio.commerce.catalogue.exchange.columns import BY_NAME
from tamio.commerce.catalogue.exchange.foreign import shopify, woocommerce
from tamio.commerce.catalogue.exchange.foreign.cells import Prices
from tamio.commerce.importing.models import Source
from tamio.commerce.importing.problems import LeftOut, Wrong
from tamio.commerce.importing.tables import MOST_BYTES, MOST_ROWS, Line, lines_of

__all__ = ["MOST_BYTES", "MOST_ROWS", "Table", "read"]

_FOREIGN: dict[Source, Any] = {Source.SHOPIFY: shopify, Source.WOOCOMMERCE: woocommerce}


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns that are known, in the file's order, and the rows below them.

    A row is its number in the file and its cells by column. `left_out` fills as they are read.
    """

    columns: list[str]
    rows: Iterator[tuple[int, dict[str, str]]]
    source: Source = Source.OWN
    left_out: LeftOut = field(default_factory=LeftOut)


def read(content: bytes, *, prices: Prices | None = None) -> Table:
    """Raises Wrong for what is no table, or has no column `sku`; the rows raise it as they come.

    `prices` says how another shop states its prices; without it they are taken as they are.
    """
    head, lines = lines_of(content)
    for source, foreign in _FOREIGN.items():
        if foreign.recognises(head):
            left_out = LeftOut()
            rows = foreign.rows(head, lines, prices=prices or Prices(), left_out=left_out)
            return Table(list(foreign.COLUMNS), rows, source, left_out)
    return _own(head, lines)


def _own(head: list[str], lines: Iterable[Line]) -> Table:
    names = [_column(cell) for cell in head]
    known = [name for name in names if name]
    if "sku" not in known:
        raise Wrong(gettext_noop("The first row must name the columns, and one of them sku."))
    if len(set(known)) < len(known):
        raise Wrong(gettext_noop("A column is there twice: %(columns)s."), columns=", ".join(known))
    return Table(known, _rows(names, lines))


def _column(cell: str) -> str:
    found = BY_NAME.get(" ".join(cell.split()).lower())
    return found.name if found else ""


def _rows(names: list[str], lines: Iterable[Line]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in lines:
        cells = itertools.zip_longest(names, line[: len(names)], fillvalue="")
        yield number, {name: cell for name, cell in cells if name}
