from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.stores.numbers import (
    compact_organisation_number,
    compact_vat_number,
    validate_bankgiro,
    validate_organisation_number,
    validate_vat_number,
)
from tests.commerce.vectors import VECTORS


def rightful(vectors: dict[str, bool], *, expected: bool) -> list[str]:
    return [number for number, right in vectors.items() if right is expected]


_COMPANIES, _PEOPLE, _BANKGIROS = VECTORS["orgnr"], VECTORS["pnr"], VECTORS["bankgiro_luhn"]


@pytest.mark.parametrize("number", rightful(_COMPANIES | _PEOPLE, expected=True))
def test_a_right_organisation_number_is_taken(number: str) -> None:
    validate_organisation_number(number)


@pytest.mark.parametrize(
    "number",
    [
        *rightful(_COMPANIES | _PEOPLE, expected=False),
        "",
        "556703",
        "5567037485123",
        "556703-7485x",
        # the right check digit, but no company, and nobody's birthday
        "001301-0004",  # month 13
        "010230-0001",  # 30 February
        "010192-0007",  # a coordination number for the 32nd
        "SE556703748501",
        "556703\x007485",
    ],
)
def test_a_wrong_organisation_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_organisation_number(number)
    assert refused.value.code == "organisation_number"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("556703-7485", "556703-7485"),
        ("5567037485", "556703-7485"),
        (" 556703 7485 ", "556703-7485"),
        ("16556703-7485", "556703-7485"),
        ("165567037485", "556703-7485"),
        ("556703–7485", "556703-7485"),
        ("19811218-9876", "811218-9876"),
        ("811218+9876", "811218-9876"),
        ("701063-2391", "701063-2391"),  # a coordination number: the 3rd, written 63
    ],
)
def test_an_organisation_number_is_stored_in_one_form(written: str, stored: str) -> None:
    validate_organisation_number(written)

    assert compact_organisation_number(written) == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("SE556703748501", "SE556703748501"),
        ("se 556703-7485 01", "SE556703748501"),
        ("DE 136 695 976", "DE136695976"),
        ("EL 094259216", "EL094259216"),
    ],
)
def test_a_vat_number_is_stored_without_spaces(written: str, stored: str) -> None:
    validate_vat_number(written)

    assert compact_vat_number(written) == stored


@pytest.mark.parametrize(
    "number", ["", "SE", "SE556703748502", "556703748501", "DE136695977", "EU372022452", "\x00"]
)
def test_a_wrong_vat_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError, match="SE556703748501"):
        validate_vat_number(number)


@pytest.mark.parametrize("number", [*rightful(_BANKGIROS, expected=True), "50501055", "5050 1055"])
def test_a_right_bankgiro_is_taken(number: str) -> None:
    validate_bankgiro(number)


@pytest.mark.parametrize(
    "number", [*rightful(_BANKGIROS, expected=False), "", "5050-105", "5050-10555", "²²²²-²²²²"]
)
def test_a_wrong_bankgiro_is_refused(number: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_bankgiro(number)
    assert refused.value.code == "bankgiro"


@pytest.mark.parametrize(
    ("validate", "number"),
    [(validate_organisation_number, "556703-7481"), (validate_bankgiro, "5050-1056")],
)
def test_who_has_written_enough_digits_is_told_that_one_of_them_is_wrong(
    validate: Callable[[str], None], number: str
) -> None:
    with pytest.raises(ValidationError, match="En siffra är fel"):
        validate(number)
