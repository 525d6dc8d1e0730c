from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.money import CurrencyMismatch, Money, round_half_up


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0.004", "0.00"),
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("2.675", "2.68"),
        ("-0.005", "-0.01"),
        ("-2.674", "-2.67"),
        ("1", "1.00"),
    ],
)
def test_a_half_ore_is_rounded_away_from_zero(exact: str, rounded: str) -> None:
    assert str(round_half_up(Decimal(exact))) == rounded


@given(st.decimals("-1e9", "1e9", places=4))
def test_rounding_moves_an_amount_by_half_an_ore_at_most(amount: Decimal) -> None:
    assert abs(round_half_up(amount) - amount) <= Decimal("0.005")


@given(st.decimals("-1e9", "1e9", places=4))
def test_rounding_is_the_same_on_both_sides_of_zero(amount: Decimal) -> None:
    assert round_half_up(-amount) == -round_half_up(amount)


def test_amounts_of_one_currency_add_and_subtract() -> None:
    krona = Money(Decimal("1.00"), "SEK")

    assert krona + krona - krona == krona
    assert (-krona).amount == Decimal("-1.00")
    assert Money(Decimal("1.005"), "SEK").rounded() == Money(Decimal("1.01"), "SEK")


@pytest.mark.parametrize("operation", ["__add__", "__sub__"])
def test_amounts_of_two_currencies_never_meet(operation: str) -> None:
    krona, euro = Money(Decimal(1), "SEK"), Money(Decimal(1), "EUR")

    with pytest.raises(CurrencyMismatch, match="SEK and EUR"):
        getattr(krona, operation)(euro)
