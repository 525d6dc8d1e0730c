"""Whatever goes wrong, the answer is JSON of one shape, and a stranger learns nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.api.calls import Caller, sale
from tests.factories import NOW, make_store

pytestmark = pytest.mark.django_db


def shape_of(answer: Any) -> set[str]:
    return set(answer.json())


def test_another_stores_invoice_is_not_found() -> None:
    Caller(make_store()).post(sale())
    answer = Caller(make_store()).get("/invoices/1001")
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


def test_an_invoice_is_read_back_as_it_was_answered() -> None:
    caller = Caller(make_store())
    assert caller.get("/invoices/1001").status_code == 404
    created = caller.post(sale())
    assert caller.get("/invoices/1001").json() == created.json()


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic dTpw", "tamio_x"])
def test_without_a_valid_token_nothing_is_told(header: str) -> None:
    answer = Client().get("/api/v1/invoices/1001", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert shape_of(answer) == {"error", "message", "fields"}


def test_a_revoked_token_lets_nobody_in() -> None:
    caller = Caller(make_store())
    caller.token.revoked_at = NOW + timedelta(days=1)
    caller.token.save()
    assert caller.get("/invoices/1001").status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body", "content_type", "status"),
    [
        ("post", "/invoices", "{", "application/json", 400),
        ("post", "/invoices", b"\xff\xfe", "application/json", 400),
        ("post", "/invoices", "[]", "application/json", 422),
        ("post", "/invoices", "null", "application/json", 422),
        ("post", "/invoices", "a=1", "application/x-www-form-urlencoded", 415),
        ("post", "/invoices", " " * 3_000_000, "application/json", 413),
        ("put", "/invoices", "{}", "application/json", 405),
        ("get", "/invoices/abc", None, "application/json", 404),
        ("get", "/invoices/99999999999999999999999", None, "application/json", 404),
        ("get", "/nothing", None, "application/json", 404),
    ],
)
def test_every_error_has_the_same_shape(
    method: str, path: str, body: Any, content_type: str, status: int
) -> None:
    caller = Caller(make_store())
    answer = caller._client.generic(
        method.upper(),
        f"/api/v1{path}",
        data=body or b"",
        content_type=content_type,
        headers=caller._headers,
    )
    assert answer.status_code == status
    assert shape_of(answer) == {"error", "message", "fields"}


def test_the_description_names_every_field_of_a_sale() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    fields = described["components"]["schemas"]["InvoiceIn"]["properties"]
    assert set(fields) == set(sale()) | {"shipping", "fees", "discounts", "rounding"}
    assert set(described["paths"]) == {
        "/api/v1/invoices",
        "/api/v1/invoices/{number}",
        "/api/v1/invoices/{number}/credits",
        "/api/v1/invoices/{number}/payments",
        "/api/v1/invoices/{number}/preview",
        "/api/v1/invoices/{number}/pdf",
        "/api/v1/credit-notes/{number}/pdf",
    }
