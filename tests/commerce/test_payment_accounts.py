"""Where a store is paid: each number by its own check, kept in one form."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.stores import numbers

Validate = Callable[[str], None]
Compact = Callable[[str], str]


@pytest.mark.parametrize(
    ("validate", "compact", "written", "kept"),
    [
        (numbers.validate_bankgiro, numbers.compact_bankgiro, "9912346", "991-2346"),
        (numbers.validate_bankgiro, numbers.compact_bankgiro, "5050 1055", "5050-1055"),
        (numbers.validate_plusgiro, numbers.compact_plusgiro, "48 21 03-9", "482103-9"),
        (numbers.validate_plusgiro, numbers.compact_plusgiro, "18", "1-8"),
        (numbers.validate_swish, numbers.compact_swish, "123 785 69 01", "1237856901"),
        (numbers.validate_bic, numbers.compact_bic, "esse se ss", "ESSESESS"),
        (
            numbers.validate_iban,
            numbers.compact_iban,
            "se45 5000 0000 0583 9825 7466",
            "SE4550000000058398257466",
        ),
    ],
)
def test_a_right_number_is_kept_in_one_form(
    validate: Validate, compact: Compact, written: str, kept: str
) -> None:
    validate(written)

    assert compact(written) == kept


@pytest.mark.parametrize(
    ("validate", "written", "example"),
    [
        (numbers.validate_plusgiro, "482103-7", "482103-9"),
        (numbers.validate_plusgiro, "8", "482103-9"),
        (numbers.validate_plusgiro, "482103456-9", "482103-9"),
        (numbers.validate_plusgiro, "", "482103-9"),
        (numbers.validate_swish, "0701234567", " 123."),
        (numbers.validate_swish, "123785690", " 123."),
        (numbers.validate_swish, "12378569012", " 123."),
        (numbers.validate_iban, "SE4550000000058398257467", "SE45 5000"),
        (numbers.validate_iban, "5050-1055", "SE45 5000"),
        (numbers.validate_bic, "SWED", "ESSESESS"),
    ],
)
def test_a_wrong_number_is_refused_with_an_example(
    validate: Validate, written: str, example: str
) -> None:
    with pytest.raises(ValidationError, match=example):
        validate(written)
