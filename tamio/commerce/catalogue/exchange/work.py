"""An import on its way, piece by piece: read, checked, and once someone has agreed taken in.

Each piece is one transaction that also moves the import's position, so a worker that is killed has
done a piece or not done it, and the next one goes on from there.
"""

import itertools
import logging
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext_noop

from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note
from tamio.commerce.catalogue.exchange import sheets
from tamio.commerce.catalogue.exchange.columns import Wrong
from tamio.commerce.catalogue.exchange.plan import Outcome, outcome_of, problems_of, shelf_for
from tamio.commerce.catalogue.exchange.reading import (
    Problem,
    Row,
    look_above,
    read_rows,
)
from tamio.commerce.catalogue.exchange.taking_in import take_in
from tamio.commerce.catalogue.models.imports import (
    UNDER_WAY,
    CatalogueImport,
    ImportChunk,
    ImportProblem,
    ImportState,
)
from tamio.commerce.stores.models import Store
from tamio.outbox import chores
from tamio.outbox.lease import Clock

log = logging.getLogger(__name__)

#: Rows that one transaction takes in: short enough that no sale waits for it.
CHUNK = 250
_OUR_FAULT = gettext_noop(
    "Something went wrong on our side. The first %(rows)d rows of this step are done. Import the"
    " file again: what is there already stays as it is."
)
_NO_ROWS = gettext_noop("The file has no rows below its head.")
#: What the audit trail calls an import.
IMPORT = "import"
#: How long one turn of the chore works before it lets other chores have theirs.
_TURN_SECONDS = 5.0


def begin(
    *, store: Store, file_name: str, content: bytes, by: str, now: datetime
) -> CatalogueImport:
    """Takes a file in for checking by a worker. Raises Wrong for one that is too large."""
    if len(content) > sheets.MOST_BYTES:
        raise Wrong(
            gettext_noop("The file is too large: at most %(most)d MB."),
            most=sheets.MOST_BYTES // 10**6,
        )
    return CatalogueImport.objects.create(
        store=store, file_name=file_name[:200], content=content, by=by, created_at=now
    )


def agree(made: CatalogueImport, *, by: str) -> bool:
    """Lets a worker take in what has been checked; False if that was done or is not possible."""
    waiting = CatalogueImport.objects.filter(pk=made.pk, state=ImportState.CHECKED)
    return bool(waiting.update(state=ImportState.IMPORTING, position=0, by=by))


def chore(clock: Clock) -> None:
    """Works on imports that are under way for a while."""
    until = time.monotonic() + _TURN_SECONDS
    while not chores.is_stopping() and time.monotonic() < until:
        found = CatalogueImport.objects.filter(state__in=UNDER_WAY).order_by("pk").first()
        if found is None:
            return
        try:
            step(found, now=clock())
        except OperationalError:
            # A busy database, not a fault of the file: the piece is done at the next turn.
            log.warning("An import of products waits for the database", exc_info=True)
            return
        except Exception:
            log.exception("An import of products could not go on")
            give_up(found, now=clock())


def give_up(made: CatalogueImport, *, now: datetime) -> None:
    """What has been taken in stays; the page says how far it came."""
    CatalogueImport.objects.filter(pk=made.pk, state__in=UNDER_WAY).update(
        state=ImportState.REFUSED,
        finished_at=now,
        content=None,
        refusal={"message": _OUR_FAULT, "words": {"rows": made.position * CHUNK}},
    )


def step(made: CatalogueImport, *, now: datetime) -> None:
    """Does the next piece of it, if it is still the next when its turn comes."""
    if made.state == ImportState.READING:
        _read(made, now=now)
    elif made.state == ImportState.CHECKING:
        _with_next_chunk(made, now=now, is_check=True)
    elif made.state == ImportState.IMPORTING:
        _with_next_chunk(made, now=now, is_check=False)


def _read(made: CatalogueImport, *, now: datetime) -> None:
    content = bytes(made.content or b"")
    with transaction.atomic():
        locked = _locked(made)
        if locked is None:
            return
        try:
            table = sheets.read(content)
            count, rows = _keep(locked, look_above(table.rows))
        except Wrong as wrong:
            locked.pieces.all().delete()
            _refuse(locked, wrong, now=now)
            return
        locked.columns, locked.content = table.columns, None
        locked.rows, locked.chunks = rows, count
        locked.state = ImportState.CHECKING if rows else ImportState.REFUSED
        locked.refusal = {} if rows else {"message": _NO_ROWS, "words": {}}
        locked.save()


