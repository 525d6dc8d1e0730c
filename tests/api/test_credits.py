"""POST and GET /api/v1/invoices/{number}/credits: taken back once, and what is left."""

from typing import Any

import pytest

from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.offers.models import Redemption
from tamio.outbox.models import Delivery
from tests.api.calls import Caller, sale
from tests.commerce.offers.making import make_code
from tests.factories import NOW, buyer, make_cart, make_product, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    """With invoice 1001: two of 99.00 at 25 %."""
    caller = Caller(make_store())
    caller.post(sale())
    return caller


def document(**fields: Any) -> dict[str, Any]:
    return {"external_reference": "R-1", "reason": "Retur"} | fields


def credit(caller: Caller, given: dict[str, Any], number: int = 1001) -> Any:
    return caller.post(given, to=f"/invoices/{number}/credits")


def test_units_are_credited_and_told_with_their_submission(caller: Caller) -> None:
    answer = credit(caller, document(lines=[{"line": 1, "quantity": "1"}]))
    assert answer.status_code == 201
    told = answer.json()
    assert told.pop("submission")["state"] == "waiting"
    assert told == {
        "number": CreditNote.objects.get().number,
        "external_reference": "R-1",
        "invoice": 1001,
        "reason": "Retur",
        "total": "-99.00",
        "vat": "-19.80",
        "currency": "SEK",
    }


def test_the_same_reference_again_gives_the_first_credit_note(caller: Caller) -> None:
    first = credit(caller, document(lines=[{"line": 1, "amount": "10.00"}]))
    again = credit(caller, document())
    assert (again.status_code, again.json()) == (200, first.json())
    assert CreditNote.objects.count() == 1
    noted = Delivery.objects.filter(kind="invoice.credited", destination="fortnox")
    assert noted.count() == 1


def test_without_lines_all_that_is_left_is_credited(caller: Caller) -> None:
    credit(caller, document(lines=[{"line": 1, "quantity": "1"}]))
    answer = credit(caller, document(external_reference="R-2"))
    assert answer.json()["total"] == "-99.00"
    nothing = credit(caller, document(external_reference="R-3"))
    assert [fault["field"] for fault in nothing.json()["fields"]] == ["lines"]


def test_what_is_left_is_told_line_by_line(caller: Caller) -> None:
    credit(caller, document(lines=[{"line": 1, "quantity": "0.5"}]))
    told = caller.get("/invoices/1001/credits").json()
    assert told["net_total"] == "148.50"
    assert told["lines"] == [
        {
            "line": 1,
            "sku": "KAFFE-500",
            "description": "Bryggkaffe",
            "quantity": "1.5",
            "amount": "148.50",
        }
    ]
    assert [note["total"] for note in told["credit_notes"]] == ["-49.50"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"lines": []}, "lines"),
        ({"lines": [{"line": 2, "quantity": "1"}]}, "lines.0.line"),
        ({"lines": [{"line": "1", "quantity": "1"}]}, "lines.0.line"),
        ({"lines": [{"line": 1, "quantity": "3"}]}, "lines.0.quantity"),
        ({"lines": [{"line": 1, "quantity": 1.5}]}, "lines.0.quantity"),
        ({"lines": [{"line": 1, "amount": "198.01"}]}, "lines.0.amount"),
        ({"lines": [{"line": 1}]}, "lines.0.quantity"),
        ({"lines": [{"line": 1, "quantity": "1"}] * 2}, "lines.1.line"),
        ({"reason": ""}, "reason"),
        ({"external_reference": ""}, "external_reference"),
        ({"external_reference": "x" * 81}, "external_reference"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(
    caller: Caller, fields: dict[str, Any], field: str
) -> None:
    answer = credit(caller, document(**fields))
    assert answer.status_code == 422
    assert field in [fault["field"] for fault in answer.json()["fields"]]
    assert not CreditNote.objects.exists()


def test_another_stores_invoice_is_not_found(caller: Caller) -> None:
    stranger = Caller(make_store())
    assert credit(stranger, document()).status_code == 404
    assert stranger.get("/invoices/1001/credits").status_code == 404
    assert credit(caller, document(), number=1002).status_code == 404


def test_a_code_can_be_used_again_once_the_whole_sale_is_credited() -> None:
    store = make_store()
    caller = Caller(store)
    code = make_code(store=store, most_uses=1)
    cart = make_cart(store=store, contents={make_product(store=store): 2})
    cart.code = code
    cart.save()
    number = place_order(cart=cart, buyer=buyer(), now=NOW).number
    assert number is not None

    credit(caller, document(lines=[{"line": 1, "quantity": "1"}]), number)
    assert Redemption.objects.get().given_back_with is None
    credit(caller, document(external_reference="R-2"), number)

    assert Redemption.objects.get().given_back_with == CreditNote.objects.last()
