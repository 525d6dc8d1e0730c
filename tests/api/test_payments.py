"""POST and GET /api/v1/invoices/{number}/payments: what was paid elsewhere, told once."""

from typing import Any

import pytest

from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.payments.models import Receipt
from tamio.commerce.payments.receiving import can_be_taken_back
from tamio.commerce.payments.refunding import returnable
from tests.api.calls import Caller, sale
from tests.commerce.giftcards.making import given_card
from tests.factories import make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    """With the invoices 1001 and 1002: two of 99.00 at 25 % each."""
    caller = Caller(make_store())
    caller.post(sale())
    caller.post(sale("external_reference", "ORDER-2"))
    return caller


def document(**fields: Any) -> dict[str, Any]:
    return {
        "external_reference": "P-1",
        "amount": "198.00",
        "currency": "SEK",
        "means": "card",
        "paid_on": "2026-03-02",
    } | fields


def pay(caller: Caller, number: int = 1001, **fields: Any) -> Any:
    return caller.post(document(**fields), to=f"/invoices/{number}/payments")


def standing(caller: Caller, number: int = 1001) -> tuple[str, str, str]:
    told = caller.get(f"/invoices/{number}/payments").json()
    return told["standing"], told["received"], told["left"]


def test_a_sale_that_was_paid_elsewhere_is_paid(caller: Caller) -> None:
    assert standing(caller) == ("unpaid", "0.00", "198.00")
    answer = pay(caller)
    assert answer.status_code == 201
    assert answer.json() == document()
    assert standing(caller) == ("paid", "198.00", "0.00")
    assert caller.get("/invoices/1001/payments").json()["payments"] == [document()]


def test_the_same_reference_again_is_the_same_payment(caller: Caller) -> None:
    pay(caller)
    again = pay(caller, amount="1.00")
    assert (again.status_code, again.json()) == (200, document())
    assert standing(caller) == ("paid", "198.00", "0.00")


def test_one_payment_may_be_told_of_two_invoices(caller: Caller) -> None:
    pay(caller)
    assert pay(caller, 1002).status_code == 201
    assert standing(caller, 1002) == ("paid", "198.00", "0.00")


def test_a_part_is_a_part_and_too_much_is_told(caller: Caller) -> None:
    pay(caller, amount="98.00")
    assert standing(caller) == ("partly", "98.00", "100.00")
    pay(caller, external_reference="P-2", amount="150.00")
    assert standing(caller) == ("over", "248.00", "0.00")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "0"),
        ("amount", "-1"),
        ("amount", "1.001"),
        ("amount", "x"),
        ("currency", "EUR"),
        ("means", "test"),
        ("means", "gold"),
        ("paid_on", "2999-01-01"),
        ("paid_on", "yesterday"),
        ("external_reference", " "),
        ("external_reference", "x" * 81),
        ("colour", "red"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    caller: Caller, field: str, value: str
) -> None:
    answer = caller.post(document(**{field: value}), to="/invoices/1001/payments")
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["fields"]] == [field]
    assert not Receipt.objects.exists()


def test_another_stores_invoice_is_not_there(caller: Caller) -> None:
    other = Caller(make_store())
    assert pay(other).status_code == 404
    assert other.get("/invoices/1001/payments").status_code == 404


def test_it_can_be_taken_back_by_a_person_and_no_provider_pays_it_back(caller: Caller) -> None:
    pay(caller)
    receipt = Receipt.objects.select_related("invoice").get()
    assert can_be_taken_back(receipt)
    assert returnable(receipt.invoice) == []


@pytest.fixture
def code(caller: Caller) -> str:
    """Of a gift card of 150."""
    return given_card(store=caller.token.store, amount="150.00").shown_code


def by_card(caller: Caller, code: str, **fields: Any) -> Any:
    return pay(caller, means="gift_card", gift_card=code, **fields)


def test_a_gift_card_pays_a_part_once(caller: Caller, code: str) -> None:
    answer = by_card(caller, code, amount="150.00")
    assert (answer.status_code, answer.json()["external_reference"]) == (201, "P-1")
    again = by_card(caller, code, amount="150.00")
    assert (again.status_code, again.json()) == (200, answer.json())
    assert standing(caller) == ("partly", "150.00", "48.00")
    assert GiftCard.objects.get().balance == 0


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("amount", {"amount": "150.01"}),
        ("amount", {"amount": "0"}),
        ("currency", {"amount": "10", "currency": "EUR"}),
        ("gift_card", {"amount": "10", "gift_card": "0000-0000-0000-0000"}),
        ("gift_card", {"amount": "10", "means": "card"}),
    ],
)
def test_what_a_card_cannot_pay_is_told_by_its_field(
    caller: Caller, code: str, field: str, fields: dict[str, str]
) -> None:
    sent: dict[str, Any] = {"means": "gift_card", "gift_card": code} | fields
    answer = pay(caller, **sent)
    assert answer.status_code == 422
    assert field in str(answer.json())
    assert GiftCard.objects.get().balance == 150


def test_gift_cards_are_sold_and_issued_when_they_are_paid(caller: Caller) -> None:
    line = {
        "sku": "KORT", "description": "Presentkort", "type": "gift_card", "quantity": "2",
        "unit": "st", "unit_price": "500.00", "vat_rate": "0",
    }  # fmt: skip
    sold = caller.post(sale("external_reference", "ORDER-3") | {"lines": [line]})
    assert sold.status_code == 201
    number = sold.json()["number"]
    assert GiftCard.objects.filter(issued_at=None).count() == 2
    pay(caller, number, amount="1000.00")
    assert [card.balance for card in GiftCard.objects.all()] == [500, 500]
