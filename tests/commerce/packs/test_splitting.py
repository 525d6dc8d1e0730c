"""An amount over a pack's parts, as a pure rule."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.catalogue.packs.arithmetic import by_largest_remainder, less
from tamio.commerce.money import ORE

AMOUNTS = st.decimals(0, 100_000, places=2)
WEIGHTS = st.lists(AMOUNTS, min_size=1, max_size=20)


def split(amount: str, *weights: str) -> list[str]:
    found = by_largest_remainder(Decimal(amount), weights=[Decimal(each) for each in weights])
    return [str(each) for each in found]


def test_the_ore_that_is_left_goes_to_whoever_lost_most_of_one() -> None:
    assert split("100.00", "1", "1", "1") == ["33.34", "33.33", "33.33"]
    assert split("100.00", "10", "10", "80") == ["10.00", "10.00", "80.00"]
    assert split("0.05", "1", "2", "4") == ["0.01", "0.01", "0.03"]


def test_parts_that_cost_nothing_get_nothing_unless_all_do() -> None:
    assert split("10.00", "0", "5") == ["0.00", "10.00"]
    assert split("10.00", "0", "0") == ["10.00", "0.00"]


@given(AMOUNTS, WEIGHTS)
def test_the_shares_sum_to_the_amount_and_each_is_within_an_ore(
    amount: Decimal, weights: list[Decimal]
) -> None:
    found = by_largest_remainder(amount, weights=weights)

    assert sum(found) == amount
    total = sum(weights)
    if total:
        exact = [amount * weight / total for weight in weights]
        assert all(
            share >= 0 and abs(share - each) < ORE for share, each in zip(found, exact, strict=True)
        )


def test_a_percent_less_is_rounded_once() -> None:
    assert less(Decimal("99.99"), percent=Decimal(15)) == Decimal("84.99")
    assert less(Decimal("99.99"), percent=Decimal(100)) == 0
