from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.customers.details import COUNTRIES, BuyerDetails
from tamio.commerce.vat.rates import EU
from tests.factories import buyer, company_buyer


def problems_of(details: BuyerDetails) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        details.checked()
    return refused.value.message_dict


@pytest.mark.parametrize("field", ["name", "email", "line1", "postal_code", "city"])
@pytest.mark.parametrize("blank", ["", "   ", "\u00a0\n"])
def test_a_field_left_empty_is_named(field: str, blank: str) -> None:
    assert list(problems_of(buyer(**{field: blank}))) == [field]


def test_everything_wrong_is_said_at_once() -> None:
    wrong = buyer(type="robot", name="", email="asa", postal_code="1", country="XX")

    assert set(problems_of(wrong)) == {"type", "name", "email", "country"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "robot"),
        ("type", ""),
        ("name", "Å" * 201),
        ("name", "Åsa\u0000Öberg"),
        ("name", "Åsa \u202eÖberg"),
        ("name", "\ud800"),
        ("email", "asa@"),
        ("email", "asa@example.com, bo@example.com"),
        ("email", "a@" + "x" * 254 + ".se"),
        ("line1", "x" * 201),
        ("city", "x" * 101),
        ("postal_code", "1234"),
        ("postal_code", "123456"),
        ("postal_code", "12 345"),
        ("postal_code", "ABCDE"),
        ("postal_code", "١٢٣٤٥"),
        ("country", "Sverige"),
        ("country", ""),
        ("organisation_number", "556703-7485"),
        ("vat_number", "SE556703748501"),
    ],
)
def test_what_a_private_person_cannot_have_is_refused(field: str, value: str) -> None:
    assert list(problems_of(buyer(**{field: value}))) == [field]


@pytest.mark.parametrize("code", ["EU", "UN", "ZZ", "XA", "EZ", "IC", "UK"])
def test_a_code_that_no_country_has_is_refused(code: str) -> None:
    assert list(problems_of(buyer(country=code))) == ["country"]


def test_every_member_state_is_a_country_and_so_are_the_neighbours() -> None:
    assert EU | {"NO", "GB", "CH", "AX", "XK", "US"} <= COUNTRIES


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation_number", ""),
        ("organisation_number", "202100-5480"),
        ("vat_number", "SE202100548902"),
        ("vat_number", "202100548901"),
    ],
)
def test_a_swedish_company_needs_a_right_organisation_number(field: str, value: str) -> None:
    assert list(problems_of(company_buyer(**{field: value}))) == [field]


@pytest.mark.parametrize(
    ("number", "country"), [("", "DE"), ("HRB 12345 B, Charlottenburg", "DE"), ("974760673", "NO")]
)
def test_a_foreign_company_writes_the_number_its_own_country_gave_it(
    number: str, country: str
) -> None:
    details = company_buyer(country=country, organisation_number=number, postal_code="10115")

    assert details.checked().organisation_number == number


@pytest.mark.parametrize("number", ["9" * 31, "12\u000034"])
def test_a_foreign_number_that_no_column_holds_is_refused(number: str) -> None:
    details = company_buyer(country="DE", organisation_number=number, postal_code="10115")

    assert list(problems_of(details)) == ["organisation_number"]


def test_a_vat_number_from_outside_the_union_is_kept_as_written() -> None:
    norwegian = company_buyer(country="NO", organisation_number="", postal_code="0150")

    details = BuyerDetails(**as_fields(norwegian) | {"vat_number": "NO 974 760 673 MVA"})

    assert details.checked().vat_number == "NO 974 760 673 MVA"
    assert list(problems_of(BuyerDetails(**as_fields(details) | {"vat_number": "9" * 21}))) == [
        "vat_number"
    ]


def as_fields(details: BuyerDetails) -> dict[str, Any]:
    return {field: getattr(details, field) for field in details.__slots__}


def test_what_was_written_is_put_in_standard_form() -> None:
    details = company_buyer(
        name="  Glasbruket \n AB ",
        email=" Inkop@Glasbruket.Example ",
        organisation_number="2021005489",
        vat_number="se 2021005489 01",
        postal_code="35230",
        country="se",
    ).checked()

    assert details.name == "Glasbruket AB"
    assert details.email == "inkop@glasbruket.example"
    assert details.organisation_number == "202100-5489"
    assert details.vat_number == "SE202100548901"
    assert details.postal_code == "352 30"
    assert details.country == "SE"


def test_a_foreign_postal_code_is_kept_as_written() -> None:
    assert buyer(country="GB", postal_code="SW1A 1AA").checked().postal_code == "SW1A 1AA"


_TEXT = st.text(max_size=40)


@given(
    fields=st.fixed_dictionaries(
        {
            "name": _TEXT,
            "email": _TEXT | st.emails(),
            "line1": _TEXT,
            "postal_code": _TEXT | st.from_regex(r"[0-9]{5}", fullmatch=True),
            "city": _TEXT,
            "country": st.sampled_from(["SE", "se", "DE", "NO", "ß", ""]),
            "organisation_number": _TEXT,
            "vat_number": _TEXT,
            "type": st.sampled_from(["private", "company", "x"]),
        }
    )
)
def test_whatever_is_written_it_is_refused_by_field_or_stays_as_it_is_when_checked_again(
    fields: dict[str, str],
) -> None:
    refused = faults(BuyerDetails(**fields))

    assert set(refused) <= set(BuyerDetails.__slots__)
    if not refused:
        checked = BuyerDetails(**fields).checked()
        assert checked.checked() == checked


def faults(details: BuyerDetails) -> dict[str, list[str]]:
    try:
        details.checked()
    except ValidationError as refusal:
        return refusal.message_dict
    return {}
