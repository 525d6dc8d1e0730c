"""Whatever stands in a field, the answer is a document or a refusal, never a crash."""

from datetime import UTC, datetime
from typing import Any

import pytest

from fortnox_simulator.api import answers
from fortnox_simulator.companies.seed_registers import REGISTERS
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields.tables import table
from fortnox_simulator.resources import articles, customers, orders, prices
from fortnox_simulator.resources.call import Call, Handler
from tests.simulator.caller import Caller, caller

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
VALUES: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**20, 1e300, "", " ", "0", "-1", "1e400", "NaN", "API_BLANK",
    "x" * 5000, "2026-02-30", "9999-12-31", "٣", "😀", "\ud83d", [], [[]], [{}], [None], {},
    {"a": 1}, [{"Id": "x"}], [{"Price": "x"}], [{"RowId": 1}], [{"DeliveredQuantity": "1e99"}],
]  # fmt: skip
CREATIONS: dict[str, tuple[Handler, dict[str, Any]]] = {
    "Customer": (customers.create, {"Name": "A"}),
    "Article": (articles.create, {"Description": "A"}),
    "Order": (orders.create, {"CustomerNumber": "1", "OrderRows": []}),
    "Price": (prices.create, {"ArticleNumber": "1", "PriceList": "A"}),
    **{
        register.name: (register.create, {register.key: "ISK", "Description": "A"})
        for register in REGISTERS.values()
    },
}


def status(fortnox: Caller, handler: Handler, body: object, *, key: str = "") -> int:
    call = Call(company=fortnox.company, now=NOW, today=NOW.date(), keys=(key,), body=body)
    try:
        answer = handler(call)
    except FortnoxError as refusal:
        answers.encode(refusal.body)
        return refusal.status
    answers.encode(answer.payload or {})
    return answer.status


@pytest.mark.parametrize("name", CREATIONS)
def test_no_value_of_a_field_does_more_than_be_refused(name: str) -> None:
    fortnox = caller()
    fortnox.customer()
    fortnox.article()
    handler, least = CREATIONS[name]

    for field in table(name):
        for value in VALUES:
            answered = status(fortnox, handler, {name: {**least, field: value}})
            assert answered in {201, 400, 404}, (field, value)


def test_the_greatest_figures_are_added_up() -> None:
    fortnox = caller()
    row = {
        "Price": 9_999_999_999,
        "DeliveredQuantity": "9999999999",
        "Discount": -100,
        "DiscountType": "PERCENT",
    }

    assert fortnox.order(*[row] * 50)["Total"] > 10**20
    assert fortnox.http.get(f"/companies/{fortnox.tenant}/orders/1").status_code == 200
    row["DeliveredQuantity"] = "10000000000"
    body = {"Order": {"CustomerNumber": "1", "OrderRows": [row]}}
    assert fortnox.post("/orders", body)[0] == 400


def test_no_value_of_a_rows_field_does_more_than_be_refused() -> None:
    fortnox = caller()
    fortnox.order({})

    for field in table("OrderRow"):
        for value in VALUES:
            body = {"Order": {"OrderRows": [{field: value}]}}
            assert status(fortnox, orders.update, body, key="1") in {200, 400}, (field, value)
