"""Amounts and days as each language writes them on paper."""

from datetime import date
from decimal import Decimal

import pytest

from tamio.commerce.documents.formats import (
    amount_text,
    day_text,
    grouped,
    money_text,
    percent_text,
    rate_text,
)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "amount", "money"),
    [("sv", "−1 249,50", "−1 249,50 EUR"), ("en", "−1,249.50", "−EUR 1,249.50")],
)
def test_amounts_have_two_decimals_and_a_real_minus(language: str, amount: str, money: str) -> None:
    owed = Decimal("-1249.5")
    assert plain(amount_text(owed, language=language)) == amount
    assert plain(money_text(owed, currency="EUR", language=language)) == money


def test_a_unit_price_keeps_the_decimals_that_it_has() -> None:
    assert amount_text(Decimal("0.0125"), language="sv", most_decimals=4) == "0,0125"


@pytest.mark.parametrize(("language", "rate", "day"), [
    ("sv", "25,5 %", "2026-11-03"), ("en", "25.5%", "3 Nov 2026"),
])  # fmt: skip
def test_rates_and_days_are_written_as_the_language_does(
    language: str, rate: str, day: str
) -> None:
    assert plain(percent_text(Decimal("25.50"), language=language)) == rate
    assert day_text(date(2026, 11, 3), language=language) == day


def test_a_rate_of_exchange_has_at_least_four_decimals() -> None:
    assert rate_text(Decimal("11.2"), language="sv") == "11,2000"
    assert rate_text(Decimal("0.987654"), language="en") == "0.987654"


def test_long_numbers_are_grouped_and_nothing_of_them_is_lost() -> None:
    assert plain(grouped("1234567890", sizes=(3, 3, 2, 2))) == "123 456 78 90"
    assert plain(grouped("SE45500", sizes=(4,))) == "SE45 500"
    assert grouped("", sizes=(3, 3)) == ""
