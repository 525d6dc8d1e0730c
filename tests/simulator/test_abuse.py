"""Bodies that no client should send: a clear refusal in Fortnox's shape, and nothing written."""

from typing import Any

import pytest

from tests.simulator.caller import Caller, caller, refusal
from tests.simulator.unchanged import unchanged

JSON = {"Content-Type": "application/json"}


def sent(fortnox: Caller, body: bytes, **headers: str) -> tuple[int, Any]:
    response = fortnox.send("POST", "/customers", content=body, headers=JSON | headers)
    return response.status_code, response.json()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"Customer":{"Name":"A"}', id="cut off"),
        pytest.param(b'{"Customer":{"Name":"A"}}}', id="too long"),
        pytest.param(b"\xef\xbb\xbf" + b'{"Customer":{"Name":"A"}}', id="byte order mark"),
        pytest.param(b'{"Customer":{"Name":"\xe5\xe4\xf6"}}', id="latin-1"),
        pytest.param(b'{"Customer":{"Name":"\xff"}}', id="invalid UTF-8"),
        pytest.param(b'{"Customer":{"Name":"A\nB"}}', id="line break in a text"),
        pytest.param(b'{"Customer":{"InvoiceDiscount":NaN}}', id="NaN"),
        pytest.param(b'{"Customer":{"InvoiceDiscount":-Infinity}}', id="Infinity"),
        pytest.param(b'{"Customer":{"InvoiceDiscount":' + b"9" * 10_000 + b"}}", id="digits"),
        pytest.param(b'{"Customer":{"InvoiceDiscount":1e' + b"9" * 30 + b"}}", id="exponent"),
        pytest.param(
            b'{"Customer":{"InvoiceDiscount":1e-' + b"9" * 30 + b"}}", id="small exponent"
        ),
        pytest.param(b'{"Customer":{"InvoiceDiscount":01}}', id="leading zero"),
        pytest.param(b"[" * 100_000 + b"]" * 100_000, id="deep list"),
        pytest.param(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, id="deep object"),
        pytest.param("{}".encode("utf-16"), id="UTF-16"),
        pytest.param(b"\x00", id="NUL"),
        pytest.param(b"<Customer><Name>A</Name></Customer>", id="XML"),
        pytest.param(b"\x1f\x8b\x08\x00\x00\x00\x00\x00", id="gzip"),
    ],
)
def test_what_is_not_json_is_refused_as_such(body: bytes) -> None:
    fortnox = caller()

    with unchanged(fortnox.state):
        assert refusal(sent(fortnox, body)) == (400, 2002115)


@pytest.mark.parametrize("body", [b"null", b"1", b'"Customer"', b"[]", b"{}", b"true"])
def test_json_that_is_no_document_is_refused(body: bytes) -> None:
    fortnox = caller()

    with unchanged(fortnox.state):
        assert refusal(sent(fortnox, body)) == (400, 2001392)


@pytest.mark.parametrize("content", [b"null", b"1", b'"A"', b"[]", b'[{"Name":"A"}]', b"true"])
def test_a_document_that_is_no_object_is_refused(content: bytes) -> None:
    fortnox = caller()

    with unchanged(fortnox.state):
        assert refusal(sent(fortnox, b'{"Customer":' + content + b"}")) == (400, 2002649)


def test_nothing_may_stand_beside_the_document() -> None:
    fortnox = caller()

    with unchanged(fortnox.state):
        answer = sent(fortnox, b'{"Customer":{"Name":"A"},"Colour":"red"}')
        assert refusal(answer) == (400, 2001399)


def test_of_a_field_that_comes_twice_the_last_counts() -> None:
    fortnox = caller()

    status, answer = sent(fortnox, b'{"Customer":{"Name":"A","Name":"B"}}')

    assert (status, answer["Customer"]["Name"]) == (201, "B")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("Name", r'"A\u0000B"', 2000359),
        ("Name", r'"\ud83d"', 2000359),
        ("Name", '"😀"', 2000359),
        ("Name", '"１２"', 2000359),
        ("Name", "[" * 500 + "]" * 500, 2002649),
        ("InvoiceDiscount", "1e999999", 2000108),
        ("InvoiceDiscount", "9" * 4_000, 2000108),
        ("InvoiceDiscount", f'"{"9" * 10_000}"', 2000108),
        ("InvoiceDiscount", '"1e99999999999999999999"', 2000108),
        ("InvoiceDiscount", '"NaN"', 2000108),
        ("InvoiceDiscount", '"Infinity"', 2000108),
        ("InvoiceDiscount", '"１２"', 2000108),
        ("InvoiceDiscount", '"1_000"', 2000108),
        ("InvoiceDiscount", '" 1"', 2000108),
        ("InvoiceDiscount", "true", 2000108),
        ("Active", '"ja"', 2000134),
        ("Active", "2", 2000134),
    ],
)
def test_a_value_that_its_field_cannot_hold_is_refused(field: str, value: str, code: int) -> None:
    fortnox = caller()

    with unchanged(fortnox.state):
        answer = sent(fortnox, f'{{"Customer":{{"Name":"A","{field}":{value}}}}}'.encode())
        assert refusal(answer) == (400, code)


@pytest.mark.parametrize(
    "day", ["20261124", "2026-W48-2", "２０２６-11-24", "2026-11-24T09:00", "0"]
)
def test_a_day_is_written_in_one_way_only(day: str) -> None:
    fortnox = caller()
    fortnox.customer()
    order = {"CustomerNumber": "1", "OrderRows": [], "OrderDate": day}

    with unchanged(fortnox.state):
        assert refusal(fortnox.post("/orders", {"Order": order})) == (400, 2000588)


def test_the_smallest_number_is_nothing() -> None:
    assert caller().customer(InvoiceDiscount="1e-999999")["InvoiceDiscount"] == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 400),
        ({"Content-Type": "application/json-seq"}, 400),
        ({"Content-Type": ";;;"}, 400),
        ({"Content-Type": "application/json; charset=utf-16"}, 201),
        ({"Content-Type": "APPLICATION/JSON"}, 201),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, 201),
        ({"Content-Type": "application/json", "Accept": "text/csv"}, 400),
        ({"Content-Type": "application/json", "Accept": ";q=x,,,"}, 400),
    ],
)
def test_only_json_is_taken_and_given(headers: dict[str, str], status: int) -> None:
    """Neither the charset nor the encoding is listened to: the body is JSON in UTF-8, or is not."""
    fortnox = caller()

    response = fortnox.send(
        "POST", "/customers", content=b'{"Customer":{"Name":"A"}}', headers=headers
    )

    assert response.status_code == status, response.text
    assert len(fortnox.company.shelves["customers"]) == (status == 201)
