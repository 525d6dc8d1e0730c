"""PUT /3/invoices/{n}/bookkeep: the voucher, and when there is none."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fortnox_simulator.resources import invoices
from tests.simulator.caller import Caller, caller, refusal

FORTNOX = caller(settings={"round_off": True}, customers=[{"Name": "Kund"}])


def booked(fortnox: Caller, *rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A new invoice, bookkept; each row is of one piece unless it says otherwise."""
    sold = [{"DeliveredQuantity": 1, **row} for row in rows]
    number = fortnox.invoice(*sold, **fields)["DocumentNumber"]
    status, body = fortnox.put(f"/invoices/{number}/bookkeep")
    assert status == 200, body
    invoice: dict[str, Any] = body["Invoice"]
    return invoice


def voucher(fortnox: Caller, invoice: dict[str, Any]) -> dict[str, Any]:
    key = "/".join(str(invoice[f"Voucher{name}"]) for name in ("Year", "Series", "Number"))
    return fortnox.company.shelves["vouchers"][key]


def entries(fortnox: Caller, invoice: dict[str, Any]) -> dict[int, float]:
    """Account to debit, or to credit below zero."""
    rows = voucher(fortnox, invoice)["VoucherRows"]
    return {row["Account"]: row["Debit"] - row["Credit"] for row in rows}


def test_bookkeeping_gives_the_next_voucher_of_series_b_in_the_invoices_year() -> None:
    fortnox = caller()
    year = fortnox.state.clock.today().year

    for day, number in ((f"{year}-01-05", 1), (f"{year}-01-04", 2), (f"{year - 1}-01-05", 1)):
        invoice = booked(fortnox, {"Price": 1}, InvoiceDate=day)
        assert (invoice["Booked"], invoice["VoucherNumber"]) == (True, number)
        assert invoice["VoucherSeries"] == "B"
        found = voucher(fortnox, invoice)
        assert found["TransactionDate"] == day
        assert found["Year"] == invoice["VoucherYear"]


def test_a_voucher_has_the_recorded_keys() -> None:
    fortnox = caller()

    made = voucher(fortnox, booked(fortnox, {"Price": 100}))

    keys = [name for name in made if not name.startswith("_")]
    assert keys == [
        "Comments", "CostCenter", "Description", "Project", "ReferenceNumber", "ReferenceType",
        "TransactionDate", "VoucherNumber", "VoucherRows", "VoucherSeries", "Year",
    ]  # fmt: skip
    assert (made["ReferenceType"], made["ReferenceNumber"]) == ("INVOICE", "1")
    assert list(made["VoucherRows"][0]) == [
        "Account", "CostCenter", "Credit", "Description", "Debit", "Project", "Removed",
        "TransactionInformation",
    ]  # fmt: skip
    assert made["VoucherRows"][0]["Description"] == "Kundfordringar"


def test_sales_vat_fees_and_rounding_stand_against_the_claim() -> None:
    fortnox = caller(settings={"round_off": True})
    rows: list[dict[str, Any]] = [
        {"AccountNumber": 3001, "Price": 700, "VAT": 25},
        {"AccountNumber": 3001, "Price": 50.1, "VAT": 25},
        {"AccountNumber": 3002, "Price": 100, "VAT": 12},
        {"AccountNumber": 3003, "Price": 10, "VAT": 6},
        {"Description": "Tack!", "AccountNumber": "API_BLANK"},
    ]

    invoice = booked(fortnox, *rows, Freight=40, AdministrationFee=20)

    assert entries(fortnox, invoice) == pytest.approx(
        {
            1510: 1135, 3001: -750.1, 2611: -202.53, 3002: -100, 2621: -12, 3003: -10,
            2631: -0.6, 3520: -40, 3540: -20, 3740: 0.23,
        }
    )  # fmt: skip


def test_prices_with_vat_are_booked_without_it() -> None:
    fortnox = caller()

    invoice = booked(fortnox, {"Price": 125}, Freight=50, VATIncluded=True)

    assert entries(fortnox, invoice) == {1510: 175, 3001: -100, 2611: -35, 3520: -40}


