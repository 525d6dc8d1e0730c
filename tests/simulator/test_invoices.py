"""/3/invoices: creating, updating, what is defaulted and refused, cancelling."""

from typing import Any

import pytest

from fortnox_simulator.sales.payment import ocr
from tests.simulator.caller import Caller, caller, refusal


def invoice(*rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"Invoice": {"CustomerNumber": "1", "InvoiceRows": list(rows), **fields}}


def with_customer() -> Caller:
    fortnox = caller()
    fortnox.customer()
    return fortnox


def test_an_invoice_needs_a_customer_but_no_rows() -> None:
    fortnox = with_customer()

    assert fortnox.post("/invoices", {"Invoice": {"CustomerNumber": "1"}})[0] == 201
    assert refusal(fortnox.post("/invoices", invoice(CustomerNumber="7"))) == (400, 2000204)


def test_an_unknown_invoice_is_not_found() -> None:
    fortnox = caller()

    for path in ("/invoices/7", "/invoices/7/print"):
        assert refusal(fortnox.get(path)) == (404, 2000434)
    for action in ("", "/bookkeep", "/cancel", "/credit", "/externalprint", "/warehouseready"):
        answer = fortnox.put(f"/invoices/7{action}", {"Invoice": {}})
        assert refusal(answer) == (404, 2000434)


def test_what_is_not_paid_yet_is_the_balance() -> None:
    made = caller().invoice({"Price": 100, "DeliveredQuantity": 2})

    assert (made["Total"], made["Balance"], made["FinalPayDate"]) == (250, 250, None)
    assert (made["Booked"], made["VoucherNumber"], made["Sent"]) == (False, None, False)


@pytest.mark.parametrize(
    ("included", "price", "price_without", "total_without"),
    [(False, 100, 100, 200), (True, 125, 100, 200), (True, 9.99, 7.99, 15.98)],
)
def test_a_row_tells_its_amounts_without_vat(
    included: bool, price: float, price_without: float, total_without: float
) -> None:
    row = caller().invoice({"Price": price, "DeliveredQuantity": 2}, VATIncluded=included)

    told = row["InvoiceRows"][0]
    assert (told["PriceExcludingVAT"], told["TotalExcludingVAT"]) == (price_without, total_without)


def test_the_rows_of_an_invoice_have_no_ordered_quantity() -> None:
    fortnox = with_customer()

    answer = fortnox.post("/invoices", invoice({"OrderedQuantity": "1"}))

    assert refusal(answer) == (400, 2001399)


def test_a_rows_vat_code_is_kept() -> None:
    assert caller().invoice({"VATCode": "MP1"})["InvoiceRows"][0]["VATCode"] == "MP1"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("32", "3244"),
        ("37", "3749"),
        ("38", "3848"),
        ("39", "3947"),
        ("197", "19752"),
        ("199", "19950"),
        ("200", "20057"),
        ("203", "20354"),
    ],
)
def test_the_ocr_number_carries_length_and_check_digit(number: str, expected: str) -> None:
    """All recorded ones, and the sample of the older documentation (203)."""
    assert ocr(number) == expected


def test_a_chosen_ocr_number_stays() -> None:
    assert caller().invoice(OCR="123455")["OCR"] == "123455"


@pytest.mark.parametrize(
    ("terms", "due"),
    [("30", "2026-03-02"), ("0", "2026-01-31"), ("K", "2026-01-31"), ("10DAGAR", "2026-02-10")],
)
def test_the_due_date_follows_the_terms_of_payment(terms: str, due: str) -> None:
    fortnox = caller(terms_of_payment={"10DAGAR": "Tio dagar"})

    made = fortnox.invoice(InvoiceDate="2026-01-31", TermsOfPayment=terms)

    assert made["DueDate"] == due


def test_terms_whose_code_has_no_number_may_have_it_in_their_words() -> None:
    fortnox = caller(terms_of_payment={"LANG": "90 dagar netto"})

    made = fortnox.invoice(InvoiceDate="2026-01-01", TermsOfPayment="LANG")

    assert made["DueDate"] == "2026-04-01"


def test_a_sent_due_date_stays_until_date_or_terms_change() -> None:
    fortnox = caller()
    fortnox.invoice(InvoiceDate="2026-01-01", DueDate="2026-05-05")

    def due_after(**fields: Any) -> str:
        return str(fortnox.put("/invoices/1", {"Invoice": fields})[1]["Invoice"]["DueDate"])

    assert due_after(Comments="Ny") == "2026-05-05"
    assert due_after(InvoiceDate="2026-02-01") == "2026-03-03"
    assert due_after(TermsOfPayment="10") == "2026-02-11"
    assert due_after(InvoiceDate="2026-03-01", DueDate="2026-06-06") == "2026-06-06"


def test_a_due_date_beyond_the_calendar_is_refused() -> None:
    fortnox = with_customer()

    answer = fortnox.post("/invoices", invoice(InvoiceDate="9999-12-31", TermsOfPayment="30"))

    assert refusal(answer) == (400, 2000588)


def test_the_invoice_is_addressed_to_the_customers_address_for_invoices() -> None:
    fortnox = caller()
    fortnox.customer(Email="a@example.com", EmailInvoice="faktura@example.com")

    information = fortnox.invoice()["EmailInformation"]

    assert information["EmailAddressTo"] == "faktura@example.com"
    assert information["EmailSubject"] == "Faktura {no} bifogas"


