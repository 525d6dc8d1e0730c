"""How every lane stands, in one reading: for `tamio lanes` and for the metrics."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tamio.outbox.figures import Figures, Metric, RateUsed, told
from tamio.outbox.lane_counts import backlog, counted, oldest_stopped, oldest_waiting
from tamio.outbox.lease import machine_now
from tamio.outbox.outcome import ANSWERS
from tamio.outbox.states import STOPPED, State


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneOverview:
    """One lane at one moment. `store` is the store's slug.

    `rests_until` is None unless it rests, `owner` is "" and `leased_until` None unless a worker
    walks it. `backlog` has every name of lane_counts.BACKLOG and `answers` every one of
    outcome.ANSWERS, also with 0. The oldest are the moments when they were recorded.
    """

    store: str
    destination: str
    closed_reason: str
    closed_at: datetime | None
    closed_by: str
    rests_until: datetime | None
    owner: str
    leased_until: datetime | None
    backlog: Mapping[str, int]
    oldest_waiting_at: datetime | None
    oldest_stopped_at: datetime | None
    answers: Mapping[str, int]
    leases: int
    takeovers: int
    rate: RateUsed | None

    @property
    def is_open(self) -> bool:
        return not self.closed_reason

    @property
    def waiting(self) -> int:
        """What goes, or will go, by itself."""
        return sum(self.backlog.values()) - self.stopped

    @property
    def stopped(self) -> int:
        """What waits for a person."""
        return sum(self.backlog[state] for state in STOPPED)

    @property
    def needs_someone(self) -> bool:
        """A lane that nobody has opened yet, and in which nothing waits, troubles nobody."""
        if self.is_open:
            return self.stopped > 0
        return self.stopped + self.waiting > 0 or self.closed_reason == State.RECONNECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`lanes`: those that need someone first, then the longest backlog. `at`: in the house's time.

    `metrics`: what the destinations tell beside.
    """

    at: datetime
    lanes: list[LaneOverview]
    metrics: list[Metric]


def overview(*, now: datetime, store_slug: str | None = None) -> Overview:
    """Of every lane, or of one store's. One query, and a few of each destination that tells."""
    at = machine_now()
    rows = counted(now=now)
    if store_slug is not None:
        rows = rows.filter(store__slug=store_slug)
    figures = told(at=at)
    lanes = [_lane(row, figures.get(row["destination"]), now=now, at=at) for row in rows]
    return Overview(
        at=now,
        lanes=sorted(lanes, key=_urgency),
        metrics=[metric for each in figures.values() for metric in each.metrics],
    )


def _urgency(lane: LaneOverview) -> tuple[bool, int, str, str]:
    return not lane.needs_someone, -sum(lane.backlog.values()), lane.store, lane.destination


def _lane(
    row: dict[str, Any], figures: Figures | None, *, now: datetime, at: datetime
) -> LaneOverview:
    rests_until, leased_until = row["rests_until"], row["leased_until"]
    is_walked = leased_until is not None and leased_until > at
    return LaneOverview(
        store=row["slug"],
        destination=row["destination"],
        closed_reason=row["closed_reason"],
        closed_at=row["closed_at"],
        closed_by=row["closed_by"],
        rests_until=rests_until if rests_until is not None and rests_until > now else None,
        owner=row["owner"] if is_walked else "",
        leased_until=leased_until if is_walked else None,
        backlog=backlog(row),
        oldest_waiting_at=oldest_waiting(row),
        oldest_stopped_at=oldest_stopped(row),
        answers={answer.value: row["answers"].get(answer.value, 0) for answer in ANSWERS},
        leases=row["fence"],
        takeovers=row["takeovers"],
        rate=figures.rates.get(row["store_id"]) if figures else None,
    )
