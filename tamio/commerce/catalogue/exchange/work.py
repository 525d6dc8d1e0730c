"""Imports of products: what the pieces of their files are, and what becomes of the rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tamio.commerce.catalogue.exchange import sheets
from tamio.commerce.catalogue.exchange.foreign.cells import prices_of
from tamio.commerce.catalogue.exchange.plan import outcome_of, problems_of, shelf_for
from tamio.commerce.catalogue.exchange.reading import look_above, read_rows, without_refused
from tamio.commerce.catalogue.exchange.taking_in import take_in
from tamio.commerce.catalogue.models.imports import CatalogueImport
from tamio.commerce.importing import work
from tamio.commerce.importing.models import Source
from tamio.commerce.importing.problems import Outcome, Problem
from tamio.commerce.stores.models import Store
from tamio.outbox.lease import Clock

#: What the audit trail calls an import.
IMPORT = "import"


def begin(
    *,
    store: Store,
    file_name: str,
    content: bytes,
    by: str,
    now: datetime,
    prices_include_vat: bool | None = None,
) -> CatalogueImport:
    """Takes a file in for checking by a worker. Raises Wrong for one that is too large."""
    made: CatalogueImport = work.begin(
        PRODUCTS, store=store, file_name=file_name, content=content, by=by, now=now,
        prices_include_vat=prices_include_vat,
    )  # fmt: skip
    return made


def agree(made: CatalogueImport, *, by: str) -> bool:
    """Lets a worker take in what has been checked; False if that was done or is not possible."""
    return work.agree(PRODUCTS, made, by=by)


def chore(clock: Clock) -> None:
    work.chore(PRODUCTS, clock)


def step(made: CatalogueImport, *, now: datetime) -> None:
    work.step(PRODUCTS, made, now=now)


def give_up(made: CatalogueImport, *, now: datetime) -> None:
    work.give_up(PRODUCTS, made, now=now)


def _read(made: CatalogueImport, content: bytes) -> work.FileRows:
    prices = prices_of(
        made.store, include_vat=made.prices_include_vat, on_date=made.store.date_of(made.created_at)
    )
    table = sheets.read(content, prices=prices)
    return work.FileRows(table.columns, look_above(table.rows), table.source, table.left_out)


def _check(
    made: CatalogueImport, raw: Sequence[Any]
) -> tuple[Mapping[Outcome, int], Sequence[Problem]]:
    rows = read_rows(raw)
    shelf = shelf_for(made.store, rows, makes_categories=made.source != Source.OWN)
    above = {row.above.head for row in rows}
    above |= {number for row in rows for number in row.above.parts.values()}
    refused = set(made.problems.filter(row__in=above).values_list("row", flat=True))
    counts = dict.fromkeys(Outcome, 0)
    found: list[Problem] = []
    for row in rows:
        has_head = row.above.head and row.above.head not in refused
        coming = {row.group: row.above.options} if has_head else {}
        problems = problems_of(without_refused(row, refused), shelf, coming=coming)
        if problems:
            refused.add(row.number)
        counts[Outcome.WRONG if problems else outcome_of(row, shelf)] += 1
        found += problems
    return counts, found


def _take_in(made: CatalogueImport, raw: Sequence[Any], *, now: datetime) -> Sequence[Problem]:
    left = read_rows(raw)
    shelf = shelf_for(made.store, left, makes_categories=made.source != Source.OWN)
    coming: dict[str, tuple[str, ...]] = {}
    right, found = [], []
    # What stands in pieces before this one is in the shop by now, or was refused.
    refused = {at for row in left for at in row.above.parts.values()} - {row.number for row in left}
    for row in left:
        problems = problems_of(without_refused(row, refused), shelf, coming=coming)
        if problems:
            refused.add(row.number)
            found += problems
            continue
        if row.group == row.sku:
            coming[row.sku] = row.options
        right.append(row)
    take_in(right, shelf, by=made.by, now=now)
    return found


PRODUCTS = work.Kind(name=IMPORT, model=CatalogueImport, read=_read, check=_check, take_in=_take_in)