def test_long_texts_are_cut_or_refused_as_on_orders() -> None:
    fortnox = with_customer()
    long = "a" * 1100

    made = fortnox.invoice({"Description": long}, YourOrderNumber=long[:75], DeliveryAddress1=long)

    assert len(made["YourOrderNumber"]) == 30
    assert len(made["DeliveryAddress1"]) == 60
    assert len(made["InvoiceRows"][0]["Description"]) == 255
    for field, code in (
        ("OurReference", 2001600),
        ("YourReference", 2001600),
        ("Comments", 2001896),
        ("ExternalInvoiceReference1", 2000107),
    ):
        assert refusal(fortnox.post("/invoices", invoice(**{field: long}))) == (400, code)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("Country", "South Korea", 2000919),
        ("Language", "DE", 2000588),
        ("TaxReductionType", "all", 2000588),
        ("InvoiceType", "OFFER", 2000588),
        ("PaymentWay", "CHEQUE", 2000588),
        ("DocumentNumber", "A1", 2000108),
        ("CreditInvoiceReference", "7", 2000434),
        ("OrganisationNumber", "559284-5175", 2000321),
        ("OrderReference", "1", 2000321),
    ],
)
def test_a_value_that_fortnox_does_not_know_is_refused(field: str, value: str, code: int) -> None:
    fortnox = with_customer()

    assert refusal(fortnox.post("/invoices", invoice(**{field: value}))) == (400, code)


def test_an_update_changes_what_it_names_and_the_figures() -> None:
    fortnox = caller()
    fortnox.invoice({"Description": "Te", "Price": 100, "DeliveredQuantity": 1}, Comments="Kvar")

    body = {"Invoice": {"InvoiceRows": [{"DeliveredQuantity": 3}], "CurrencyUnit": 1}}
    changed = fortnox.put("/invoices/1", body)[1]["Invoice"]

    assert (changed["Comments"], changed["Total"], changed["Balance"]) == ("Kvar", 375, 375)
    assert changed["InvoiceRows"][0]["Description"] == "Te"
    assert fortnox.get("/invoices/1")[1]["Invoice"] == changed


def test_a_booked_or_cancelled_invoice_cannot_be_changed_or_cancelled() -> None:
    fortnox = caller()
    for action in ("bookkeep", "cancel"):
        number = fortnox.invoice({"Price": 1, "DeliveredQuantity": 1})["DocumentNumber"]
        assert fortnox.put(f"/invoices/{number}/{action}")[0] == 200

        answer = fortnox.put(f"/invoices/{number}", {"Invoice": {"Comments": "Ny"}})
        assert refusal(answer) == (400, 2000588)
        assert refusal(fortnox.put(f"/invoices/{number}/cancel")) == (400, 2000588)


def test_a_sent_invoice_can_still_be_changed() -> None:
    fortnox = caller()
    fortnox.invoice()
    assert fortnox.put("/invoices/1/externalprint")[1]["Invoice"]["Sent"] is True

    assert fortnox.put("/invoices/1", {"Invoice": {"Comments": "Ny"}})[0] == 200


def test_nothing_is_owed_on_a_cancelled_invoice() -> None:
    fortnox = caller()
    fortnox.invoice({"Price": 100, "DeliveredQuantity": 1})

    cancelled = fortnox.put("/invoices/1/cancel")[1]["Invoice"]

    assert (cancelled["Cancelled"], cancelled["Balance"], cancelled["Total"]) == (True, 0, 125)


def test_an_invoice_without_the_warehouse_is_always_ready() -> None:
    fortnox = caller()
    fortnox.invoice()

    assert fortnox.put("/invoices/1/warehouseready")[1]["Invoice"]["WarehouseReady"] is True


def test_the_caller_may_choose_a_number_once_and_the_series_steps_over_it() -> None:
    fortnox = with_customer()

    assert fortnox.invoice(DocumentNumber="2")["DocumentNumber"] == "2"
    assert refusal(fortnox.post("/invoices", invoice(DocumentNumber="2"))) == (400, 2000588)
    numbers = [fortnox.invoice()["DocumentNumber"] for _ in range(2)]
    assert numbers == ["1", "3"]


def test_what_invoices_name_cannot_be_deleted_until_they_are_cancelled() -> None:
    fortnox = caller()
    fortnox.article(ArticleNumber="T1")
    fortnox.invoice({"ArticleNumber": "T1"})

    assert refusal(fortnox.delete("/articles/T1")) == (400, 2000310)
    assert refusal(fortnox.delete("/customers/1")) == (400, 2000310)
    fortnox.put("/invoices/1/cancel")
    assert fortnox.delete("/customers/1") == (204, None)


def test_an_invoice_can_be_seeded() -> None:
    fortnox = caller(customers=[{"Name": "Kund"}], invoices=[{"CustomerNumber": "1"}])

    assert fortnox.get("/invoices/1")[1]["Invoice"]["CustomerName"] == "Kund"


def test_invoices_cannot_be_deleted() -> None:
    fortnox = caller()
    fortnox.invoice()

    assert refusal(fortnox.delete("/invoices/1")) == (404, 2000764)
