"""Spreads an amount over the months of its days. Whole öre in, whole öre out, nothing lost.

A month is a number here: twelve times the year, and the month in it from 0.
"""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

MonthNumber: TypeAlias = int


def month_of(day: date) -> MonthNumber:
    return day.year * 12 + day.month - 1


def first_of(month: MonthNumber) -> date:
    return date(month // 12, month % 12 + 1, 1)


def spread(ore: int, starts: date, ends: date) -> Iterator[tuple[MonthNumber, int]]:
    """By days, of a half-open period. What is earned by the end of a month is rounded, not the
    month's part: so no part has another sign than the amount, and the last one takes the rest.
    """
    days, so_far = (ends - starts).days, 0
    for month in range(month_of(starts), month_of(ends)):
        by_then = _share(ore, (first_of(month + 1) - starts).days, days)
        if by_then != so_far:
            yield month, by_then - so_far
            so_far = by_then
    if ore != so_far:
        yield month_of(ends), ore - so_far


def _share(ore: int, days: int, of_days: int) -> int:
    """Half away from nothing, as everywhere."""
    share = (2 * abs(ore) * days + of_days) // (2 * of_days)
    return share if ore >= 0 else -share
