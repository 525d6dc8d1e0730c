"""JSON without floats."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.fortnox.client.json_text import NotJson, read, write
from tests.tries import times

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=6)


@given(AMOUNTS)
def test_an_amount_comes_back_to_the_last_digit(amount: Decimal) -> None:
    (back,) = (read(text=write(value=[amount]).encode()),)

    assert back == [amount]


@settings(max_examples=times(0.5))
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=6,
    )
)
def test_what_is_written_is_json(value: object) -> None:
    assert json.loads(write(value=value)) == value


def test_amounts_keep_their_decimals_and_never_an_exponent() -> None:
    assert write(value=[Decimal("0.10"), Decimal("1E+3"), Decimal("1E-7")]) == (
        "[0.10,1000,0.0000001]"
    )


def test_days_are_written_as_days() -> None:
    assert write(value={"D": date(2026, 1, 2)}) == '{"D":"2026-01-02"}'


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="Decimal"):
        write(value=[0.1])


@pytest.mark.parametrize("amount", ["NaN", "-Infinity"])
def test_what_json_has_no_number_for_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        write(value=Decimal(amount))


@pytest.mark.parametrize("text", [b"", b"<html>", b"{", b"NaN", b"\xff", b"[" * 100_000])
def test_what_is_not_json_says_so(text: bytes) -> None:
    with pytest.raises(NotJson):
        read(text=text)
