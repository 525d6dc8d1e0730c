from typing import Any

import pytest

from tamio.api.slots import provided
from tamio.commerce.invoices.models import Invoice
from tests.api.calls import Caller, sale
from tests.factories import make_invoice, make_store

pytestmark = pytest.mark.django_db
REJECTED = {
    "state": "rejected",
    "order_number": None,
    "credit_invoice_number": None,
    "requests": 3,
    "problem": {"code": "17", "field": "sku", "message": "Så blev det.", "remedy": "Gör så här."},
}


def rejected(invoice: Invoice) -> dict[str, Any]:
    return REJECTED


def nothing(invoice: Invoice) -> None:
    return None


def test_an_invoice_carries_what_the_integration_says_of_it() -> None:
    with provided(rejected):
        caller = Caller(make_store())

        assert caller.post(sale()).json()["submission"] == REJECTED
        assert caller.post(sale()).json()["submission"] == REJECTED
        assert caller.get("/invoices/1001").json()["submission"] == REJECTED


@pytest.mark.parametrize("integrations", [(), (nothing,)])
def test_without_an_integration_there_is_no_submission(integrations: tuple[Any, ...]) -> None:
    with provided(*integrations):
        assert Caller(make_store()).post(sale()).json()["submission"] is None


def test_a_sale_of_the_shop_has_no_reference_of_anyone_elses() -> None:
    store = make_store()
    make_invoice(store=store)

    assert Caller(store).get("/invoices/1001").json()["external_reference"] is None
