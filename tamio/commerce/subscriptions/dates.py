"""When periods begin and end. Dates alone: no clock, no zone, no database.

The n-th period starts at the anchor plus n intervals, counted from the anchor and never from the
period before: the 31st becomes the 28th of February and the 31st of March again. Periods are
half-open, so the day on which one ends is the day on which the next begins.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Alignment(StrEnum):
    """ANNIVERSARY follows the day of the purchase; CALENDAR the 1st of a month, or a Monday."""

    ANNIVERSARY = "anniversary"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Interval:
    """`count` units, such as 3 months. Raises ValueError for less than one."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"an interval is at least one {self.unit}, not {self.count}")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days from `start` until the day before `end`. Raises ValueError where there is none."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if not self.start < self.end:
            raise ValueError(f"a span from {self.start} cannot end before {self.end}")

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def last(self) -> date:
        """As people count: its last day."""
        return self.end - _ONE_DAY

    def holds(self, day: date) -> bool:
        return self.start <= day < self.end


def start_of(n: int, *, anchor: date, interval: Interval) -> date:
    """The first day of the n-th period. n may be below 0. Raises OverflowError beyond year 9999."""
    count = n * interval.count
    match interval.unit:
        case Unit.DAY:
            return anchor + timedelta(days=count)
        case Unit.WEEK:
            return anchor + timedelta(weeks=count)
        case Unit.MONTH:
            return _months_after(anchor, count)
        case Unit.YEAR:
            return _months_after(anchor, 12 * count)


def period(n: int, *, anchor: date, interval: Interval) -> Span:
    """The n-th period."""
    return Span(
        start_of(n, anchor=anchor, interval=interval),
        start_of(n + 1, anchor=anchor, interval=interval),
    )


def period_holding(day: date, *, anchor: date, interval: Interval) -> Span:
    """The period that `day` is in, also before the anchor."""
    return period(
        _index_of(day, anchor=anchor, interval=interval), anchor=anchor, interval=interval
    )


def anchor_for(begins: date, *, interval: Interval, alignment: Alignment) -> date:
    """The anchor of a subscription whose first period begins on that day.

    By the calendar it is the day on which the first whole period starts: a Monday, the 1st of a
    month, of a quarter or half-year where months make up one, or of January. Days have no calendar.
    """
    if alignment is Alignment.ANNIVERSARY or interval.unit is Unit.DAY:
        return begins
    if interval.unit is Unit.WEEK:
        return begins + timedelta(days=-begins.weekday() % 7)
    return _first_of_month_from(begins, step=_calendar_step(interval))


def _months_after(anchor: date, months: int) -> date:
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months from {anchor} is outside the calendar")
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def _index_of(day: date, *, anchor: date, interval: Interval) -> int:
    """The largest n whose period has started by then."""
    if interval.unit in {Unit.DAY, Unit.WEEK}:
        length = interval.count * (7 if interval.unit is Unit.WEEK else 1)
        return (day - anchor).days // length
    months = interval.count * (12 if interval.unit is Unit.YEAR else 1)
    apart = (day.year - anchor.year) * 12 + day.month - anchor.month
    n = apart // months
    # Later in its month than the day, the n-th has not started yet.
    return n if start_of(n, anchor=anchor, interval=interval) <= day else n - 1


def _calendar_step(interval: Interval) -> int:
    """Months between the days on which a period can start: all Januaries for years."""
    if interval.unit is Unit.YEAR:
        return 12
    return interval.count if 12 % interval.count == 0 else 1


def _first_of_month_from(day: date, *, step: int) -> date:
    months = day.year * 12 + day.month - 1 + (day.day > 1)
    year, month = divmod(months + -months % step, 12)
    return date(year, month + 1, 1)
