"""Pauses, resumes and stops a backfill. What is being sent at that moment is brought to its end."""

from datetime import datetime

from django.db import transaction

from tamio.fortnox.models import Backfill, OrderLink
from tamio.fortnox.sync import changes
from tamio.fortnox.sync.backfill.scope import documents_of
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import INVOICED
from tamio.fortnox.sync.rules import BACKFILL_PAUSED, BACKFILL_STOPPED
from tamio.outbox import batches
from tamio.outbox.models import Lane
from tamio.outbox.states import Priority, State

#: What goes by itself, now or once something is mended.
_GOES = (State.WAITING, State.LATER, State.SETTINGS, State.RECONNECT)


class NotNow(ValueError):
    """It is not so that this could be done: paused already, not paused, or at its end."""


def pause(backfill: Backfill, *, now: datetime, by: str) -> None:
    """No more of it is sent until it is resumed. Raises NotNow."""
    with transaction.atomic():
        lane, found = _held(backfill, now=now)
        if not found.runs:
            raise NotNow(f"{found} does not run")
        found.paused_at, found.paused_by = now, by
        found.resumed_at, found.resumed_by = None, ""
        found.save(update_fields=["paused_at", "paused_by", "resumed_at", "resumed_by"])
        _take_back(found, lane, reason=BACKFILL_PAUSED, now=now, by=by)
        changes.backfill_steered(backfill=found, before="runs", after="paused", by=by, now=now)


def resume(backfill: Backfill, *, now: datetime, by: str) -> None:
    """Goes on where it was. Raises NotNow."""
    with transaction.atomic():
        lane, found = _held(backfill, now=now)
        if not found.is_paused:
            raise NotNow(f"{found} is not paused")
        found.resumed_at, found.resumed_by = now, by
        found.save(update_fields=["resumed_at", "resumed_by"])
        batches.send_all(
            lane=lane,
            deliveries=documents_of(found).filter(state=State.HELD, reason=BACKFILL_PAUSED),
            priority=Priority.BACKFILL,
            now=now,
            by=by,
        )
        changes.backfill_steered(backfill=found, before="paused", after="runs", by=by, now=now)


def stop(backfill: Backfill, *, now: datetime, by: str) -> None:
    """For good: what waits of it is taken back, and is not sent unless somebody says so anew.
    Raises NotNow.
    """
    with transaction.atomic():
        lane, found = _held(backfill, now=now)
        if not found.is_open:
            raise NotNow(f"{found} is at its end")
        stop_in(lane, backfill=found, now=now, by=by)


def stop_in(lane: Lane, *, backfill: Backfill, now: datetime, by: str) -> None:
    """As `stop`, in a transaction that holds the lane and the backfill."""
    before = "paused" if backfill.is_paused else "runs"
    paused = documents_of(backfill).filter(state=State.HELD, reason=BACKFILL_PAUSED)
    batches.hold_all(lane=lane, deliveries=paused, reason=BACKFILL_STOPPED, now=now, by=by)
    _take_back(backfill, lane, reason=BACKFILL_STOPPED, now=now, by=by)
    backfill.stopped_at, backfill.stopped_by = now, by
    backfill.save(update_fields=["stopped_at", "stopped_by"])
    changes.backfill_steered(backfill=backfill, before=before, after="stopped", by=by, now=now)


def _held(backfill: Backfill, *, now: datetime) -> tuple[Lane, Backfill]:
    """The lane first, as everywhere; then the backfill as it is now."""
    lane = batches.locked(store_id=backfill.store_id, destination=DESTINATION, now=now)
    return lane, Backfill.objects.select_for_update().get(pk=backfill.pk)


def _take_back(backfill: Backfill, lane: Lane, *, reason: str, now: datetime, by: str) -> None:
    """Invoices only: a credit note goes no further than its invoice by itself. What may have
    reached Fortnox is left to be brought to its end.
    """
    in_doubt = OrderLink.objects.filter(tenant_id=backfill.tenant_id, order_number="")
    waiting = documents_of(backfill).filter(
        kind=INVOICED, priority=Priority.BACKFILL, state__in=_GOES
    )
    batches.hold_all(
        lane=lane,
        deliveries=waiting.exclude(subject_id__in=in_doubt.values("invoice_id")),
        reason=reason,
        now=now,
        by=by,
    )
