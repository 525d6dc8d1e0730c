"""Whatever stands in a field, the answer is a document or a refusal, never a crash."""

from datetime import UTC, datetime
from typing import Any

import pytest

from fortnox_simulator.api import answers
from fortnox_simulator.companies.seed_registers import REGISTERS
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields.tables import table
from fortnox_simulator.resources import (
    accounts,
    articles,
    customers,
    financial_years,
    invoices,
    orders,
    predefined_accounts,
    prices,
    voucher_series,
    vouchers,
)
from fortnox_simulator.resources.call import Call, Handler
from tests.simulator.caller import Caller, caller

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
VALUES: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**20, 1e300, "", " ", "0", "-1", "1e400", "NaN", "API_BLANK",
    "x" * 5000, "2026-02-30", "9999-12-31", "٣", "😀", "\ud83d", [], [[]], [{}], [None], {},
    {"a": 1}, [{"Id": "x"}], [{"Price": "x"}], [{"RowId": 1}], [{"DeliveredQuantity": "1e99"}],
]  # fmt: skip
YEAR = [{"FromDate": "2026-01-01", "ToDate": "2026-12-31"}]
VOUCHER: dict[str, Any] = {
    "Description": "A", "TransactionDate": "2026-11-24", "VoucherSeries": "A",
    "VoucherRows": [{"Account": 1930, "Debit": 1}, {"Account": 3001, "Credit": 1}],
}  # fmt: skip
CREATIONS: dict[str, tuple[Handler, dict[str, Any]]] = {
    "Account": (accounts.create, {"Number": 1999, "Description": "A"}),
    "FinancialYear": (financial_years.create, {"FromDate": "2001-01-01", "ToDate": "2001-12-31"}),
    "Voucher": (vouchers.create, VOUCHER),
    "VoucherSeries": (voucher_series.create, {"Code": "Q"}),
    "Customer": (customers.create, {"Name": "A"}),
    "Article": (articles.create, {"Description": "A"}),
    "Order": (orders.create, {"CustomerNumber": "1", "OrderRows": []}),
    "Invoice": (invoices.create, {"CustomerNumber": "1", "InvoiceRows": []}),
    "Price": (prices.create, {"ArticleNumber": "1", "PriceList": "A"}),
    **{
        register.name: (register.create, {register.key: "ISK", "Description": "A"})
        for register in REGISTERS.values()
    },
}
UPDATES: dict[str, Handler] = {"Order": orders.update, "Invoice": invoices.update}
ROW = {"Price": 1.25, "DeliveredQuantity": "1.5", "Discount": 0.1, "DiscountType": "AMOUNT"}


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
    fortnox = caller(financial_years=YEAR)
    fortnox.customer()
    fortnox.article()
    handler, least = CREATIONS[name]

    for field in table(name):
        for value in VALUES:
            answered = status(fortnox, handler, {name: {**least, field: value}})
            assert answered in {201, 400, 404}, (field, value)


def test_no_value_of_the_books_does_more_than_be_refused() -> None:
    fortnox = caller(financial_years=YEAR)

    for value in VALUES:
        for field in table("VoucherRow"):
            rows = [{"Account": 1930, field: value}, {"Account": 3001}]
            body = {"Voucher": {**VOUCHER, "VoucherRows": rows}}
            assert status(fortnox, vouchers.create, body) in {201, 400}, (field, value)
        for field in table("PreDefinedAccount"):
            body = {"PreDefinedAccount": {"Account": 3740, field: value}}
            answered = status(fortnox, predefined_accounts.update, body, key="ROUNDOFF")
            assert answered in {200, 400}, (field, value)
        for field in table("Account"):
            body = {"Account": {field: value}}
            answered = status(fortnox, accounts.update, body, key="3001")
            assert answered in {200, 400}, (field, value)


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


@pytest.mark.parametrize(("name", "handler"), UPDATES.items())
def test_no_value_of_a_rows_field_does_more_than_be_refused(name: str, handler: Handler) -> None:
    fortnox = caller()
    fortnox.order({})
    fortnox.invoice({})

    for field in table(f"{name}Row"):
        for value in VALUES:
            body = {name: {f"{name}Rows": [{field: value}]}}
            assert status(fortnox, handler, body, key="1") in {200, 400}, (field, value)


def test_whatever_was_accepted_is_printed_sent_booked_and_credited_or_refused() -> None:
    fortnox = caller()
    fortnox.customer()
    actions = [route.handler for route in invoices.ROUTES if route.path.count("/") == 2]
    tried = 0

    for field in sorted(table("Invoice").keys() - {"CustomerNumber", "DocumentNumber"}):
        for value in (None, 0, 10**12, "9999-12-31"):
            number = fortnox.company.shelves["invoices"].next_number()
            body = {"Invoice": {"CustomerNumber": "1", "InvoiceRows": [ROW], field: value}}
            if status(fortnox, invoices.create, body) != 201:
                continue
            for action in actions:
                answered = status(fortnox, action, None, key=number)
                assert answered in {200, 400}, (field, value)
            tried += 1
    assert tried > 100
