"""/3/orders: creating, what is copied and defaulted, refusals, cancelling, invoicing."""

from typing import Any

import pytest

from tests.simulator.caller import caller, refusal


def order(*rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"Order": {"CustomerNumber": "1", "OrderRows": list(rows), **fields}}


def test_only_what_is_delivered_counts() -> None:
    fortnox = caller()

    made = fortnox.order({"Price": 100, "OrderedQuantity": "2"})

    assert (made["OrderRows"][0]["DeliveredQuantity"], made["Total"]) == ("0", 0)


def test_two_posts_make_two_orders() -> None:
    fortnox = caller()

    made = [fortnox.order(ExternalInvoiceReference1="A-1")["DocumentNumber"] for _ in range(2)]

    assert made == ["1", "2"]


def test_the_caller_may_choose_the_number_once() -> None:
    fortnox = caller()
    fortnox.customer()

    assert fortnox.order(DocumentNumber="1007")["DocumentNumber"] == "1007"
    assert fortnox.post("/orders", order(DocumentNumber="1007"))[0] == 400
    assert refusal(fortnox.post("/orders", order(DocumentNumber="A7"))) == (400, 2000108)
    assert fortnox.order()["DocumentNumber"] == "1"


def test_an_order_needs_a_customer_that_exists() -> None:
    fortnox = caller()

    assert refusal(fortnox.post("/orders", order())) == (400, 2000204)
    assert refusal(fortnox.post("/orders", {"Order": {"OrderRows": []}})) == (400, 2000204)


def test_the_customers_card_is_copied_and_later_changes_do_not_reach_the_order() -> None:
    fortnox = caller()
    fortnox.customer(
        Name="Gammal",
        Address1="Storgatan 1",
        CountryCode="SE",
        Email="a@example.com",
        Currency="EUR",
    )
    made = fortnox.order()

    fortnox.put("/customers/1", {"Customer": {"Name": "Ny"}})

    assert (made["CustomerName"], made["Address1"]) == ("Gammal", "Storgatan 1")
    assert (made["Country"], made["Currency"]) == ("Sverige", "EUR")
    assert made["EmailInformation"]["EmailAddressTo"] == "a@example.com"
    assert fortnox.get("/orders/1")[1]["Order"]["CustomerName"] == "Gammal"


def test_too_long_texts_are_cut_in_silence_or_refused() -> None:
    fortnox = caller()
    long = "a" * 1100

    made = fortnox.order({"Description": long}, YourOrderNumber=long[:75], DeliveryAddress1=long)

    assert len(made["YourOrderNumber"]) == 30
    assert len(made["DeliveryAddress1"]) == 60
    assert len(made["OrderRows"][0]["Description"]) == 255
    for field, code in (
        ("OurReference", 2001600),
        ("YourReference", 2001600),
        ("Comments", 2001896),
        ("Remarks", 2000107),
    ):
        assert refusal(fortnox.post("/orders", order(**{field: long}))) == (400, code)


def test_line_breaks_vanish_from_rows_and_stay_in_comments() -> None:
    made = caller().order({"Description": "Te\noch\r\nkaffe"}, Comments="Rad 1\nRad 2")

    assert made["OrderRows"][0]["Description"] == "Teochkaffe"
    assert made["Comments"] == "Rad 1\nRad 2"


def test_an_address_in_the_comments_is_refused() -> None:
    fortnox = caller()
    fortnox.customer()

    body = order(Comments="Se https://example.com")

    assert refusal(fortnox.post("/orders", body)) == (400, 2000359)


@pytest.mark.parametrize(
    ("country", "status"), [("Sverige", 201), ("United Kingdom", 201), ("South Korea", 400)]
)
def test_a_country_is_known_by_its_name(country: str, status: int) -> None:
    fortnox = caller()
    fortnox.customer()

    answer = fortnox.post("/orders", order(Country=country))

    assert answer[0] == status
    if status == 400:
        assert answer[1]["ErrorInformation"]["message"] == "Ogiltigt land: South Korea"


def test_a_row_takes_what_it_leaves_out_from_its_article() -> None:
    fortnox = caller()
    fortnox.article(ArticleNumber="T1", Description="Te", Unit="st", SalesAccount=3003)

    row = fortnox.order({"ArticleNumber": "T1", "Price": 10, "DeliveredQuantity": 1})["OrderRows"][
        0
    ]

    assert (row["Description"], row["Unit"]) == ("Te", "st")
    assert (row["AccountNumber"], row["VAT"]) == (3003, 6)


def test_a_row_needs_an_article_that_exists() -> None:
    fortnox = caller()
    fortnox.customer()

    body = order({"ArticleNumber": "absent"})

    assert refusal(fortnox.post("/orders", body)) == (400, 2001302)


def test_a_rows_account_must_exist_and_be_active_in_the_orders_year() -> None:
    fortnox = caller(accounts={"3041": {"Active": False}})
    fortnox.customer()

    for fields, code in (
        ({"AccountNumber": 3099}, 2001304),
        ({"AccountNumber": 3041}, 2000550),
        ({"AccountNumber": "API_BLANK"}, None),
        ({"AccountNumber": 3001}, None),
    ):
        answer = fortnox.post("/orders", order(fields))
        assert answer[0] == 201 if code is None else refusal(answer) == (400, code)
    body = order({"AccountNumber": 3001}, OrderDate="1999-01-01")
    assert refusal(fortnox.post("/orders", body)) == (400, 2001304)