def test_a_negative_row_is_debited() -> None:
    fortnox = caller()
    rows = [{"Price": 100}, {"AccountNumber": 3730, "VAT": 25, "Price": -20}]

    assert entries(fortnox, booked(fortnox, *rows)) == {1510: 100, 3001: -100, 2611: -20, 3730: 20}


def test_cost_centres_and_projects_are_booked_apart() -> None:
    fortnox = caller(projects={"7": "Projekt"}, cost_centers={"NORD": "Norr", "SYD": "Söder"})
    rows: list[dict[str, Any]] = [
        {"Price": 100, "CostCenter": "NORD"},
        {"Price": 50, "Project": "7"},
        {"Price": 1},
    ]

    invoice = booked(fortnox, *rows, CostCenter="SYD")

    sales = [row for row in voucher(fortnox, invoice)["VoucherRows"] if row["Account"] == 3001]
    assert [(row["CostCenter"], row["Project"], row["Credit"]) for row in sales] == [
        ("NORD", 0, 100),
        ("SYD", "7", 50),
        ("SYD", 0, 1),
    ]


def test_another_currency_is_booked_in_kronor_and_balances() -> None:
    fortnox = caller()
    rows = [{"Price": 0.33, "VAT": 25}, {"Price": 0.33, "AccountNumber": 3002, "VAT": 12}]

    invoice = booked(fortnox, *rows, Currency="EUR", CurrencyRate=11.155)

    made = entries(fortnox, invoice)
    assert invoice["Total"] == 0.78
    assert made[1510] == 8.7
    assert round(sum(made.values()), 2) == 0


def test_a_rate_is_the_price_of_the_currencys_unit() -> None:
    fortnox = caller()

    invoice = booked(
        fortnox, {"Price": 1000, "VAT": 0}, Currency="NOK", CurrencyRate=95, CurrencyUnit=100
    )

    assert entries(fortnox, invoice) == {1510: 950, 3004: -950}


@given(
    rows=st.lists(
        st.tuples(
            st.decimals(min_value=-1000, max_value=1000, places=2),
            st.decimals(min_value=-9, max_value=9, places=2),
            st.sampled_from([25, 12, 6, 0]),
        ),
        min_size=1,
        max_size=5,
    ),
    included=st.booleans(),
    freight=st.decimals(min_value=0, max_value=99, places=2),
    rate=st.just(Decimal(1)) | st.decimals(min_value="0.01", max_value=20, places=4),
)
def test_every_voucher_balances(
    rows: list[Any], included: bool, freight: Decimal, rate: Decimal
) -> None:
    sold = [
        {"Price": float(price), "DeliveredQuantity": str(quantity), "VAT": vat}
        for price, quantity, vat in rows
    ]

    head = {"VATIncluded": included, "Freight": float(freight), "CurrencyRate": float(rate)}
    body = {"Invoice": {"CustomerNumber": "1", "InvoiceRows": sold, **head}}
    number = FORTNOX.directly(invoices.create, body=body)["Invoice"]["DocumentNumber"]

    invoice = FORTNOX.directly(invoices.bookkeep, number)["Invoice"]

    if invoice["VoucherNumber"]:
        made = voucher(FORTNOX, invoice)["VoucherRows"]
        sides = [sum(Decimal(str(row[side])) for row in made) for side in ("Debit", "Credit")]
        assert sides[0] == sides[1]
        assert all((row["Debit"] == 0) != (row["Credit"] == 0) for row in made)
    if rate == 1 and invoice["VoucherNumber"]:
        assert entries(FORTNOX, invoice).get(3740, 0) == -invoice["RoundOff"]


def test_an_invoice_of_nothing_is_booked_without_a_voucher() -> None:
    fortnox = caller()

    invoice = booked(fortnox)

    assert (invoice["Booked"], invoice["VoucherNumber"]) == (True, None)
    assert not fortnox.company.shelves["vouchers"]


def test_with_the_cash_method_the_voucher_waits_for_the_payment() -> None:
    year = {"FromDate": "2000-01-01", "ToDate": "2099-12-31", "AccountingMethod": "CASH"}
    fortnox = caller(financial_years=[year])

    invoice = booked(fortnox, {"Price": 100})

    assert (invoice["AccountingMethod"], invoice["Balance"]) == ("CASH", 125)
    assert (invoice["Booked"], invoice["VoucherNumber"]) == (True, None)