def _keep(made: CatalogueImport, rows: Iterable[Any]) -> tuple[int, int]:
    """Puts the rows away in pieces; how many pieces, and how many rows."""
    made.pieces.all().delete()
    number, total = 0, 0
    rows = iter(rows)
    while piece := list(itertools.islice(rows, CHUNK)):
        ImportChunk.objects.create(of=made, number=number, rows=piece)
        number, total = number + 1, total + len(piece)
    return number, total


def _refuse(made: CatalogueImport, wrong: Wrong, *, now: datetime) -> None:
    made.state, made.content, made.finished_at = ImportState.REFUSED, None, now
    made.refusal = {"message": wrong.message, "words": wrong.words}
    made.save()


def _with_next_chunk(made: CatalogueImport, *, now: datetime, is_check: bool) -> None:
    with transaction.atomic():
        locked = _locked(made)
        if locked is None:
            return
        chunk = locked.pieces.get(number=locked.position)
        rows = read_rows(chunk.rows)
        if is_check:
            _check(locked, rows)
        else:
            _import(locked, rows, now=now)
        locked.position += 1
        if locked.position == locked.chunks:
            _finish(locked, now=now)
        locked.save()


def _locked(made: CatalogueImport) -> CatalogueImport | None:
    """None if another worker has done this piece meanwhile."""
    same = CatalogueImport.objects.select_for_update(of=("self",)).select_related("store")
    return same.filter(pk=made.pk, state=made.state, position=made.position).first()


def _check(made: CatalogueImport, rows: Sequence[Row]) -> None:
    shelf = shelf_for(made.store, rows)
    heads = {row.above.head for row in rows}
    refused = set(made.problems.filter(row__in=heads).values_list("row", flat=True))
    counts = dict.fromkeys(Outcome, 0)
    found: list[Problem] = []
    for row in rows:
        has_head = row.above.head and row.above.head not in refused
        coming = {row.group: row.above.options} if has_head else {}
        problems = problems_of(row, shelf, coming=coming)
        if problems:
            refused.add(row.number)
        counts[Outcome.WRONG if problems else outcome_of(row, shelf)] += 1
        found += problems
    _write(made, found)
    made.new += counts[Outcome.NEW]
    made.changed += counts[Outcome.CHANGED]
    made.same += counts[Outcome.SAME]
    made.wrong += counts[Outcome.WRONG]


def _import(made: CatalogueImport, rows: Sequence[Row], *, now: datetime) -> None:
    """What was wrong when it was checked stays out; so does what has become wrong since."""
    numbers = [row.number for row in rows]
    refused = set(made.problems.filter(row__in=numbers).values_list("row", flat=True))
    left = [row for row in rows if row.number not in refused]
    shelf = shelf_for(made.store, left)
    coming: dict[str, tuple[str, ...]] = {}
    right, found = [], []
    for row in left:
        problems = problems_of(row, shelf, coming=coming)
        if problems:
            found += problems
            continue
        if row.group == row.sku:
            coming[row.sku] = row.options
        right.append(row)
    _write(made, found)
    made.wrong += len({each.row for each in found})
    take_in(right, shelf, by=made.by, now=now)


def _write(made: CatalogueImport, problems: Iterable[Problem]) -> None:
    ImportProblem.objects.bulk_create(
        ImportProblem(
            of=made, row=each.row, column=each.column, value=each.value,
            message=each.message, words=dict(each.words),
        )
        for each in problems
    )  # fmt: skip


def _finish(made: CatalogueImport, *, now: datetime) -> None:
    if made.state == ImportState.CHECKING:
        made.state = ImportState.CHECKED
        return
    made.state, made.finished_at = ImportState.DONE, now
    made.pieces.all().delete()
    subject = Subject(store_id=made.store_id, kind=IMPORT, id=made.pk, name=made.file_name)
    told = f"{made.new} + {made.changed}"
    note(subject=subject, what=What.CREATED, by=made.by, now=now, after=told)
