"""14 days from receipt, longer if the consumer was not told; days off move the end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.withdrawals.calendar import next_working_day
from tamio.commerce.withdrawals.period import Facts, Period, period_of

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
MONDAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("starts", "informed", "last"),
    [
        # Told with the order: 14 days, not counting the day of receipt.
        (MONDAY, date(2026, 10, 28), date(2026, 11, 16)),
        (MONDAY, MONDAY, date(2026, 11, 16)),
        # It would end on a Saturday, on Christmas Eve and on Midsummer Eve.
        (date(2026, 11, 7), date(2026, 11, 1), date(2026, 11, 23)),
        (date(2026, 12, 10), date(2026, 12, 1), date(2026, 12, 28)),
        (date(2026, 6, 5), date(2026, 6, 1), date(2026, 6, 22)),
        # Told after a hundred days: 14 days from then.
        (MONDAY, date(2027, 2, 10), date(2027, 2, 24)),
        # Told on the third day: 14 days from then, too.
        (MONDAY, date(2026, 11, 5), date(2026, 11, 19)),
        # Never told: a year more.
        (MONDAY, None, date(2027, 11, 16)),
        # Told when the year had passed.
        (MONDAY, date(2028, 5, 2), date(2027, 11, 16)),
    ],
)
def test_the_last_day_is_that_of_the_act(starts: date, informed: date | None, last: date) -> None:
    assert period_of(Facts(starts=starts, informed=informed)).last == last


def test_it_does_not_run_out_before_the_goods_are_received() -> None:
    period = period_of(Facts(starts=None, informed=MONDAY))
    assert period == Period(last=None)
    assert period.is_open(date(2099, 1, 1))


@given(starts=DAYS, informed=st.none() | DAYS)
def test_nobody_has_less_than_fourteen_days_or_much_more_than_a_year(
    starts: date, informed: date | None
) -> None:
    last = period_of(Facts(starts=starts, informed=informed)).last
    assert last is not None
    assert timedelta(days=14) <= last - starts <= timedelta(days=14 + 365 + 6)


@given(day=DAYS)
def test_a_working_day_is_never_far_and_never_on_a_weekend(day: date) -> None:
    found = next_working_day(day)
    assert 0 <= (found - day).days <= 6
    assert found.weekday() < 5


@pytest.mark.parametrize("easter_friday", [date(2026, 4, 3), date(2027, 3, 26), date(2030, 4, 19)])
def test_easter_is_where_the_almanac_has_it(easter_friday: date) -> None:
    assert next_working_day(easter_friday) == easter_friday + timedelta(days=4)
