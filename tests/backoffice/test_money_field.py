"""Amounts are read as people write them, and never guessed at."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tamio.look.fields import MoneyField
from tamio.look.formats import money_text

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("9999999999.99"), places=2)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1249,50", "1249.50"),
        ("1249.50", "1249.50"),
        ("1 249,50", "1249.50"),
        ("1\N{NO-BREAK SPACE}249,50 kr", "1249.50"),
        ("1.249,50", "1249.50"),
        ("1,249.50", "1249.50"),
        ("1'249.50", "1249.50"),
        ("1.249.500", "1249500"),
        ("1,249,500.00", "1249500.00"),
        ("SEK 99", "99"),
        ("kr 99", "99"),
        ("99:-", "99"),
        ("0", "0"),
        ("007,5", "7.5"),
        (",5", "0.5"),
    ],
)
def test_an_amount_is_read_as_it_was_meant(written: str, amount: str) -> None:
    assert MoneyField().clean(written) == Decimal(amount)


@pytest.mark.parametrize(
    "written",
    ["1.249", "1,249", "12,345", "1,2,3", "1.2.3,4", "--1", "1e5", "NaN", "Infinity", "kr", "x",
     "1,50,00", "٣", "1 2x"],
)  # fmt: skip
def test_what_could_mean_two_things_or_nothing_is_asked_again(written: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(written)


def test_a_real_minus_sign_is_a_minus() -> None:
    assert MoneyField().clean("\N{MINUS SIGN}12,50") == Decimal("-12.50")


@given(amount=AMOUNTS, language=st.sampled_from(["sv", "en"]))
def test_what_tamio_writes_it_reads(amount: Decimal, language: str) -> None:
    shown = money_text(amount, currency="SEK", language=language)
    assert MoneyField().clean(shown) == amount


@pytest.mark.parametrize(("language", "shown"), [("sv", "1249,50"), ("en", "1249.50")])
def test_the_field_shows_the_amount_as_the_language_writes_it(language: str, shown: str) -> None:
    with override(language):
        assert MoneyField().prepare_value(Decimal("1249.5")) == shown
