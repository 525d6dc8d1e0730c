"""Recorded answers of the real Fortnox, against the simulator's on the same state.

Status, key order, values and headers must be equal. Where a value differs, the replay names its
field and says why; its JSON type must be the recorded one even then, unless one of them is null.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.simulator.books_of_2014 import BOOKS_OF_2014
from tests.simulator.caller import Caller, caller
from tests.simulator.replaying import (
    RECORDINGS,
    Replay,
    check,
    compare,
    compare_headers,
    nothing,
)

# The recording company of January 2024, as its answers show it.
COMPANY: dict[str, Any] = {
    "financial_years": [
        {"FromDate": "2016-01-01", "ToDate": "2018-12-31"},
        {"FromDate": "2020-01-01", "ToDate": "2024-12-31"},
    ],
    "settings": {
        "terms_of_payment": "0",
        "article_accounts": {
            "SalesAccount": 3011,
            "EUAccount": 3200,
            "EUVATAccount": 3231,
            "ExportAccount": 3200,
            "PurchaseAccount": 3100,
        },
    },
    "accounts": {"3011": {"VATCode": None}},
    "customers": [
        {"CustomerNumber": "1", "Name": "Old name", "OrganisationNumber": "860101-8735"},
        {"CustomerNumber": "2", "Name": "A customer", "City": "New York", "ZipCode": "10001",
         "OrganisationNumber": "600102-7447"},
        {"CustomerNumber": "3", "Name": "Test customer", "City": "New York",
         "OrganisationNumber": "400101-8383"},
        {"CustomerNumber": "9", "Name": "Customer with Sales Account", "SalesAccount": "3001"},
        {"CustomerNumber": "26", "Name": "A customer"},
        {"CustomerNumber": "116", "Name": "Updated name"},
    ],
    "articles": [
        {"ArticleNumber": "0000", "Description": "Testartikel", "SalesAccount": 1250},
        {"ArticleNumber": "0001", "Description": "Cykelpump"},
        {"ArticleNumber": "1", "Description": "Testartikel", "SalesAccount": 1030},
    ],
    "prices": [
        {"ArticleNumber": "0001", "PriceList": "A", "Price": 100},
        {"ArticleNumber": "1", "PriceList": "A", "Price": 100},
    ],
    "projects": {"1": "Test project", "5582": "Another project"},
}  # fmt: skip
# Another company of the same authors, of 2023 and December 2024.
LATER_COMPANY: dict[str, Any] = {
    "financial_years": [{"FromDate": "2023-01-01", "ToDate": "2024-12-31"}],
    "accounts": {"3001": {"VATCode": None}},
    "customers": [
        {"CustomerNumber": "1", "Name": "Updated name", "City": "New York", "ZipCode": "10001"},
    ],
    "articles": [{"ArticleNumber": "101", "Description": "Test article"}],
}  # fmt: skip


def lists_of_2014(fortnox: Caller) -> None:
    fortnox.state.variants.choose({"listed_accounts": "recorded"})


def customer_246(fortnox: Caller) -> None:
    fortnox.customer(CustomerNumber="246", Name="A value")


def article_30(fortnox: Caller) -> None:
    fortnox.article(ArticleNumber="30", Description="A value", SalesAccount=1250)


def order_450(fortnox: Caller) -> None:
    fortnox.order(DocumentNumber="450", Comments="A value")


def order_1(fortnox: Caller) -> None:
    day = "2016-04-20"
    fortnox.order(
        DocumentNumber="1", Comments="Old comments", CustomerName="An updated value",
        Project="1", OrderDate=day, OutboundDate=day,
    )  # fmt: skip


def order_8(fortnox: Caller) -> None:
    fortnox.order(
        DocumentNumber="8", OurReference="Belladonna Took", YourReference="Bodo Proudfoot",
        OrderDate="2016-04-21",
    )  # fmt: skip
    fortnox.order(OurReference="Belladonna Took")


def orders_of_a_customer(fortnox: Caller) -> None:
    fortnox.order()
    for number, customer, day, project, price in (
        ("4", "26", "2016-04-21", "1", 0),
        ("60", "2", "2016-05-09", "1", 19),
        ("269", "2", "2018-01-02", "5582", 1250),
    ):
        row = {"Price": price, "DeliveredQuantity": 1, "VAT": 0}
        fortnox.order(
            row, DocumentNumber=number, CustomerNumber=customer, OrderDate=day, Project=project
        )


def invoice_200(fortnox: Caller) -> None:
    fortnox.invoice(DocumentNumber="200", Comments="A comment to be reset")


def replay(name: str, prepare: Callable[[Caller], None] = nothing, **named: Any) -> Any:
    return pytest.param(Replay(name, prepare, **{"company": COMPANY, **named}), id=name)


def invoice_row(**fields: Any) -> Any:
    row = {"ArticleNumber": "101", "Description": "Test", **fields}
    return {"Invoice": {"CustomerNumber": "1", "InvoiceRows": [row]}}


YEAR = frozenset({"AccountChartType", "AccountingMethod"})  # fields that came after 2014
# Quantities in the books and the approval of vouchers came after 2015.
QUANTITIES = frozenset({"ApprovalState", "OpeningQuantities", "Quantity", "QuantitySettings",
                        "QuantityUnit"})  # fmt: skip
STOCK = frozenset({"StockPlace"})  # "" after somebody cleared it
KEYS = frozenset({"Invoice"})  # in alphabetical order since December 2024
REFERENCE = frozenset({"ContractReference"})  # a number in January 2023, text since 2024
TOKENS = frozenset({"access_token", "refresh_token"})  # never the same
REPLAYS = [
    replay("api_401_expired_access_token"),
    replay("article_create", series=(("articles", 30),)),
    replay("article_create_ean", series=(("articles", 31),)),
    # An article of 2016 whose every account was set, with stock reserved by its orders.
    replay("article_get", differs=frozenset({
        "ConstructionAccount", "Depth", "Height", "Width", "Weight", "DisposableQuantity",
        "ReservedQuantity", "EUAccount", "EUVATAccount", "ExportAccount", "PurchaseAccount",
        "ManufacturerArticleNumber", "CommodityCode", "StockPlace"})),
    replay("article_search_description", differs=STOCK),
    replay("article_search_two_params", differs=STOCK),
    replay("article_update_partial_put", article_30),
    replay("customer_create_countrycode", series=(("customers", 248),)),
    replay("customer_create_minimal", series=(("customers", 246),)),
    replay("customer_get", differs=frozenset({"City"})),  # "" after somebody cleared it
    replay("customer_get_2", customer_246),
    replay("customer_get_with_salesaccount_string"),
    replay("customer_search_one_param"),
    replay("customer_search_two_params"),
    replay("customer_update_partial_put", customer_246),
    replay("error_1000029_400"),
    replay("error_2000428_404"),
    replay("error_2000432_404"),
    replay("error_2000433_404"),
    replay("error_2000439_404"),
    replay("error_2000587_400"),
    replay("error_2000729_400"),
    replay("error_2001392_400"),
    replay("error_2001399_400"),
    replay("error_2002980_400"),
    replay("error_2003151_400"),
    replay("error_2004019_400"),
    replay("error_2004021_400"),
    replay("order_create_empty_rows", series=(("orders", 450),)),
    replay("order_create_housework_cleaning", series=(("orders", 462), ("rows", 631))),
    replay("order_create_housework_invalid_type_400"),
    replay("order_create_housework_othercosts_400"),
    replay("order_create_one_row_ordered_only", series=(("orders", 451), ("rows", 620))),
    # The customer had no organisation number in 2016.
    replay("order_get", order_1, differs=frozenset({"OrganisationNumber"})),
    replay("order_get_404"),
    replay("order_list_filter_invalid_400"),
    replay("order_search_customername", orders_of_a_customer),
    replay("order_search_two_params", order_8),
    # Two updates of the same order on the recorded day; no rows, so no new row ids.
    replay("order_update_partial_put", order_450),
    replay("invoice_create_country_GB", series=(("invoices", 197),), reordered=KEYS),
    replay("invoice_create_country_Sverige", series=(("invoices", 199),), reordered=KEYS),
    replay("error_2000919_400"),
    replay("invoice_create_row_description_255", company=LATER_COMPANY, retyped=REFERENCE,
           newer=frozenset({"VATCode"}), reordered=KEYS, series=(("invoices", 32), ("rows", 3))),
    replay("invoice_create_row_price_limit", company=LATER_COMPANY, body=invoice_row(Price=1.124),
           series=(("invoices", 39), ("rows", 27))),
    replay("invoice_create_row_qty_decimals", company=LATER_COMPANY,
           body=invoice_row(DeliveredQuantity=1.124), series=(("invoices", 37), ("rows", 25))),
    replay("invoice_create_row_qty_round_up", company=LATER_COMPANY,
           body=invoice_row(DeliveredQuantity=1.125), series=(("invoices", 38), ("rows", 26))),
    replay("invoice_list_filter_invalid_400"),
    replay("invoice_update_empty_comments", invoice_200, reordered=KEYS),
    replay("invoice_update_nil_comments", invoice_200, reordered=KEYS),
    # The registers.
    replay("project_create", series=(("projects", 5600),)),
    replay("project_get_404"),
    replay("termsofpayment_create"),
    replay("termsofpayment_get_404"),
    replay("unit_create"),
    replay("unit_get_404"),
    # The books of 2014.
    replay("account_get", newer=QUANTITIES, company=BOOKS_OF_2014),
    # Its other thousand accounts were not recorded; ours stand in their place.
    replay("account_list_page1", lists_of_2014, company=BOOKS_OF_2014,
           differs=frozenset({"@TotalResources", "@TotalPages"})),
    replay("financialyears_by_date", newer=YEAR, company=BOOKS_OF_2014),
    replay("financialyears_by_date_miss", company=BOOKS_OF_2014),
    replay("financialyears_page1", newer=YEAR, company=BOOKS_OF_2014),
    replay("financialyears_page2", newer=YEAR, company=BOOKS_OF_2014),
    replay("voucher_get", newer=QUANTITIES, company=BOOKS_OF_2014),
    replay("voucher_list_limited", company=BOOKS_OF_2014),
]  # fmt: skip


@pytest.mark.parametrize("case", REPLAYS)
def test_the_simulator_answers_as_fortnox_did(case: Replay) -> None:
    check(case)


def test_the_default_company_creates_articles_as_one_of_december_2024_did() -> None:
    """The request of this recording was lost; the sent stock is what must round to the answer."""
    recording = json.loads((RECORDINGS / "article_create_quantity_rounding.json").read_text())
    fortnox = caller(series={"articles": 109})

    made = fortnox.article(Description="Test article", QuantityInStock=1.124)

    compare(recording["response"]["body_json"]["Article"], made, Replay("rounding"))


def test_articles_are_listed_in_the_recorded_order() -> None:
    recording = json.loads((RECORDINGS / "article_list.json").read_text("utf-8"))
    listed = recording["response"]["body_json"]["Articles"]
    numbers = [article["ArticleNumber"] for article in listed]
    fortnox = caller()
    for number in reversed(numbers):
        fortnox.article(ArticleNumber=number)

    ours = fortnox.get("/articles/")[1]["Articles"]

    assert [article["ArticleNumber"] for article in ours] == numbers
    assert list(ours[0]) == list(listed[0])


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("auth_token_refresh_200", "simulator-secret"),
        ("auth_token_refresh_401_invalid_client", "wrong"),
    ],
)
def test_the_token_endpoint_answers_as_fortnox_did(name: str, secret: str) -> None:
    recorded = json.loads((RECORDINGS / f"{name}.json").read_text("utf-8"))["response"]
    fortnox = caller()
    scopes = tuple(recorded["body_json"].get("scope", "order").split())
    consent = fortnox.state.grants.give_consent(
        client=fortnox.client, tenant=fortnox.tenant, scopes=list(scopes), service=False
    )
    code = fortnox.state.grants.new_code(consent, redirect_uri="")
    pair = fortnox.state.grants.spend_code(code, client=fortnox.client, redirect_uri="")
    form = {"grant_type": "refresh_token", "refresh_token": pair["refresh_token"]}

    response = fortnox.http.post("/oauth-v1/token", data=form, auth=(fortnox.client.id, secret))

    assert response.status_code == recorded["status"]
    compare(recorded["body_json"], response.json(), Replay(name, differs=TOKENS))
    for header in ("Content-Type", "Cache-Control", "Pragma"):
        assert response.headers.get(header) == recorded["headers"].get(header)


@pytest.mark.parametrize("name", ["auth_legacy_200_access_token", "auth_legacy_403_plaintext"])
def test_sign_in_before_oauth_answers_as_fortnox_did(name: str) -> None:
    recorded = json.loads((RECORDINGS / f"{name}.json").read_text("utf-8"))["response"]
    fortnox = caller()
    code = fortnox.state.grants.legacy.new_code(
        client=fortnox.client, tenant=fortnox.tenant, scopes=["order"]
    )
    secret = fortnox.client.secret if recorded["status"] == 200 else "wrong"

    response = fortnox.http.get("/3", headers={"Authorization-Code": code, "Client-Secret": secret})

    assert response.status_code == recorded["status"]
    compare_headers(recorded["headers"], response.headers)
    if recorded["body_json"] is None:
        assert response.text == recorded["body_raw"]
    else:
        redacted = Replay(name, differs=frozenset({"AccessToken"}))
        compare(recorded["body_json"], response.json(), redacted)


def test_every_kept_recording_is_replayed() -> None:
    kept = {path.stem for path in RECORDINGS.glob("*.json")}

    sources = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))

    assert {name for name in kept if f'"{name}' not in sources} == set()
