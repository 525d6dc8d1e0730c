"""What is kept how long (bokföringslagen 7 kap. 2 §), and what is erased afterwards."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.commerce.audit.erasing import chore, erasable, erase
from tamio.commerce.audit.models import Change
from tamio.commerce.audit.retention import ERASED, YEARS, erasable_before, kept_until
from tests.commerce.audit.rows import PERSON, change
from tests.factories import NOW, make_store
from tests.tries import times

#: Ten years on: a financial year of eighteen months, seven years, and the rest of a year.
LONG_AFTER = NOW.replace(year=NOW.year + 10)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        # The year of 2026 ends on 31 December at the earliest, and 18 months on at the latest.
        (date(2026, 1, 1), date(2034, 12, 31)),
        (date(2026, 6, 30), date(2034, 12, 31)),
        (date(2026, 7, 1), date(2035, 12, 31)),
        (date(2026, 12, 31), date(2035, 12, 31)),
    ],
)
def test_it_is_kept_to_the_end_of_the_seventh_year_after_the_longest_year(
    day: date, last: date
) -> None:
    assert kept_until(day) == last


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.integers(0, 548))
@settings(max_examples=times(0.5))
def test_no_financial_year_can_be_so_long_that_it_is_kept_too_short(day: date, rest: int) -> None:
    year_end = day + timedelta(days=rest)
    assert kept_until(day) >= date(year_end.year + YEARS, 12, 31)


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1)))
@settings(max_examples=times(0.5))
def test_only_what_need_not_be_kept_today_may_be_erased_today(today: date) -> None:
    first_kept = erasable_before(today).date()
    assert kept_until(first_kept) >= today
    assert kept_until(first_kept - timedelta(days=1)) < today


@pytest.mark.django_db
def test_what_must_be_kept_is_left_as_it_is() -> None:
    change(make_store())
    assert erase(now=NOW.replace(year=NOW.year + 8))["changes"] == 0
    assert Change.objects.get().by == PERSON


@pytest.mark.django_db
def test_afterwards_people_go_and_what_happened_stays() -> None:
    change(make_store())
    assert erase(now=LONG_AFTER)["changes"] == 1
    row = Change.objects.get()
    assert (row.by, row.before, row.after, row.subject_name) == (ERASED, "", "", "")
    assert (row.at, row.field, row.what, row.erased_at) == (NOW, "price", "changed", LONG_AFTER)
    assert erase(now=LONG_AFTER)["changes"] == 0


@pytest.mark.django_db
def test_the_chore_erases_and_what_may_go_is_counted_before() -> None:
    store = make_store()
    change(store)
    change(store, at=NOW.replace(year=NOW.year + 5))
    found = {each.name: each for each in erasable(today=LONG_AFTER.date())}
    assert (found["changes"].count, found["changes"].oldest) == (1, NOW)
    chore(lambda: LONG_AFTER)
    assert Change.objects.filter(erased_at__isnull=True).count() == 1
