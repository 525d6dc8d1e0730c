"""Days that count: a period that ends on a day off ends on the next working day (1930:173)."""

from datetime import date, timedelta

_FIXED = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
#: From Easter Sunday: Good Friday, Easter Monday, Ascension Day.
_FROM_EASTER = (-2, 1, 39)
_SATURDAY = 5


def next_working_day(day: date) -> date:
    """`day` itself if people work on it in Sweden."""
    while day.weekday() >= _SATURDAY or _is_holiday(day):
        day += timedelta(days=1)
    return day


def _is_holiday(day: date) -> bool:
    if (day.month, day.day) in _FIXED:
        return True
    moving = {_easter(day.year) + timedelta(days=days) for days in _FROM_EASTER}
    return day in moving or _is_midsummer_eve(day)


def _is_midsummer_eve(day: date) -> bool:
    """The Friday from 19 to 25 June."""
    return day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
