"""PUT /3/invoices/{n}/credit: an invoice of its own that takes the other back."""

from typing import Any

import pytest

from tests.simulator.caller import Caller, caller, refusal


def invoice_of(fortnox: Caller, number: str) -> dict[str, Any]:
    invoice: dict[str, Any] = fortnox.get(f"/invoices/{number}")[1]["Invoice"]
    return invoice


def credited(fortnox: Caller, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """An invoice and the one that takes it back."""
    rows = [
        {"Price": 99.99, "DeliveredQuantity": "1.5", "Discount": 10, "DiscountType": "PERCENT"},
        {"Price": 50, "DeliveredQuantity": 2, "Discount": 7.5, "DiscountType": "AMOUNT", "VAT": 6},
    ]
    made = fortnox.invoice(*rows, Freight=40, AdministrationFee=20, **fields)
    answer = fortnox.put(f"/invoices/{made['DocumentNumber']}/credit")[1]["Invoice"]
    return answer, invoice_of(fortnox, answer["CreditInvoiceReference"])


def test_each_of_the_two_invoices_names_the_other() -> None:
    debit, credit = credited(caller())

    assert (debit["Credit"], debit["CreditInvoiceReference"]) == ("false", "2")
    assert (credit["Credit"], credit["CreditInvoiceReference"]) == ("true", "1")
    assert credit["DocumentNumber"] == "2"


@pytest.mark.parametrize("included", [True, False])
def test_a_credit_invoice_takes_back_every_figure(included: bool) -> None:
    debit, credit = credited(caller(settings={"round_off": True}), VATIncluded=included)

    assert debit["Total"] > 0
    for name in ("Net", "Gross", "TotalVAT", "Total", "TotalToPay", "RoundOff", "Balance",
                 "Freight", "FreightVAT", "AdministrationFee", "ContributionValue"):  # fmt: skip
        assert credit[name] == -debit[name], name
    quantities = [row["DeliveredQuantity"] for row in credit["InvoiceRows"]]
    assert quantities == ["-1.5", "-2"]
    assert [row["Price"] for row in credit["InvoiceRows"]] == [99.99, 50]


def test_a_credit_invoice_starts_afresh() -> None:
    fortnox = caller()
    new_year = fortnox.state.clock.today().replace(month=1, day=1).isoformat()
    fortnox.invoice({"Price": 1, "DeliveredQuantity": 1}, InvoiceDate=new_year, OCR="7")
    for action in ("bookkeep", "externalprint"):
        fortnox.put(f"/invoices/1/{action}")
    fortnox.send("GET", "/invoices/1/printreminder")

    fortnox.put("/invoices/1/credit")

    credit = invoice_of(fortnox, "2")
    assert credit["InvoiceDate"] == fortnox.state.clock.today().isoformat()
    assert (credit["OCR"], credit["DueDate"] > credit["InvoiceDate"]) == ("232", True)
    assert (credit["Booked"], credit["Sent"], credit["VoucherNumber"]) == (False, False, None)
    assert (credit["Reminders"], credit["LastRemindDate"]) == (0, None)


def test_an_invoice_is_credited_once() -> None:
    fortnox = caller()
    credited(fortnox)

    assert refusal(fortnox.put("/invoices/1/credit")) == (400, 2000588)
    assert refusal(fortnox.put("/invoices/2/credit")) == (400, 2000588)
    assert len(fortnox.company.shelves["invoices"]) == 2


def test_a_cancelled_invoice_cannot_be_credited() -> None:
    fortnox = caller()
    fortnox.invoice()
    fortnox.put("/invoices/1/cancel")

    assert refusal(fortnox.put("/invoices/1/credit")) == (400, 2000588)


def test_a_cancelled_credit_makes_room_for_another() -> None:
    fortnox = caller()
    credited(fortnox)

    fortnox.put("/invoices/2/cancel")

    assert invoice_of(fortnox, "1")["CreditInvoiceReference"] == "0"
    again = fortnox.put("/invoices/1/credit")[1]["Invoice"]
    assert again["CreditInvoiceReference"] == "3"


@pytest.mark.parametrize("order", [("1", "2"), ("2", "1")])
def test_once_both_are_booked_nothing_is_owed(order: tuple[str, str]) -> None:
    fortnox = caller()
    debit, _ = credited(fortnox)

    fortnox.put(f"/invoices/{order[0]}/bookkeep")
    assert invoice_of(fortnox, "1")["Balance"] == debit["Total"]
    answered = fortnox.put(f"/invoices/{order[1]}/bookkeep")[1]["Invoice"]

    assert answered == invoice_of(fortnox, order[1])
    today = fortnox.state.clock.today().isoformat()
    for number in ("1", "2"):
        settled = invoice_of(fortnox, number)
        assert (settled["Balance"], settled["FinalPayDate"]) == (0, today)


def test_a_credit_of_a_part_leaves_the_rest_owed() -> None:
    fortnox = caller()
    fortnox.invoice({"Price": 100, "DeliveredQuantity": 4})
    fortnox.put("/invoices/1/credit")
    fortnox.put("/invoices/2", {"Invoice": {"InvoiceRows": [{"DeliveredQuantity": -1}]}})

    for number in ("1", "2"):
        fortnox.put(f"/invoices/{number}/bookkeep")

    assert (invoice_of(fortnox, "1")["Balance"], invoice_of(fortnox, "2")["Balance"]) == (375, 0)
    assert invoice_of(fortnox, "1")["FinalPayDate"] is None


def test_a_credit_beyond_what_was_owed_stays_owed_to_the_customer() -> None:
    fortnox = caller()
    fortnox.invoice({"Price": 100, "DeliveredQuantity": 1})
    fortnox.put("/invoices/1/credit")
    fortnox.put("/invoices/2", {"Invoice": {"InvoiceRows": [{"DeliveredQuantity": -3}]}})

    for number in ("1", "2"):
        fortnox.put(f"/invoices/{number}/bookkeep")

    assert (invoice_of(fortnox, "1")["Balance"], invoice_of(fortnox, "2")["Balance"]) == (0, -250)


def test_a_credits_voucher_turns_the_sides() -> None:
    fortnox = caller()
    fortnox.invoice({"Price": 100, "DeliveredQuantity": 1})
    fortnox.put("/invoices/1/credit")
    for number in ("1", "2"):
        fortnox.put(f"/invoices/{number}/bookkeep")

    first, second = fortnox.company.shelves["vouchers"].values()

    turned = [(row["Account"], row["Credit"], row["Debit"]) for row in second["VoucherRows"]]
    assert turned == [(row["Account"], row["Debit"], row["Credit"]) for row in first["VoucherRows"]]


def test_an_invoice_of_less_than_nothing_is_a_credit_and_cannot_be_credited() -> None:
    fortnox = caller()

    assert fortnox.invoice({"Price": -1, "DeliveredQuantity": 1})["Credit"] == "true"
    assert refusal(fortnox.put("/invoices/1/credit")) == (400, 2000588)


def test_a_reference_that_was_only_sent_settles_nothing() -> None:
    fortnox = caller()
    fortnox.invoice({"Price": -1, "DeliveredQuantity": 1})
    fortnox.put("/invoices/1/bookkeep")
    fortnox.invoice({"Price": 1, "DeliveredQuantity": 1}, CreditInvoiceReference="1")

    assert fortnox.put("/invoices/2/bookkeep")[1]["Invoice"]["Balance"] == 1.25


def test_one_that_is_not_booked_can_be_refused_as_on_fortnox_own_pages() -> None:
    fortnox = caller()
    fortnox.state.variants.choose({"credit_of_unbooked": "refused"})
    fortnox.invoice()

    assert refusal(fortnox.put("/invoices/1/credit")) == (400, 2000588)
    fortnox.put("/invoices/1/bookkeep")

    assert fortnox.put("/invoices/1/credit")[0] == 200


def test_a_consent_without_invoices_reaches_none() -> None:
    fortnox = caller(scopes=("customer", "order"))

    assert refusal(fortnox.get("/invoices/1")) == (403, 2000663)
    assert refusal(fortnox.put("/invoices/1/credit")) == (403, 2000663)
