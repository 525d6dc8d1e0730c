"""An import on its way, piece by piece: read, checked, and once someone has agreed taken in.

Each piece is one transaction that also moves the import's position, so a worker that is killed has
done a piece or not done it, and the next one goes on from there.
"""

import itertools
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext_noop

from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note
from tamio.commerce.importing.models import UNDER_WAY, ImportState, Source
from tamio.commerce.importing.problems import LeftOut, Outcome, Problem, Wrong
from tamio.commerce.importing.tables import MOST_BYTES
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
_COLUMNS = gettext_noop("Columns that are not taken over: %(columns)s.")
#: How long one turn of the chore works before it lets other chores have theirs.
_TURN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class FileRows:
    """What a file holds: its known columns, its rows as JSON, whose export it is."""

    columns: list[str]
    rows: Iterable[Any]
    source: str = Source.OWN
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of rows. `model` is its FileImport; `name` what the audit trail calls an import.

    `read` raises Wrong for what is no such file. `check` and `take_in` get the import, locked, and
    the rows of one piece: the first counts what each comes to, the second takes in those that are
    right and are not among the refused ones; both give back the problems they found.
    """

    name: str
    model: type[Any]
    read: Callable[[Any, bytes], FileRows]
    check: Callable[[Any, Sequence[Any]], tuple[Mapping[Outcome, int], Sequence[Problem]]]
    take_in: Callable[..., Sequence[Problem]]


def begin(
    kind: Kind, *, store: Store, file_name: str, content: bytes, by: str, now: datetime, **more: Any
) -> Any:
    """Takes a file in for checking by a worker. Raises Wrong for one that is too large."""
    if len(content) > MOST_BYTES:
        raise Wrong(
            gettext_noop("The file is too large: at most %(most)d MB."), most=MOST_BYTES // 10**6
        )
    return kind.model.objects.create(
        store=store, file_name=file_name[:200], content=content, by=by, created_at=now, **more
    )


def agree(kind: Kind, made: Any, *, by: str) -> bool:
    """Lets a worker take in what has been checked; False if that was done or is not possible."""
    waiting = kind.model.objects.filter(pk=made.pk, state=ImportState.CHECKED)
    return bool(waiting.update(state=ImportState.IMPORTING, position=0, by=by))


def chore(kind: Kind, clock: Clock) -> None:
    """Works on imports that are under way for a while."""
    until = time.monotonic() + _TURN_SECONDS
    while not chores.is_stopping() and time.monotonic() < until:
        found = kind.model.objects.filter(state__in=UNDER_WAY).order_by("pk").first()
        if found is None:
            return
        try:
            step(kind, found, now=clock())
        except OperationalError:
            # A busy database, not a fault of the file: the piece is done at the next turn.
            log.warning("An import waits for the database", exc_info=True)
            return
        except Exception:
            log.exception("An import could not go on")
            give_up(kind, found, now=clock())


def give_up(kind: Kind, made: Any, *, now: datetime) -> None:
    """What has been taken in stays; the page says how far it came."""
    kind.model.objects.filter(pk=made.pk, state__in=UNDER_WAY).update(
        state=ImportState.REFUSED,
        finished_at=now,
        content=None,
        refusal={"message": _OUR_FAULT, "words": {"rows": made.position * CHUNK}},
    )


def step(kind: Kind, made: Any, *, now: datetime) -> None:
    """Does the next piece of it, if it is still the next when its turn comes."""
    if made.state == ImportState.READING:
        _read(kind, made, now=now)
    elif made.state in UNDER_WAY:
        _with_next_piece(kind, made, now=now)


def _read(kind: Kind, made: Any, *, now: datetime) -> None:
    content = bytes(made.content or b"")
    with transaction.atomic():
        locked = _locked(kind, made)
        if locked is None:
            return
        try:
            found = kind.read(locked, content)
            count, rows = _keep(locked, found.rows)
        except Wrong as wrong:
            locked.pieces.all().delete()
            _refuse(locked, wrong, now=now)
            return
        locked.columns, locked.content, locked.source = found.columns, None, found.source
        locked.left_out = found.left_out.as_json(columns=_COLUMNS) if found.left_out else []
        locked.rows, locked.chunks = rows, count
        locked.state = ImportState.CHECKING if rows else ImportState.REFUSED
        locked.refusal = {} if rows else {"message": _NO_ROWS, "words": {}}
        locked.save()


def _keep(made: Any, rows: Iterable[Any]) -> tuple[int, int]:
    """Puts the rows away in pieces; how many pieces, and how many rows."""
    made.pieces.all().delete()
    number, total = 0, 0
    rows = iter(rows)
    while piece := list(itertools.islice(rows, CHUNK)):
        made.pieces.create(number=number, rows=piece)
        number, total = number + 1, total + len(piece)
    return number, total


def _refuse(made: Any, wrong: Wrong, *, now: datetime) -> None:
    made.state, made.content, made.finished_at = ImportState.REFUSED, None, now
    made.refusal = {"message": wrong.message, "words": wrong.words}
    made.save()


def _with_next_piece(kind: Kind, made: Any, *, now: datetime) -> None:
    with transaction.atomic():
        locked = _locked(kind, made)
        if locked is None:
            return
        rows = locked.pieces.get(number=locked.position).rows
        if locked.state == ImportState.CHECKING:
            _check(kind, locked, rows)
        else:
            _take_in(kind, locked, rows, now=now)
        locked.position += 1
        if locked.position == locked.chunks:
            _finish(kind, locked, now=now)
        locked.save()


def _locked(kind: Kind, made: Any) -> Any | None:
    """None if another worker has done this piece meanwhile."""
    same = kind.model.objects.select_for_update(of=("self",)).select_related("store")
    return same.filter(pk=made.pk, state=made.state, position=made.position).first()


def _check(kind: Kind, made: Any, rows: Sequence[Any]) -> None:
    counts, problems = kind.check(made, rows)
    _write(made, problems)
    made.new += counts[Outcome.NEW]
    made.changed += counts[Outcome.CHANGED]
    made.same += counts[Outcome.SAME]
    made.wrong += counts[Outcome.WRONG]


def _take_in(kind: Kind, made: Any, rows: Sequence[Any], *, now: datetime) -> None:
    """What was wrong when it was checked stays out; so does what has become wrong since."""
    numbers = [row[0] for row in rows]
    refused = set(made.problems.filter(row__in=numbers).values_list("row", flat=True))
    left = [row for row in rows if row[0] not in refused]
    problems = kind.take_in(made, left, now=now)
    _write(made, problems)
    made.wrong += len({each.row for each in problems})


def _write(made: Any, problems: Iterable[Problem]) -> None:
    table = made.problems.model
    table.objects.bulk_create(
        table(
            of=made, row=each.row, column=each.column, value=each.value,
            message=each.message, words=dict(each.words),
        )
        for each in problems
    )  # fmt: skip


def _finish(kind: Kind, made: Any, *, now: datetime) -> None:
    if made.state == ImportState.CHECKING:
        made.state = ImportState.CHECKED
        return
    made.state, made.finished_at = ImportState.DONE, now
    made.pieces.all().delete()
    subject = Subject(store_id=made.store_id, kind=kind.name, id=made.pk, name=made.file_name)
    told = f"{made.new} + {made.changed}"
    note(subject=subject, what=What.CREATED, by=made.by, now=now, after=told)
