"""Every lane with what waits in it, in one query.

For each lane the database goes to a few places in an index. What has been settled is never walked,
so that a reading costs the same after a million sales; only what is due or put off is counted one
by one, in an index that holds nothing else.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Func, IntegerField, OuterRef, QuerySet, Subquery

from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import STOPPED, Priority, State

#: What a delivery waits for: its turn, the end of its attempt, its time, or a person.
BACKLOG = ("due", State.SENDING.value, "later", *(state.value for state in STOPPED))

_COLUMNS = (
    "store_id", "destination", "owner", "leased_until", "fence", "closed_reason", "closed_at",
    "closed_by", "rests_until", "failures", "answers", "takeovers",
)  # fmt: skip


def counted(*, now: datetime) -> QuerySet[Lane, dict[str, Any]]:
    """A dictionary per lane: its columns, `slug`, and what `backlog` and `oldest` read."""
    figures = {**_counts(now), **_oldest()}
    lanes = Lane.objects.annotate(slug=F("store__slug"), **figures)
    rows: QuerySet[Lane, dict[str, Any]] = lanes.values(*_COLUMNS, "slug", *figures)
    return rows


def backlog(row: dict[str, Any]) -> dict[str, int]:
    """How many wait for what; every name of BACKLOG, also with 0."""
    counts = {name: row[f"count_{name}"] for name in BACKLOG}
    # What is being sent was due and still is: it is told once, as being sent.
    counts["due"] = max(0, counts["due"] - counts[State.SENDING])
    return counts


def oldest_waiting(row: dict[str, Any]) -> datetime | None:
    """When the first was recorded of those that go, or will go, by themselves."""
    return _first(row[f"waiting_{priority.name}"] for priority in Priority)


def oldest_stopped(row: dict[str, Any]) -> datetime | None:
    """When the first was recorded of those that wait for a person."""
    return _first(row[f"stopped_{state}"] for state in STOPPED)


def _first(moments: Iterator[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _counts(now: datetime) -> dict[str, Subquery]:
    found = {"due": _in_lane().filter(due_at__lte=now), "later": _in_lane().filter(due_at__gt=now)}
    found |= {state.value: _in_state(state) for state in (State.SENDING, *STOPPED)}
    count = Func(function="COUNT", template="COUNT(*)", output_field=IntegerField())
    return {
        f"count_{name}": Subquery(rows.annotate(count=count).values("count"))
        for name, rows in found.items()
    }


def _oldest() -> dict[str, Subquery]:
    """The first by number is the first recorded, and there is an index for each of these orders;
    for the least of the times themselves there is none, and the whole backlog would be read.
    """
    waiting = {
        f"waiting_{priority.name}": _in_lane().filter(priority=priority, due_at__isnull=False)
        for priority in Priority
    }
    stopped = {f"stopped_{state}": _in_state(state) for state in STOPPED}
    return {
        name: Subquery(rows.order_by("pk").values("recorded_at")[:1])
        for name, rows in (waiting | stopped).items()
    }


def _in_lane() -> QuerySet[Delivery]:
    return Delivery.objects.filter(lane=OuterRef("pk"))


def _in_state(state: State) -> QuerySet[Delivery]:
    """By store and destination, which say the same as the lane and which the index begins with."""
    return Delivery.objects.filter(
        store=OuterRef("store"), destination=OuterRef("destination"), state=state
    )
