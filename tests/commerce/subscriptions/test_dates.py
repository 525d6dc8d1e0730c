"""Every vector of the specification of subscriptions, sections 3 and 4, and what follows."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.subscriptions.dates import (
    Alignment,
    Interval,
    Span,
    Unit,
    anchor_for,
    period,
    period_holding,
    start_of,
)

MONTHLY = Interval(1, Unit.MONTH)
YEARLY = Interval(1, Unit.YEAR)


def days(*written: str) -> list[date]:
    return [date.fromisoformat(each) for each in written]


def starts(anchor: str, interval: Interval, count: int) -> list[date]:
    first = date.fromisoformat(anchor)
    return [start_of(n, anchor=first, interval=interval) for n in range(count)]


THE_EIGHT_ROWS = [
    ("2026-01-31", MONTHLY),
    ("2026-01-30", MONTHLY),
    ("2026-01-29", MONTHLY),
    ("2028-02-29", MONTHLY),
    ("2027-11-30", MONTHLY),
    ("2026-11-30", Interval(3, Unit.MONTH)),
    ("2026-08-31", Interval(6, Unit.MONTH)),
    ("2028-02-29", YEARLY),
]


def test_the_31st_is_the_last_day_of_short_months_and_the_31st_again() -> None:
    assert starts("2026-01-31", MONTHLY, 15) == days(
        "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30",
        "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31",
        "2027-01-31", "2027-02-28", "2027-03-31",
    )  # fmt: skip


def test_the_30th_is_not_the_last_day() -> None:
    found = starts("2026-01-30", MONTHLY, 5)
    assert found == days("2026-01-30", "2026-02-28", "2026-03-30", "2026-04-30", "2026-05-30")


def test_the_29th_is_not_the_last_day() -> None:
    found = starts("2026-01-29", MONTHLY, 15)
    assert found[:3] == days("2026-01-29", "2026-02-28", "2026-03-29")
    assert found[13:] == days("2027-02-28", "2027-03-29")


def test_a_leap_day_is_the_29th_of_other_months() -> None:
    found = starts("2028-02-29", MONTHLY, 14)
    assert found[:2] == days("2028-02-29", "2028-03-29")
    assert found[12:] == days("2029-02-28", "2029-03-29")


def test_the_30th_meets_a_leap_february() -> None:
    assert starts("2027-11-30", MONTHLY, 5) == days(
        "2027-11-30", "2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30"
    )


def test_quarters_from_the_30th() -> None:
    assert starts("2026-11-30", Interval(3, Unit.MONTH), 6) == days(
        "2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30", "2027-11-30", "2028-02-29"
    )


def test_half_years_from_the_31st() -> None:
    assert starts("2026-08-31", Interval(6, Unit.MONTH), 4) == days(
        "2026-08-31", "2027-02-28", "2027-08-31", "2028-02-29"
    )


def test_years_from_a_leap_day() -> None:
    assert starts("2028-02-29", YEARLY, 5) == days(
        "2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"
    )


@pytest.mark.parametrize(("anchor", "interval"), THE_EIGHT_ROWS)
def test_sixty_periods_of_each_row_tile_and_keep_to_their_day(
    anchor: str, interval: Interval
) -> None:
    first = date.fromisoformat(anchor)
    spans = [period(n, anchor=first, interval=interval) for n in range(60)]
    for before, after in pairwise(spans):
        assert before.end == after.start
        assert before.start < after.start
    for each in spans:
        last_of_month = (each.start.replace(day=28) + timedelta(days=4)).replace(day=1)
        last_of_month -= timedelta(days=1)
        assert each.start.day == min(first.day, last_of_month.day)
        if interval == MONTHLY:
            assert 28 <= each.days <= 31


def test_the_31st_in_every_month_of_a_year() -> None:
    found = [each.day for each in starts("2025-12-31", MONTHLY, 13)[1:]]
    assert found == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def test_the_year_2100_is_no_leap_year() -> None:
    assert starts("2099-12-31", MONTHLY, 4)[2] == date(2100, 2, 28)
    assert starts("2096-02-29", YEARLY, 5)[4] == date(2100, 2, 28)


INTERVALS = [
    *(Interval(count, Unit.MONTH) for count in (1, 2, 3, 6, 12)),
    *(Interval(count, Unit.WEEK) for count in (1, 2, 4)),
    *(Interval(count, Unit.DAY) for count in (1, 10, 30, 90)),
    *(Interval(count, Unit.YEAR) for count in (1, 2)),
]


@given(
    anchor=st.dates(date(2000, 1, 1), date(2110, 12, 31)),
    interval=st.sampled_from(INTERVALS),
    n=st.integers(-24, 240),
)
def test_periods_tile_whatever_the_interval(anchor: date, interval: Interval, n: int) -> None:
    here = period(n, anchor=anchor, interval=interval)
    assert here.end == period(n + 1, anchor=anchor, interval=interval).start
    assert period_holding(here.start, anchor=anchor, interval=interval) == here
    assert period_holding(here.last, anchor=anchor, interval=interval) == here


def test_weeks_and_days_are_counted_in_days() -> None:
    assert starts("2026-03-23", Interval(2, Unit.WEEK), 3) == days(
        "2026-03-23", "2026-04-06", "2026-04-20"
    )
    assert starts("2026-02-27", Interval(3, Unit.DAY), 3) == days(
        "2026-02-27", "2026-03-02", "2026-03-05"
    )


def test_an_anchor_on_the_28th_of_february_is_the_28th_and_not_the_last_day() -> None:
    assert starts("2026-02-28", MONTHLY, 3) == days("2026-02-28", "2026-03-28", "2026-04-28")


def test_a_period_is_shown_with_its_last_day() -> None:
    first = period(0, anchor=date(2026, 1, 31), interval=MONTHLY)
    assert (first.start, first.last, first.days) == (date(2026, 1, 31), date(2026, 2, 27), 28)


@pytest.mark.parametrize(
    ("begins", "interval", "anchor"),
    [
        ("2026-01-15", MONTHLY, "2026-02-01"),
        ("2026-02-01", MONTHLY, "2026-02-01"),
        ("2026-12-02", MONTHLY, "2027-01-01"),
        ("2026-05-15", Interval(3, Unit.MONTH), "2026-07-01"),
        ("2026-05-15", Interval(5, Unit.MONTH), "2026-06-01"),
        ("2026-05-15", YEARLY, "2027-01-01"),
        ("2026-01-01", YEARLY, "2026-01-01"),
        ("2026-03-25", Interval(1, Unit.WEEK), "2026-03-30"),
        ("2026-03-30", Interval(2, Unit.WEEK), "2026-03-30"),
        ("2026-03-25", Interval(10, Unit.DAY), "2026-03-25"),
    ],
)
def test_by_the_calendar_whole_periods_start_where_people_look(
    begins: str, interval: Interval, anchor: str
) -> None:
    day = date.fromisoformat(begins)
    found = anchor_for(day, interval=interval, alignment=Alignment.CALENDAR)
    assert found == date.fromisoformat(anchor)
    assert anchor_for(day, interval=interval, alignment=Alignment.ANNIVERSARY) == day


def test_what_is_no_interval_and_no_span_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        Interval(0, Unit.MONTH)
    with pytest.raises(ValueError, match="cannot end before"):
        Span(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(OverflowError, match="outside the calendar"):
        start_of(9000, anchor=date(2026, 1, 1), interval=YEARLY)


@pytest.mark.parametrize(
    ("day", "midnight"),
    [
        ("2026-03-28", "2026-03-27T23:00"),
        ("2026-03-30", "2026-03-29T22:00"),
        ("2026-10-25", "2026-10-24T22:00"),
        ("2026-10-26", "2026-10-25T23:00"),
    ],
)
def test_a_day_in_stockholm_begins_where_its_zone_says(day: str, midnight: str) -> None:
    instant = datetime.fromisoformat(midnight).replace(tzinfo=UTC)
    zone = ZoneInfo("Europe/Stockholm")
    assert instant.astimezone(zone).date() == date.fromisoformat(day)
    just_before = instant - timedelta(seconds=1)
    assert just_before.astimezone(zone).date() == date.fromisoformat(day) - timedelta(days=1)


def test_days_are_counted_by_dates_where_a_day_has_23_or_25_hours() -> None:
    assert Span(date(2026, 3, 28), date(2026, 3, 31)).days == 3
    assert Span(date(2026, 10, 24), date(2026, 10, 27)).days == 3
