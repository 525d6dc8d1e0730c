"""Invoices: how the two of a pair name each other, and what an update of rows sends."""

import json
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from tamio.fortnox.client import Invoice, InvoiceRow, Refused
from tests.fortnox.client.far_side import FarSide, fortnox

HELD: dict[str, Any] = {
    "DocumentNumber": "12",
    "CustomerNumber": "1",
    "Booked": False,
    "Cancelled": False,
    "Sent": False,
    "Credit": "false",
    "CreditInvoiceReference": "0",
    "Net": 100,
    "Total": 125,
    "TotalVAT": 25,
    "RoundOff": 0,
    "InvoiceRows": [{"RowId": 7, "DeliveredQuantity": "1", "Price": 100, "VAT": 25, "Total": 100}],
}


def answered(**fields: Any) -> httpx2.Response:
    return httpx2.Response(200, json={"Invoice": HELD | fields})


@pytest.mark.parametrize("reference", ["0", 0, "", None])
def test_an_invoice_that_nothing_answers_has_no_counterpart(reference: object) -> None:
    invoice = fortnox(FarSide(answered(CreditInvoiceReference=reference))).invoices.get("12")

    assert invoice.counterpart == ""
    assert not invoice.is_final


@pytest.mark.parametrize("reference", ["13", 13])
def test_a_credited_invoice_names_its_credit_invoice(reference: object) -> None:
    far_side = FarSide(answered(CreditInvoiceReference=reference))

    assert fortnox(far_side).invoices.credit("12").counterpart == "13"
    assert far_side.requests[0].method == "PUT"
    assert far_side.paths == ["/3/invoices/12/credit"]
    assert far_side.bodies == [""]


@pytest.mark.parametrize("field", ["Booked", "Cancelled", "Sent"])
def test_what_is_booked_cancelled_or_sent_is_final(field: str) -> None:
    assert fortnox(FarSide(answered(**{field: True}))).invoices.get("12").is_final


def test_rows_are_sent_with_exact_prices_and_without_an_ordered_quantity() -> None:
    far_side = FarSide(answered())
    row = InvoiceRow(row_id=7, delivered_quantity=Decimal("-2.50"), price=Decimal("0.10"))

    fortnox(far_side).invoices.update("12", Invoice(invoice_rows=(row,)))

    assert far_side.bodies == [
        '{"Invoice":{"InvoiceRows":[{"RowId":7,"DeliveredQuantity":"-2.50","Price":0.10}]}}'
    ]
    assert far_side.paths == ["/3/invoices/12"]


def test_one_that_cannot_be_credited_is_refused_in_fortnox_own_words() -> None:
    told = {"ErrorInformation": {"error": 1, "message": "Redan krediterad.", "code": 2000588}}
    far_side = FarSide(httpx2.Response(400, content=json.dumps(told).encode()))

    with pytest.raises(Refused, match="Redan krediterad"):
        fortnox(far_side).invoices.credit("12")