def test_a_locked_period_is_refused_and_the_day_after_is_not() -> None:
    years = [{"FromDate": "2026-01-01", "ToDate": "2026-12-31"}]
    fortnox = caller(financial_years=years, locked_until="2026-03-31")
    for day in ("2026-03-31", "2026-04-01"):
        fortnox.invoice({"Price": 1, "DeliveredQuantity": 1}, InvoiceDate=day)

    answer = fortnox.put("/invoices/1/bookkeep")

    assert refusal(answer) == (400, 2000401)
    assert "2026-03-31" in answer[1]["ErrorInformation"]["message"]
    assert fortnox.get("/invoices/1")[1]["Invoice"]["Booked"] is False
    assert fortnox.put("/invoices/2/bookkeep")[0] == 200


def test_a_locked_period_is_locked_with_the_cash_method_too() -> None:
    year = {"FromDate": "2000-01-01", "ToDate": "2099-12-31", "AccountingMethod": "CASH"}
    fortnox = caller(financial_years=[year], locked_until="2026-03-31")
    fortnox.invoice({"Price": 1, "DeliveredQuantity": 1}, InvoiceDate="2026-03-31")

    assert refusal(fortnox.put("/invoices/1/bookkeep")) == (400, 2000401)


def test_an_invoice_outside_any_financial_year_cannot_be_booked() -> None:
    fortnox = caller()
    fortnox.invoice(InvoiceDate="1999-01-01")

    assert refusal(fortnox.put("/invoices/1/bookkeep")) == (400, 2000588)


def test_accounts_must_stand_open_when_the_invoice_is_booked() -> None:
    fortnox = caller()
    fortnox.invoice({"Price": 1, "DeliveredQuantity": 1, "AccountNumber": 3041})
    fortnox.invoice({"Price": 1, "DeliveredQuantity": 1, "AccountNumber": 0})
    fault = {"kind": "deactivate_account", "tenant": fortnox.tenant, "number": 3041}
    fortnox.http.post("/_simulator/faults", json=fault)

    assert refusal(fortnox.put("/invoices/1/bookkeep")) == (400, 2000550)
    assert refusal(fortnox.put("/invoices/2/bookkeep")) == (400, 2001304)
    assert not fortnox.company.shelves["vouchers"]


def test_an_invoice_is_booked_once_and_never_when_cancelled() -> None:
    fortnox = caller()
    booked(fortnox, {"Price": 1})
    fortnox.invoice()
    fortnox.put("/invoices/2/cancel")

    for number in ("1", "2"):
        answer = fortnox.put(f"/invoices/{number}/bookkeep")
        assert refusal(answer) == (400, 2000588)
        message = f"Kunde inte bokföra fakturanummer {number}."
        assert answer[1]["ErrorInformation"]["message"].startswith(message)


def test_an_amount_beyond_all_reason_is_not_booked() -> None:
    fortnox = caller()
    row = {"Price": 9_999_999_999, "DeliveredQuantity": "9999999999"}
    fortnox.invoice(row, CurrencyRate=9_999_999_999_999, CurrencyUnit=0)

    assert refusal(fortnox.put("/invoices/1/bookkeep")) == (400, 2000588)


def test_predefined_accounts_say_what_is_booked_where() -> None:
    fortnox = caller()
    for name, account in (("CUSTCLAIM", 1519), ("FREIGHT", 3590)):
        change = {"PreDefinedAccount": {"Account": account}}
        assert fortnox.put(f"/predefinedaccounts/{name}", change)[0] == 200
    fortnox.customer()
    row = {"Price": 100, "DeliveredQuantity": 1, "VAT": 25, "AccountNumber": 3001}
    body = {"Invoice": {"CustomerNumber": "1", "InvoiceRows": [row], "Freight": 50}}
    fortnox.post("/invoices", body)

    invoice = fortnox.put("/invoices/1/bookkeep")[1]["Invoice"]

    path = f"/vouchers/B/{invoice['VoucherNumber']}?financialyear={invoice['VoucherYear']}"
    rows = fortnox.get(path)[1]["Voucher"]["VoucherRows"]
    assert {row["Account"]: row["Debit"] - row["Credit"] for row in rows} == {
        1519: 187.5,
        3001: -100,
        2611: -37.5,
        3590: -50,
    }
