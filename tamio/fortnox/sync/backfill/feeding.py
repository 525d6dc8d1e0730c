"""Puts the documents of backfills into the lane, never more than a few minutes' worth at a time.

So no request of a person waits for ten thousand rows, a pause or a stop has few to take back, and
what stops every document alike stops the backfill after the first few. Each step is one
transaction: the documents, their deliveries and how far it has come. Whoever dies between two
steps leaves nothing half done, and whoever comes next goes on from there.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tamio.commerce.invoices.models import CreditNote
from tamio.fortnox.models import Backfill, BackfillDocument, Connection, Settings
from tamio.fortnox.sync.backfill.scope import Fate, ahead_of, notes_to_send, sorted_out
from tamio.fortnox.sync.backfill.steering import stop_in
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED, INVOICED
from tamio.outbox import batches
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import DUE, Priority, State

#: Documents of one backfill that may be in the lane, or stopped on their way, at once.
WINDOW = 200
#: Invoices looked at in one step.
BATCH = 500
#: What takes up room: all that has not come to an end.
_TAKES_ROOM = (*DUE, State.SETTINGS, State.RECONNECT, State.REJECTED, State.BUG)
#: What will go on by itself, so that the backfill is not at its end.
_GOES_ON = (*DUE, State.RECONNECT)


def feed_due(clock: Clock) -> None:
    """A chore: fills up every lane that a backfill is under way in."""
    pks = Backfill.objects.filter(stopped_at=None, finished_at=None).order_by("pk")
    for pk, store_id in list(pks.values_list("pk", "store_id")):
        while not is_stopping() and step(pk, store_id=store_id, now=clock()):
            pass


def step(pk: int, *, store_id: int, now: datetime) -> bool:
    """Looks at the next few invoices. Whether there may be more to look at right away."""
    with transaction.atomic():
        lane = batches.locked(store_id=store_id, destination=DESTINATION, now=now)
        backfill = Backfill.objects.select_for_update(of=("self",)).select_related("store")
        return _step(backfill.get(pk=pk), lane, now=now)


def _step(backfill: Backfill, lane: Lane, *, now: datetime) -> bool:
    connection = Connection.objects.filter(store_id=backfill.store_id).first()
    settings = Settings.objects.filter(store_id=backfill.store_id).first()
    if connection is None or settings is None or not lane.is_open or not backfill.runs:
        return False
    if connection.tenant_id != backfill.tenant_id:
        # What was looked at in the dry run was to go to another company.
        stop_in(lane, backfill=backfill, now=now, by="tamio")
        return False
    if backfill.reached == backfill.until:
        _finish(backfill, now=now)
        return False
    room = WINDOW - _in_the_way(backfill)
    if room <= 0:
        return False
    rows = _next_rows(backfill, settings=settings)
    _take(backfill, lane, rows=_as_many_as_fit(rows, room=room), now=now)
    return True


def _in_the_way(backfill: Backfill) -> int:
    return backfill.documents.filter(delivery__state__in=_TAKES_ROOM).count()


def _next_rows(backfill: Backfill, *, settings: Settings) -> list[Any]:
    found = sorted_out(ahead_of(backfill), settings=settings)
    return list(found.values_list("pk", "number", "fate")[:BATCH])


def _as_many_as_fit(rows: Sequence[Any], *, room: int) -> list[Any]:
    """Up to the last that there is room for: at least one."""
    fitting: list[Any] = []
    for row in rows:
        room -= row[2] == Fate.TAKE
        if room < 0:
            break
        fitting.append(row)
    return fitting


def _take(backfill: Backfill, lane: Lane, *, rows: Sequence[Any], now: datetime) -> None:
    """The invoices, and then their credit notes, which follow them."""
    fates = {pk: Fate(fate) for pk, _, fate in rows}
    invoices = [pk for pk, fate in fates.items() if fate is Fate.TAKE]
    there = [pk for pk, fate in fates.items() if fate is Fate.THERE]
    notes = notes_to_send(CreditNote.objects.filter(invoice_id__in=[*invoices, *there]))
    _send(backfill, lane, INVOICED, invoices, now=now)
    _send(backfill, lane, CREDITED, list(notes.values_list("pk", flat=True)), now=now)
    left = Counter(backfill.left_out)
    left.update(fate.value for fate in fates.values() if fate is not Fate.TAKE)
    backfill.left_out, backfill.reached = dict(left), rows[-1][1]
    backfill.save(update_fields=["left_out", "reached"])


def _send(
    backfill: Backfill, lane: Lane, kind: str, subjects: Sequence[int], *, now: datetime
) -> None:
    if not subjects:
        return
    how: Any = {"lane": lane, "priority": Priority.BACKFILL, "now": now, "by": backfill.started_by}
    held = Delivery.objects.filter(destination=DESTINATION, kind=kind, subject_id__in=subjects)
    pks = batches.send_all(deliveries=held, **how)
    pks += batches.record_all(kind=kind, subject_ids=subjects, **how)
    BackfillDocument.objects.bulk_create(
        [BackfillDocument(backfill=backfill, delivery_id=pk) for pk in pks]
    )


def _finish(backfill: Backfill, *, now: datetime) -> None:
    """Once nothing of it goes on by itself any more; what needs someone stays in the lists."""
    if backfill.documents.filter(delivery__state__in=_GOES_ON).exists():
        return
    backfill.finished_at = now
    backfill.save(update_fields=["finished_at"])
