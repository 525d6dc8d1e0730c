"""What was recorded hour by hour, and how far it has come: from an index, and only the window."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Count, F, Func, Value
from django.db.models.functions import Concat
from django.utils import timezone

from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.submission_list.acting import rows
from tamio.fortnox.pages.submission_list.groups import Group, group_of
from tamio.outbox.states import State

_HOUR = timedelta(hours=1)
#: The windows that can be looked at, and how many hours a bar of each is.
WINDOWS: Mapping[str, tuple[int, int]] = {"24h": (24, 1), "48h": (48, 1), "7d": (7 * 24, 6)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """From `since`, and before `until`."""

    since: datetime
    until: datetime
    counts: Mapping[Group, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def pieces(*, store: Store, window: str, now: datetime) -> list[Piece]:
    """The oldest first; the last one is not over. One query."""
    spans = list(_spans(window, now=now))
    counts = [dict.fromkeys(Group, 0) for _ in spans]
    at = 0
    for hour, state, count in _counted(store, since=spans[0][0]):
        while at < len(spans) - 1 and hour >= spans[at][1]:
            at += 1
        group = group_of(State(state))
        if group is not None:
            counts[at][group] += count
    return [
        Piece(since=since, until=until, counts=each)
        for (since, until), each in zip(spans, counts, strict=True)
    ]


def _spans(window: str, *, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """In whole hours of UTC; those of several hours begin as the clock on the wall says."""
    hours, step = WINDOWS[window]
    ends = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + _HOUR
    edges = [each for each in _edges(ends, hours, step) if each < ends]
    yield from zip(edges, [*edges[1:], ends], strict=True)


def _edges(ends: datetime, hours: int, step: int) -> Sequence[datetime]:
    if step == 1:
        return [ends - _HOUR * back for back in range(hours, 0, -1)]
    last = timezone.localdate(ends - _HOUR)
    days = (last - timedelta(days=back) for back in range(hours // 24 - 1, -1, -1))
    local = (datetime.combine(day, time(hour)) for day in days for hour in range(0, 24, step))
    # Not by make_aware: an hour that a clock change leaves out is no edge of ours.
    zone = timezone.get_current_timezone()
    return [each.replace(tzinfo=zone).astimezone(UTC).replace(minute=0) for each in local]


class _Hour(Func):
    """`2026-11-23 08`, in UTC. Cheaper by far than a truncation that knows time zones."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="SUBSTR(%(expressions)s, 1, 13)", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        written = "TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24')"
        return self.as_sql(compiler, connection, template=written, **context)


def _counted(store: Store, *, since: datetime) -> Iterator[tuple[datetime, str, int]]:
    """By hour and state, the oldest hour first."""
    found = rows(store).filter(recorded_at__gte=since)
    # Not by the state itself: its index would have the database read all that was ever sold.
    said = found.annotate(hour=_Hour(F("recorded_at")), said=Concat("state", Value("")))
    by_hour = said.order_by("hour").values_list("hour", "said")
    for hour, state, count in by_hour.annotate(Count("pk")):
        yield datetime.strptime(hour, "%Y-%m-%d %H").replace(tzinfo=UTC), state, count
