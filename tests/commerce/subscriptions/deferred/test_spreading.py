"""Whatever the lines, their months sum to them, and what is prepaid falls to nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.subscriptions.deferred.reading import Item
from tamio.commerce.subscriptions.deferred.report import Ledger, ledgers_of
from tamio.commerce.subscriptions.deferred.sold import Sold
from tamio.commerce.subscriptions.deferred.spreading import first_of, spread

SERVICE = Sold(kind="item", item_type="service", treatment="domestic", rate=Decimal(25))
GOODS = Sold(kind="item", item_type="physical", treatment="domestic", rate=Decimal(25))
FIRST, LAST = date(2025, 1, 1), date(2032, 12, 31)

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
LENGTHS = st.integers(1, 1500)
ITEMS = st.builds(
    lambda sold, dated, ore, starts, length: Item(
        sold, "SEK", dated, ore, starts, starts + timedelta(days=length)
    ),
    st.sampled_from([SERVICE, GOODS]), DAYS, st.integers(-10_000_000, 10_000_000), DAYS, LENGTHS,
)  # fmt: skip


def spread_out(ore: int, starts: str, ends: str) -> dict[str, int]:
    parts = spread(ore, date.fromisoformat(starts), date.fromisoformat(ends))
    return {f"{first_of(month):%Y-%m}": part for month, part in parts}


@pytest.mark.parametrize(
    ("ore", "starts", "ends", "parts"),
    [
        (120000, "2026-01-01", "2026-02-01", {"2026-01": 120000}),
        (310000, "2026-01-15", "2026-02-15", {"2026-01": 170000, "2026-02": 140000}),
        (100, "2026-01-31", "2026-03-02", {"2026-01": 3, "2026-02": 94, "2026-03": 3}),
        (1, "2026-01-01", "2027-01-01", {"2026-07": 1}),
        (-310000, "2026-01-15", "2026-02-15", {"2026-01": -170000, "2026-02": -140000}),
    ],
)
def test_an_amount_is_spread_by_days(
    ore: int, starts: str, ends: str, parts: dict[str, int]
) -> None:
    assert spread_out(ore, starts, ends) == parts


@given(ore=st.integers(-10_000_000, 10_000_000), starts=DAYS, length=LENGTHS)
def test_parts_sum_to_the_line_and_none_goes_the_other_way(
    ore: int, starts: date, length: int
) -> None:
    ends = starts + timedelta(days=length)
    parts = dict(spread(ore, starts, ends))
    assert sum(parts.values()) == ore
    assert all(part * ore > 0 for part in parts.values())
    last = ends - timedelta(days=1)
    assert all(starts.replace(day=1) <= first_of(month) <= last for month in parts)


def whole(ledger: Ledger) -> list[tuple[Decimal, Decimal, Decimal]]:
    return [(each.billed, each.earned, each.prepaid) for each in ledger.months()]


@given(st.lists(ITEMS, max_size=8))
def test_all_that_is_billed_is_earned_and_nothing_stays_prepaid(found: list[Item]) -> None:
    (ledger,) = ledgers_of(found, first=FIRST, last=LAST)
    months = ledger.months()
    total = Decimal(sum(each.ore for each in found)) / 100
    assert sum(month.billed for month in months) == total
    assert sum(month.earned for month in months) == total
    assert months[-1].prepaid == 0
    before = Decimal(0)
    for month in months:
        assert month.prepaid == before + month.deferred - month.released
        assert month.billed - month.deferred == month.earned - month.released
        before = month.prepaid


@given(st.lists(ITEMS, max_size=8), st.integers(1, 40))
def test_a_month_is_the_same_wherever_one_begins_to_look(found: list[Item], later: int) -> None:
    (ledger,) = ledgers_of(found, first=FIRST, last=LAST)
    begins = first_of(ledger.first + later)
    (part,) = ledgers_of(found, first=begins, last=LAST)
    assert part.months() == ledger.months()[later:]
    assert part.opening == ledger.months()[later - 1].prepaid


@given(ITEMS, st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_a_credit_of_the_whole_leaves_nothing_prepaid(item: Item, credited: date) -> None:
    back = Item(item.sold, "SEK", max(credited, item.dated), -item.ore, item.starts, item.ends)
    (ledger,) = ledgers_of([item, back], first=FIRST, last=LAST)
    for month in ledger.months():
        if month.begins >= back.dated.replace(day=1):
            assert month.prepaid == 0
