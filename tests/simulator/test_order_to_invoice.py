"""PUT /3/orders/{n}/createinvoice: what follows from the order to its invoice."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fortnox_simulator.resources import orders
from tests.simulator.caller import Caller, caller, refusal

FORTNOX = caller(customers=[{"Name": "Kund"}])


def invoiced(fortnox: Caller, order: dict[str, Any]) -> dict[str, Any]:
    path = f"/orders/{order['DocumentNumber']}/createinvoice"
    status, body = fortnox.put(path)
    assert status == 200, body
    number = body["Order"]["InvoiceReference"]
    invoice: dict[str, Any] = fortnox.get(f"/invoices/{number}")[1]["Invoice"]
    return invoice


def test_the_answer_is_the_order_with_the_number_of_its_invoice() -> None:
    fortnox = caller()
    order = fortnox.order(DocumentNumber="700")

    invoice = invoiced(fortnox, order)

    assert (invoice["DocumentNumber"], invoice["OrderReference"]) == ("1", "700")
    assert fortnox.get("/orders/700")[1]["Order"]["InvoiceReference"] == "1"


def test_the_head_follows_but_for_what_is_the_orders_own() -> None:
    fortnox = caller(projects={"7": "Projekt"})
    fortnox.customer(Email="a@example.com", EmailInvoice="faktura@example.com")
    head = {
        "Address1": "Storgatan 1",
        "Comments": "Ring före",
        "Country": "Sverige",
        "Currency": "EUR",
        "CurrencyRate": 11.5,
        "CustomerName": "Annat namn",
        "DeliveryCity": "Umeå",
        "DeliveryDate": "2026-02-03",
        "ExternalInvoiceReference1": "A-1",
        "ExternalInvoiceReference2": "B-1",
        "Labels": [{"Id": 5}],
        "Language": "EN",
        "OurReference": "Ola",
        "Project": "7",
        "TermsOfPayment": "10",
        "YourOrderNumber": "PO-1",
        "YourReference": "Eva",
    }
    order = fortnox.order(**head, NotCompleted=True)
    fortnox.get("/orders/1/email")

    invoice = invoiced(fortnox, order)

    assert {name: invoice[name] for name in head} == head
    assert (invoice["Sent"], invoice["NotCompleted"]) == (False, False)
    assert invoice["PrintTemplate"] == "st"
    assert invoice["InvoiceDate"] == fortnox.state.clock.today().isoformat()
    assert invoice["EmailInformation"]["EmailAddressTo"] == "faktura@example.com"


def test_remarks_follow_only_when_they_are_to_be_copied() -> None:
    fortnox = caller()

    for copied, remarks in ((False, ""), (True, "Tack!")):
        order = fortnox.order(Remarks="Tack!", CopyRemarks=copied)
        assert invoiced(fortnox, order)["Remarks"] == remarks


def test_the_rows_follow_as_the_order_holds_them() -> None:
    fortnox = caller(cost_centers={"NORD": "Norr"})
    fortnox.article(ArticleNumber="T1", Description="Te", SalesAccount=3003, Unit="st")
    order = fortnox.order(
        {"ArticleNumber": "T1", "Price": 50, "OrderedQuantity": 5, "DeliveredQuantity": 2},
        {"Description": "Text", "AccountNumber": 0},
        {"Description": "Arbete", "AccountNumber": 3041, "VAT": 25, "Price": 9, "Discount": 1,
         "DiscountType": "AMOUNT", "DeliveredQuantity": "1.25", "CostCenter": "NORD"},
    )  # fmt: skip
    # What has become of the article and of the account since does not matter.
    fortnox.put("/articles/T1", {"Article": {"Description": "Kaffe", "SalesAccount": 3001}})
    fault = {"kind": "deactivate_account", "tenant": fortnox.tenant, "number": 3041}
    fortnox.http.post("/_simulator/faults", json=fault)

    rows = invoiced(fortnox, order)["InvoiceRows"]

    own = {"OrderedQuantity", "ReservedQuantity", "StockPointId", "RowId"}
    for ordered, row in zip(order["OrderRows"], rows, strict=True):
        shared = {name: value for name, value in ordered.items() if name not in own}
        assert {name: row[name] for name in shared} == shared
        assert "OrderedQuantity" not in row
    assert rows[0]["RowId"] not in [row["RowId"] for row in order["OrderRows"]]


def test_what_is_not_delivered_is_not_charged() -> None:
    fortnox = caller()
    order = fortnox.order({"Price": 100, "OrderedQuantity": 3, "DeliveredQuantity": 1})

    assert invoiced(fortnox, order)["Total"] == 125


@given(
    rows=st.lists(
        st.tuples(
            st.decimals(min_value=-999, max_value=9999, places=3),
            st.decimals(min_value=-9, max_value=99, places=3),
            st.sampled_from([25, 12, 6, 0]),
            st.decimals(min_value=0, max_value=100, places=2),
            st.sampled_from(["PERCENT", "AMOUNT"]),
        ),
        max_size=5,
    ),
    included=st.booleans(),
    freight=st.decimals(min_value=0, max_value=500, places=2),
)
def test_the_totals_of_order_and_invoice_are_equal(
    rows: list[Any], included: bool, freight: Decimal
) -> None:
    sold = [
        {
            "Price": float(price),
            "DeliveredQuantity": str(quantity),
            "VAT": rate,
            "Discount": float(discount),
            "DiscountType": kind,
        }
        for price, quantity, rate, discount, kind in rows
    ]
    head = {"CustomerNumber": "1", "VATIncluded": included, "Freight": float(freight)}
    body = {"Order": {**head, "OrderRows": sold}}
    order = FORTNOX.directly(orders.create, body=body)["Order"]

    answer = FORTNOX.directly(orders.create_invoice, order["DocumentNumber"])["Order"]

    invoice = FORTNOX.company.shelves["invoices"][answer["InvoiceReference"]]
    for name in ("Net", "Gross", "TotalVAT", "FreightVAT", "RoundOff", "Total", "TotalToPay",
                 "ContributionValue", "ContributionPercent"):  # fmt: skip
        assert invoice[name] == order[name], name


def test_a_cancelled_order_gets_no_invoice_and_an_invoiced_one_no_second() -> None:
    fortnox = caller()
    fortnox.order()
    fortnox.order()
    fortnox.put("/orders/1/cancel")
    fortnox.put("/orders/2/createinvoice")

    assert refusal(fortnox.put("/orders/1/createinvoice")) == (400, 2001350)
    assert refusal(fortnox.put("/orders/2/createinvoice")) == (400, 2000496)
    assert len(fortnox.company.shelves["invoices"]) == 1


def test_the_order_stays_locked_when_its_invoice_is_cancelled() -> None:
    fortnox = caller()
    fortnox.order()
    fortnox.put("/orders/1/createinvoice")

    fortnox.put("/invoices/1/cancel")

    assert refusal(fortnox.put("/orders/1", {"Order": {"Comments": "x"}})) == (400, 2001242)
