"""A bulk run on its way, piece by piece. Each piece is one transaction with what became of its
rows, so that a worker that dies has done a piece or not done it, and the next one goes on.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.backoffice.lists.actions import Action, known
from tamio.backoffice.lists.models import UNDER_WAY, BulkItem, BulkRun, Outcome, RunState
from tamio.commerce.stores.clock import in_time_of
from tamio.commerce.stores.models import Store
from tamio.outbox import chores
from tamio.outbox.lease import Clock
from tamio.store_clock import told

log = logging.getLogger(__name__)

#: So many are done while one waits for the page; more are left to a worker.
AT_ONCE = 40
_PIECE = 20
_INSERTED = 2_000
#: How long one turn of the chore works before it lets other chores have theirs.
_TURN_SECONDS = 5.0


def begin(
    *,
    store: Store,
    action: Action,
    keys: Iterable[int],
    choice: str,
    by: str,
    language: str,
    now: datetime,
) -> BulkRun:
    """The rows as they are now; few of them are done before it returns."""
    chosen = list(keys)
    with transaction.atomic():
        run = BulkRun.objects.create(
            store=store, list=action.list, action=action.name, choice=choice, by=by,
            language=language, total=len(chosen), created_at=now,
        )  # fmt: skip
        items = (BulkItem(run=run, subject_id=key) for key in chosen)
        BulkItem.objects.bulk_create(items, _INSERTED)
    if len(chosen) <= AT_ONCE:
        finish(run, now=now)
    return run


def undo(run: BulkRun, *, by: str, now: datetime) -> bool:
    """Puts back what was done; False if there is nothing to put back, or somebody did already."""
    action = known().get((run.list, run.action))
    if action is None or action.undo is None:
        return False
    done = BulkRun.objects.filter(pk=run.pk, state=RunState.DONE)
    if not done.update(state=RunState.UNDOING, by=by, finished_at=None):
        return False
    run.refresh_from_db()
    if run.total <= AT_ONCE:
        finish(run, now=now)
    return True


def finish(run: BulkRun, *, now: datetime) -> None:
    """All that is left of it, at once."""
    while run.is_under_way:
        step(run, now=now)
        run.refresh_from_db()


def chore(clock: Clock) -> None:
    """Works on runs that are under way for a while."""
    until = time.monotonic() + _TURN_SECONDS
    while not chores.is_stopping() and time.monotonic() < until:
        found = BulkRun.objects.filter(state__in=UNDER_WAY).order_by("pk").first()
        if found is None:
            return
        try:
            step(found, now=clock())
        except OperationalError:
            # A busy database, not a fault of the run: the piece is done at the next turn.
            log.warning("A bulk run waits for the database", exc_info=True)
            return


def step(run: BulkRun, *, now: datetime) -> None:
    """Does the next rows of it in the store's own time, or ends it where there are none. `now` is
    the house's.
    """
    with transaction.atomic(), override(run.language):
        locked = BulkRun.objects.select_for_update().select_related("store").get(pk=run.pk)
        if not locked.is_under_way:
            return
        undoes = locked.state == RunState.UNDOING
        waiting = locked.items.filter(outcome=Outcome.DONE if undoes else Outcome.WAITING)
        if undoes:
            waiting = waiting.filter(before__isnull=False)
        items = list(waiting.order_by("pk")[:_PIECE])
        with in_time_of(locked.store):
            for item, row in _with_rows(locked, items):
                _settle(item, _deed(locked, item, row, now=told(now)), undoes=undoes)
        BulkItem.objects.bulk_update(items, ["outcome", "before", "why"])
        if len(items) < _PIECE:
            locked.state = RunState.UNDONE if undoes else RunState.DONE
            locked.finished_at = now
            locked.save(update_fields=["state", "finished_at"])


def _with_rows(run: BulkRun, items: list[BulkItem]) -> list[tuple[BulkItem, Any]]:
    action = known().get((run.list, run.action))
    rows = action.rows(run.store).in_bulk([item.subject_id for item in items]) if action else {}
    return [(item, rows.get(item.subject_id)) for item in items]


def _deed(run: BulkRun, item: BulkItem, row: Any, *, now: datetime) -> Callable[[], Any]:
    def deed() -> Any:
        action = known().get((run.list, run.action))
        if action is None or row is None:
            raise ValidationError(_("It is not there any more."))
        if run.state == RunState.RUNNING:
            return action.do(row, run.choice, run.by, now)
        if action.undo is not None and isinstance(item.before, dict):
            action.undo(row, item.before, run.by, now)
        return None

    return deed


def _settle(item: BulkItem, deed: Callable[[], Any], *, undoes: bool) -> None:
    """What cannot be done to one row keeps no other from it."""
    try:
        with transaction.atomic():
            before = deed()
    except ValidationError as error:
        item.outcome, item.why = Outcome.REFUSED, " ".join(error.messages)[:200]
    except OperationalError:
        raise
    except Exception:
        log.exception("A row of a bulk run could not be done")
        item.outcome = Outcome.REFUSED
        item.why = _("Something went wrong on our side. Try this one by itself.")
    else:
        if undoes:
            item.outcome = Outcome.UNDONE
        else:
            item.outcome = Outcome.UNCHANGED if before is None else Outcome.DONE
            item.before = before if isinstance(before, dict) else None
