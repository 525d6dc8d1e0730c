"""GET /3/invoices: fields, filters, search, sorting."""

from datetime import timedelta
from typing import Any

import pytest

from tests.simulator.caller import Caller, caller, refusal

YEARS = [{"FromDate": "2026-01-01", "ToDate": "2099-12-31"}]


def numbers(fortnox: Caller, query: str) -> list[str]:
    status, body = fortnox.get(f"/invoices?{query}")
    assert status == 200, body
    return [item["DocumentNumber"] for item in body["Invoices"]]


def sold(price: float, **row: Any) -> dict[str, Any]:
    return {"Price": price, "DeliveredQuantity": 1, **row}


def test_a_listed_invoice_tells_what_is_owed_and_how_it_is_booked() -> None:
    fortnox = caller(projects={"5": "Projekt"})
    fortnox.invoice(sold(100), Project="5")
    fortnox.put("/invoices/1/bookkeep")

    item = fortnox.get("/invoices")[1]["Invoices"][0]

    assert list(item)[:5] == ["@url", "Balance", "Booked", "Cancelled", "CostCenter"]
    assert len(item) == 27
    assert item["@url"] == "https://api.fortnox.se/3/invoices/1"
    assert (item["Balance"], item["VoucherSeries"], item["VoucherNumber"]) == (125, "B", 1)


def test_invoices_are_found_by_their_state() -> None:
    fortnox = caller()
    today = fortnox.state.clock.today()
    fortnox.invoice(sold(1), DueDate=today.isoformat())
    fortnox.invoice(sold(1), DueDate=(today - timedelta(days=1)).isoformat())
    fortnox.invoice(sold(1))
    fortnox.invoice()
    fortnox.put("/invoices/3/cancel")
    fortnox.put("/invoices/4/bookkeep")

    assert numbers(fortnox, "filter=unpaid") == ["1", "2"]
    assert numbers(fortnox, "filter=unpaidoverdue") == ["2"]
    assert numbers(fortnox, "filter=cancelled") == ["3"]
    assert numbers(fortnox, "filter=fullypaid") == ["4"]
    assert numbers(fortnox, "filter=unbooked") == ["1", "2"]


@pytest.mark.parametrize(
    "query",
    [
        "articledescription=kaffe",
        "articlenumber=k1",
        "costcenter=nord",
        "credit=false&yourreference=eva",
        "currency=eur",
        "externalinvoicereference1=a-7",
        "externalinvoicereference2=b-7",
        "fromdate=2026-02-01",
        "invoicetype=cash",
        "label=7",
        "notcompleted=true",
        "ocr=20",
        "ourreference=ola",
        "project=5582",
        "todate=2026-02-15&fromdate=2026-02-01",
        "yourordernumber=po",
        "yourreference=eva",
        "accountnumberfrom=3040&accountnumberto=3050",
        "customernumber=2",
        "customername=nordlund",
        "documentnumber=2",
    ],
)
def test_a_search_finds_the_second_invoice_alone(query: str) -> None:
    fortnox = caller(
        financial_years=YEARS, projects={"5582": "Projekt"}, cost_centers={"NORD": "Norr"}
    )
    fortnox.customer(Name="Kund")
    fortnox.customer(Name="Nordlunds")
    fortnox.article(ArticleNumber="K1")
    # One account below the range and one above it: no row is within it.
    fortnox.invoice(
        sold(1, AccountNumber=3001), sold(1, AccountNumber=3990), InvoiceDate="2026-01-01"
    )
    fortnox.invoice(
        sold(1, ArticleNumber="K1", Description="Kaffe", AccountNumber=3041),
        CustomerNumber="2", CostCenter="NORD", Currency="EUR", InvoiceType="CASHINVOICE",
        ExternalInvoiceReference1="A-7", ExternalInvoiceReference2="B-7", Labels=[{"Id": 7}],
        NotCompleted=True, OurReference="Ola", OCR="20", Project="5582", YourReference="Eva",
        YourOrderNumber="PO-1", InvoiceDate="2026-02-02",
    )  # fmt: skip

    assert numbers(fortnox, query) == ["2"]


def test_invoices_are_found_by_the_day_of_their_last_payment() -> None:
    fortnox = caller()
    fortnox.invoice(sold(100))
    fortnox.invoice(sold(100))
    for action in ("bookkeep", "credit"):
        fortnox.put(f"/invoices/1/{action}")
    fortnox.put("/invoices/3/bookkeep")
    today = fortnox.state.clock.today().isoformat()

    assert numbers(fortnox, f"fromfinalpaydate={today}") == ["1", "3"]
    assert numbers(fortnox, f"tofinalpaydate={today}") == ["1", "3"]
    assert numbers(fortnox, "tofinalpaydate=2000-01-01") == []


@pytest.mark.parametrize("by", ["total", "customername", "customernumber", "invoicedate", "ocr"])
def test_invoices_are_sorted_by(by: str) -> None:
    fortnox = caller(financial_years=YEARS)
    for name, number, day, price in (
        ("B", "20", "2026-02-01", 5),
        ("C", "30", "2026-03-01", 40),
        ("A", "10", "2026-01-01", -100),
    ):
        fortnox.customer(Name=name, CustomerNumber=number)
        fortnox.invoice(sold(price), CustomerNumber=number, InvoiceDate=day, OCR=number)

    assert numbers(fortnox, f"sortby={by}") == ["3", "1", "2"]
    assert numbers(fortnox, f"sortby={by}&sortorder=descending") == ["2", "1", "3"]


@pytest.mark.parametrize("query", ["orderdate=2026-01-01", "accountnumberfrom=x", "sortby=net"])
def test_a_parameter_that_invoices_do_not_have_is_refused(query: str) -> None:
    assert refusal(caller().get(f"/invoices?{query}")) == (400, 2000588)


def test_where_one_parameter_is_the_rule_a_range_does_not_count() -> None:
    fortnox = caller()
    fortnox.state.variants.choose({"search_parameters": "one"})

    for least, most in (("accountnumberfrom", "accountnumberto"), ("fromdate", "todate"),
                        ("fromfinalpaydate", "tofinalpaydate")):  # fmt: skip
        assert fortnox.get(f"/invoices?{least}=2026&{most}=2027&ocr=1")[0] == 200
    assert refusal(fortnox.get("/invoices?ocr=1&currency=SEK")) == (400, 2000588)
