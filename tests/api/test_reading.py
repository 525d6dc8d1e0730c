"""A body is read strictly: what two readers could understand differently is refused."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tamio.commerce.invoices.models import Invoice
from tests.api.calls import Caller, sale
from tests.factories import make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    return Caller(make_store())


@pytest.mark.parametrize("field", ["quantity", "unit_price", "vat_rate"])
@pytest.mark.parametrize(
    "written",
    [
        "", " 99.00", "99.00 ", "99,00", "1e2", "1_000", "+5", ".5", "5.", "--1", "0x10", "９９",
        "NaN", "Infinity", "9" * 21, "\ud800", 99.0, 0.0, True, [], {},
    ],
)  # fmt: skip
def test_an_amount_is_written_one_way_only(caller: Caller, field: str, written: Any) -> None:
    [fault] = caller.post(sale(f"lines.0.{field}", written)).json()["fields"]

    assert fault["field"] == f"lines.0.{field}"
    assert fault["message"] == 'Write the amount as a string, such as "99.00".'


@pytest.mark.parametrize("written", ["25", "25.00", "25.0000000", 25])
def test_an_exact_amount_is_taken_in_any_length(caller: Caller, written: Any) -> None:
    assert caller.post(sale("lines.0.vat_rate", written)).json()["vat"] == "39.60"


def test_an_integer_of_any_size_is_only_too_large(caller: Caller) -> None:
    [fault] = caller.post(sale("lines.0.unit_price", 10**300)).json()["fields"]

    assert fault == {"field": "lines.0.unit_price", "message": "Write at most 1000000000."}


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("external_reference", 5, "Write it as a string."),
        ("lines.0.unit", None, "This field is required."),
        ("lines.0.colour", "red", "This field is not known."),
        ("prices_include_vat", "true", "Write true or false."),
        ("lines", {"0": {}}, "Write a list, in brackets."),
        ("lines.0", 5, "Write an object, in braces."),
        ("customer", [], "Write an object, in braces."),
        ("customer.address", "Lillgatan", "Write an object, in braces."),
    ],
)
def test_a_value_of_the_wrong_kind_says_which_is_right(
    caller: Caller, path: str, value: Any, message: str
) -> None:
    assert {"field": path, "message": message} in caller.post(sale(path, value)).json()["fields"]


def test_what_is_optional_may_be_null(caller: Caller) -> None:
    document = sale()
    document["customer"] |= {"organisation_number": None, "vat_number": None}

    assert caller.post(document).status_code == 201


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "The body is empty."),
        ("{", "The body is not JSON in UTF-8."),
        ("[" * 100_000, "The body is not JSON in UTF-8."),
        (json.dumps(sale()).replace("99.00", "å").encode("latin-1"), None),
        (json.dumps(sale()).encode("utf-16"), None),
        (json.dumps(sale()).replace('"99.00"', "1" * 5_000), None),
        (json.dumps(sale()).replace('"99.00"', "NaN"), "NaN is not a JSON value."),
        ('{"currency": "SEK", "currency": "EUR"}', "“currency” stands twice in one object."),
        ('{"\\ud800": 1, "\\ud800": 2}', "“\\ud800” stands twice in one object."),
    ],
)
def test_a_body_that_is_not_one_json_value_is_refused(
    caller: Caller, body: str | bytes, message: str | None
) -> None:
    answer = caller.send(body)

    assert (answer.status_code, answer.json()["error"]) == (400, "not_json")
    assert answer.json()["message"] == message or message is None


def test_a_byte_order_mark_does_no_harm(caller: Caller) -> None:
    assert caller.send(b"\xef\xbb\xbf" + json.dumps(sale()).encode()).status_code == 201


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json; charset=UTF-8", 201),
        ("application/json; charset=latin-1", 415),
        ("text/plain", 415),
        ("", 415),
    ],
)
def test_a_body_says_that_it_is_json_in_utf_8(
    caller: Caller, content_type: str, status: int
) -> None:
    assert caller.send(json.dumps(sale()), content_type=content_type).status_code == status


def test_a_body_without_a_length_is_refused_rather_than_read_as_empty(caller: Caller) -> None:
    answer = caller.send(b"", **{"Transfer-Encoding": "chunked"})

    assert (answer.status_code, answer.json()["error"]) == (411, "length_required")


def test_a_field_name_that_cannot_be_shown_is_no_error_of_ours(caller: Caller) -> None:
    assert caller.send(json.dumps(sale() | {"\ud800": 1})).status_code == 422


def test_a_long_field_name_is_not_given_back_whole(caller: Caller) -> None:
    [fault] = caller.post(sale() | {"x" * 10_000: 1}).json()["fields"]

    assert fault["field"] == "x" * 200


def test_who_may_call_is_settled_before_the_body_is_read() -> None:
    answer = Client().post("/api/v1/invoices", "{", content_type="application/json")

    assert answer.status_code == 401


_JSON = json.dumps(sale())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=50)
    | st.builds(
        lambda cut, put: (_JSON[:cut] + put + _JSON[cut:]).encode(errors="surrogatepass"),
        st.integers(0, len(_JSON)),
        st.text(max_size=3) | st.sampled_from(['"', "}", "]", ",", "\\", "\\ud800", "null", "-"]),
    )
)
def test_no_body_is_an_error_of_ours(caller: Caller, body: bytes) -> None:
    answer = caller.send(body)

    assert answer.status_code in {200, 201, 400, 422}
    assert answer.status_code < 400 or set(answer.json()) == {"error", "message", "fields"}
    assert answer.status_code < 400 or not Invoice.objects.filter(lines__isnull=True).exists()