@pytest.mark.parametrize(
    ("vat_type", "account", "rate"),
    [
        ("SEVAT", 3001, 25),
        ("SEREVERSEDVAT", 3231, 0),
        ("EUREVERSEDVAT", 3108, 0),
        ("EUVAT", 3106, 25),
        ("EXPORT", 3105, 0),
    ],
)
def test_the_customers_kind_of_vat_decides_account_and_rate(
    vat_type: str, account: int, rate: int
) -> None:
    fortnox = caller()
    fortnox.customer(VATType=vat_type)

    row = fortnox.order({"Price": 10})["OrderRows"][0]

    assert (row["AccountNumber"], row["VAT"]) == (account, rate)


@pytest.mark.parametrize(("rate", "account"), [(25, 3001), (12, 3002), (6, 3003), (0, 3004)])
def test_a_rate_without_an_account_finds_the_companys_account(rate: int, account: int) -> None:
    assert caller().order({"VAT": rate})["OrderRows"][0]["AccountNumber"] == account


def test_an_account_without_a_rate_gives_its_own() -> None:
    assert caller().order({"AccountNumber": 3042})["OrderRows"][0]["VAT"] == 12


def test_a_rate_that_is_not_set_up_is_refused() -> None:
    fortnox = caller()
    fortnox.customer()

    assert refusal(fortnox.post("/orders", order({"VAT": 21}))) == (400, 2004167)
    body = order({"VAT": 21, "AccountNumber": 3001})
    assert refusal(fortnox.post("/orders", body)) == (400, 2000588)


def test_the_rows_of_an_order_do_not_tell_their_vat_code() -> None:
    assert "VATCode" not in caller().order({"VATCode": "MP1"})["OrderRows"][0]


def test_a_unit_cannot_be_null() -> None:
    fortnox = caller()
    fortnox.customer()

    assert refusal(fortnox.post("/orders", order({"Unit": None}))) == (400, 2000699)


def test_a_cancelled_order_is_found_but_not_changed() -> None:
    fortnox = caller()
    fortnox.order(ExternalInvoiceReference1="A-1")

    assert fortnox.put("/orders/1/cancel")[1]["Order"]["Cancelled"] is True
    assert fortnox.put("/orders/1/cancel")[0] == 400
    assert fortnox.put("/orders/1", {"Order": {"Comments": "x"}})[0] == 400
    assert fortnox.put("/orders/1/createinvoice")[0] == 400
    listed = fortnox.get("/orders?externalinvoicereference1=A-1&filter=cancelled")[1]["Orders"]
    assert [item["Cancelled"] for item in listed] == [True]


def test_an_invoiced_order_is_locked() -> None:
    fortnox = caller()

    assert fortnox.order()["InvoiceReference"] == "0"
    assert fortnox.put("/orders/1/createinvoice")[1]["Order"]["InvoiceReference"] == "1"
    assert refusal(fortnox.put("/orders/1", {"Order": {"Comments": "x"}})) == (400, 2001242)
    assert refusal(fortnox.put("/orders/1/createinvoice")) == (400, 2000496)
    assert refusal(fortnox.put("/orders/1/cancel")) == (400, 2001350)
    assert len(fortnox.get("/orders?filter=invoicecreated")[1]["Orders"]) == 1
    assert fortnox.get("/orders?filter=invoicenotcreated")[1]["Orders"] == []


def test_the_external_reference_is_found_by_its_beginning() -> None:
    fortnox = caller()
    for reference in ("TAMIO-0001", "TAMIO-00012", "X-TAMIO-0001"):
        fortnox.order(ExternalInvoiceReference1=reference)

    listed = fortnox.get("/orders?externalinvoicereference1=tamio-0001")[1]["Orders"]

    assert [item["DocumentNumber"] for item in listed] == ["1", "2"]


def test_orders_are_found_by_date_label_and_state() -> None:
    fortnox = caller()
    year = fortnox.state.clock.today().year
    fortnox.order(OrderDate=f"{year}-01-01", Labels=[{"Id": 5}])
    fortnox.order(OrderDate=f"{year}-06-01", NotCompleted=True)

    def found(query: str) -> list[str]:
        return [item["DocumentNumber"] for item in fortnox.get(f"/orders?{query}")[1]["Orders"]]

    assert found(f"fromdate={year}-02-01") == ["2"]
    assert found(f"todate={year}-02-01") == ["1"]
    assert found("label=5") == ["1"]
    assert found("notcompleted=true") == ["2"]
    assert found("sent=true") == []
    assert found("documentnumber=2") == ["2"]


def test_orders_cannot_be_deleted() -> None:
    fortnox = caller()
    fortnox.order()

    assert refusal(fortnox.delete("/orders/1")) == (404, 2000764)


def test_a_refused_order_takes_no_number() -> None:
    fortnox = caller()
    fortnox.customer()

    fortnox.post("/orders", order({"ArticleNumber": "absent"}))

    assert fortnox.order()["DocumentNumber"] == "1"
