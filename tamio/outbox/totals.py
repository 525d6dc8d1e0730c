"""What lanes come to together."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tamio.outbox.lane_counts import BACKLOG
from tamio.outbox.outcome import ANSWERS
from tamio.outbox.overview import LaneOverview
from tamio.outbox.states import STOPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """`counted` of `allowed` requests are used; an allowance that lanes share is in it once."""

    lanes: int
    need_someone: int
    walked: int
    workers: int
    backlog: Mapping[str, int]
    oldest_waiting_at: datetime | None
    oldest_stopped_at: datetime | None
    answers: Mapping[str, int]
    leases: int
    takeovers: int
    counted: int
    allowed: int

    @property
    def stopped(self) -> int:
        return sum(self.backlog[state] for state in STOPPED)


def totals(lanes: Sequence[LaneOverview]) -> Totals:
    owners = [lane.owner for lane in lanes if lane.owner]
    rates = {(lane.destination, lane.rate.shared): lane.rate for lane in lanes if lane.rate}
    return Totals(
        lanes=len(lanes),
        need_someone=sum(lane.needs_someone for lane in lanes),
        walked=len(owners),
        workers=len(set(owners)),
        backlog=_together((lane.backlog for lane in lanes), BACKLOG),
        oldest_waiting_at=_first(lane.oldest_waiting_at for lane in lanes),
        oldest_stopped_at=_first(lane.oldest_stopped_at for lane in lanes),
        answers=_together((lane.answers for lane in lanes), [answer.value for answer in ANSWERS]),
        leases=sum(lane.leases for lane in lanes),
        takeovers=sum(lane.takeovers for lane in lanes),
        counted=sum(rate.counted for rate in rates.values()),
        allowed=sum(rate.allowed for rate in rates.values()),
    )


def _together(tallies: Iterable[Mapping[str, int]], names: Iterable[str]) -> dict[str, int]:
    """Every name, also with 0."""
    sums: Counter[str] = Counter()
    for tally in tallies:
        sums.update(tally)
    return {name: sums[name] for name in names}


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
