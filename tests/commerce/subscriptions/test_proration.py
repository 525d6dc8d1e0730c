"""Every vector of the specification of subscriptions, section 7, and its cases."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.subscriptions.dates import Span
from tamio.commerce.subscriptions.proration import Charged, Swap, charge_for, swap, unused
from tamio.commerce.vat.amounts import of_amount

JANUARY = Span(date(2026, 1, 1), date(2026, 2, 1))


def amount(written: str) -> Decimal:
    return Decimal(written)


def whole(price: str, period: Span) -> Charged:
    return charge_for(period, whole=amount(price), period=period)


def changed(before: str, after: str, period: Span, on: date) -> Swap:
    return swap(before=[whole(before, period)], after=[amount(after)], period=period, on=on)


VECTORS = [
    ("199", "499", "2026-01-01", "2026-02-01", "2026-01-11", "134.81", "338.03", "203.22"),
    ("199", "499", "2026-01-31", "2026-02-28", "2026-02-14", "99.50", "249.50", "150.00"),
    ("100", "300", "2028-02-01", "2028-03-01", "2028-02-29", "3.45", "10.34", "6.89"),
    ("1200", "2400", "2026-01-01", "2027-01-01", "2026-07-02", "601.64", "1203.29", "601.65"),
]


@pytest.mark.parametrize(
    ("before", "after", "start", "end", "on", "credit", "charge", "net"), VECTORS
)
def test_an_upgrade_in_the_middle_of_a_period(
    before: str, after: str, start: str, end: str, on: str, credit: str, charge: str, net: str
) -> None:
    period = Span(date.fromisoformat(start), date.fromisoformat(end))
    found = changed(before, after, period, date.fromisoformat(on))
    assert list(found.credits) == [amount(credit)]
    assert [each.amount for each in found.charges] == [amount(charge)]
    assert found.net == amount(net)


@pytest.mark.parametrize(
    ("vector", "vat", "to_pay"),
    [(0, "50.81", "254.03"), (1, "37.50", "187.50"), (2, "1.73", "8.62"), (3, "150.41", "752.06")],
)
def test_vat_is_worked_out_of_each_rounded_line(vector: int, vat: str, to_pay: str) -> None:
    """The specification writes 1.72 in the third: that is 25 % of the sum, and its rule is VAT from
    each rounded line: 2.59 of 10.34, less 0.86 of 3.45.
    """
    before, after, start, end, on, *_ = VECTORS[vector]
    period = Span(date.fromisoformat(start), date.fromisoformat(end))
    found = changed(before, after, period, date.fromisoformat(on))
    lines = [
        of_amount(each, rate=Decimal(25), includes_vat=False)
        for each in (-found.credits[0], found.charges[0].amount)
    ]
    assert sum(line.vat for line in lines) == amount(vat)
    assert sum(line.gross for line in lines) == amount(to_pay)


def test_a_change_on_the_first_day_swaps_the_whole_period() -> None:
    found = changed("199", "499", JANUARY, JANUARY.start)
    assert list(found.credits) == [amount("199")]
    assert found.charges[0].amount == amount("499")


def test_a_change_on_the_last_day_swaps_one_day() -> None:
    found = changed("310", "620", JANUARY, JANUARY.last)
    assert list(found.credits) == [amount("10.00")]
    assert found.charges[0].amount == amount("20.00")


def test_the_day_after_the_period_has_nothing_unused() -> None:
    assert unused(whole("199", JANUARY), on=JANUARY.end) == 0


def test_up_down_up_on_one_day_costs_what_going_up_costs() -> None:
    on = date(2026, 1, 11)
    up = changed("199", "499", JANUARY, on)
    down = swap(before=up.charges, after=[amount("199")], period=JANUARY, on=on)
    again = swap(before=down.charges, after=[amount("499")], period=JANUARY, on=on)
    assert up.net + down.net + again.net == up.net
    assert up.net + down.net == 0


def test_no_more_is_credited_than_was_invoiced_and_not_credited_before() -> None:
    charged = Charged(
        span=JANUARY, amount=amount("199"), whole=amount("199"), whole_days=31,
        credited=amount("150"),
    )  # fmt: skip
    assert unused(charged, on=date(2026, 1, 2)) == amount("49")


def test_what_cost_nothing_gives_nothing_back() -> None:
    free = Charged(span=JANUARY, amount=amount("0"), whole=amount("0"), whole_days=31)
    assert unused(free, on=date(2026, 1, 11)) == 0


def test_a_second_change_counts_by_the_days_of_the_whole_period() -> None:
    first = changed("199", "499", JANUARY, date(2026, 1, 11))
    second = swap(before=first.charges, after=[amount("299")], period=JANUARY,
                  on=date(2026, 1, 21))  # fmt: skip
    assert list(second.credits) == [amount("177.06")]
    assert second.charges[0].amount == amount("106.10")


PRICES = st.decimals(0, 5000, places=2)


@given(
    prices=st.lists(PRICES, min_size=2, max_size=6),
    days=st.lists(st.integers(0, 30), min_size=5, max_size=5),
)
def test_what_is_paid_is_what_was_used_but_for_an_ore_a_change(
    prices: list[Decimal], days: list[int]
) -> None:
    changes = sorted(days[: len(prices) - 1])
    paid = prices[0]
    held = [charge_for(JANUARY, whole=prices[0], period=JANUARY)]
    used, since, before = Decimal(0), JANUARY.start, prices[0]
    for day, price in zip(changes, prices[1:], strict=False):
        on = JANUARY.start + timedelta(days=day)
        found = swap(before=held, after=[price], period=JANUARY, on=on)
        paid, held = paid + found.net, list(found.charges)
        used, since, before = used + before * (on - since).days / 31, on, price
    used += before * (JANUARY.end - since).days / 31
    assert abs(paid - used) <= Decimal("0.01") * len(prices)
