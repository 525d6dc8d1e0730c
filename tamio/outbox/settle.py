"""Writes what became of an attempt: the delivery, its time line and its lane, in one commit."""

from datetime import datetime
from random import Random
from typing import Any

from tamio.outbox import backoff
from tamio.outbox.errors import LeaseLost
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.outcome import Held, Later, Outcome, Reconnect, Skipped, Submitted
from tamio.outbox.states import SETTLED, Happening, State

_STEERED = ["answers", "closed_reason", "closed_at", "closed_by", "rests_until", "failures"]


def settle(
    *, delivery: Delivery, lease: Lease, outcome: Outcome, random: Random, openings: int
) -> bool:
    """Whether the lane goes on. Raises LeaseLost, with nothing written, if it is no longer ours.

    `openings` is how often the lane was opened when the attempt began.
    """
    with lease.writing(durable=True) as lane:
        now = lease.clock()
        if isinstance(outcome, Reconnect) and lane.openings != openings:
            # It has been connected meanwhile: that the old connection was lost is no news.
            _write(delivery, lease, _waiting(now))
            return True
        changes = _changes(outcome, delivery, lane, now, random)
        _write(delivery, lease, changes)
        delivery.events.create(
            at=now, by="tamio", what=Happening(outcome.state), detail=_detail(changes)
        )
        lane.answers[outcome.state] = lane.answers.get(outcome.state, 0) + 1
        goes_on = _steer(lane, outcome, now, changes["due_at"])
        lane.save(update_fields=_STEERED)
        return goes_on


def put_back(*, delivery: Delivery, lease: Lease) -> None:
    """Interrupted between two foreign calls: it waits for whoever walks the lane next."""
    with lease.writing(durable=True):
        _write(delivery, lease, _waiting(lease.clock()))


def _waiting(now: datetime) -> dict[str, Any]:
    return {"state": State.WAITING, "due_at": now, "problem": None}


def _changes(
    outcome: Outcome, delivery: Delivery, lane: Lane, now: datetime, random: Random
) -> dict[str, Any]:
    changes: dict[str, Any] = {
        "state": outcome.state,
        "due_at": None,
        "problem": None,
        "reason": "",
        "tries": delivery.tries,
        "settled_at": now if outcome.state in SETTLED else None,
    }
    match outcome:
        case Submitted():
            return changes
        case Held(reason=reason) | Skipped(reason=reason):
            return changes | {"reason": reason}
        case Later():
            tries = delivery.tries + outcome.counts_as_try
            due_at = _due_at(outcome, tries, lane, now, random)
            changes |= {"due_at": due_at, "tries": tries}
    return changes | {"problem": outcome.problem.as_json(answer=outcome.state)}


def _due_at(outcome: Later, tries: int, lane: Lane, now: datetime, random: Random) -> datetime:
    if outcome.due_at is not None:
        return outcome.due_at
    if outcome.after is not None:
        return now + outcome.after
    if outcome.whole_lane and lane.rests_until is not None and lane.rests_until > now:
        return lane.rests_until
    failures = lane.failures + 1 if outcome.whole_lane else max(tries, 1)
    return now + backoff.delay(tries=failures, random=random)


def _rests(lane: Lane, now: datetime) -> bool:
    return lane.rests_until is not None and lane.rests_until > now


def _write(delivery: Delivery, lease: Lease, changes: dict[str, Any]) -> None:
    """Only what this very lease is sending: an attempt of an older one has no say any more."""
    sending = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, fence=lease.fence)
    if not sending.update(**changes):
        raise LeaseLost(f"delivery {delivery.pk} is no longer sent by {lease.owner}")


def _detail(changes: dict[str, Any]) -> dict[str, Any]:
    detail = {key: changes[key] for key in ("problem", "reason") if changes[key]}
    if changes["due_at"]:
        detail["due_at"] = changes["due_at"].isoformat()
    return detail


def _steer(lane: Lane, outcome: Outcome, now: datetime, due_at: datetime | None) -> bool:
    """Rests or closes the lane if the outcome is about all of it. Whether it goes on."""
    match outcome:
        case Reconnect() if lane.closed_reason:
            # Whoever closed it while this was under way had a reason of their own.
            return False
        case Reconnect():
            lane.closed_reason, lane.closed_at, lane.closed_by = "reconnect", now, "tamio"
        case Later(whole_lane=True) if _rests(lane, now):
            # Another delivery that was under way has noticed it before: it counts once.
            return False
        case Later(whole_lane=True):
            lane.rests_until, lane.failures = outcome.rests_until or due_at, lane.failures + 1
        case Later(rests_until=datetime()):
            lane.rests_until = outcome.rests_until
        case _:
            lane.failures = 0
            return True
    return False
