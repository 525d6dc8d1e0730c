"""Prices: /3/prices, what articles show of them, and what rows take from them."""

from typing import Any

import pytest

from tests.simulator.caller import SCOPES, Caller, caller, refusal

LISTS = {"A": "Prislista A", "B": "Prislista B"}
TEA = {"ArticleNumber": "T/1", "Description": "Te"}
PRICES = [
    {"ArticleNumber": "T/1", "PriceList": "A", "Price": 100},
    {"ArticleNumber": "T/1", "PriceList": "A", "Price": 90, "FromQuantity": 10},
    {"ArticleNumber": "T/1", "PriceList": "A", "Price": 80, "FromQuantity": 100},
    {"ArticleNumber": "T/1", "PriceList": "B", "Price": 75},
]


def shop(**company: Any) -> Caller:
    return caller(price_lists=LISTS, articles=[TEA], prices=PRICES, **company)


def price(**fields: Any) -> dict[str, Any]:
    return {"Price": {"ArticleNumber": "T/1", "PriceList": "B", "Price": 70, **fields}}


def test_a_price_is_made_and_read_by_its_list_article_and_quantity() -> None:
    fortnox = shop()

    response = fortnox.send("POST", "/prices", price(FromQuantity=2.5))

    made = response.json()["Price"]
    assert (response.status_code, response.headers["location"]) == (201, "prices")
    assert made["@url"] == "https://api.fortnox.se/3/prices/B/T%2F1/2.5"
    assert (made["Price"], made["FromQuantity"], made["Percent"]) == (70, 2.5, 0)
    assert fortnox.get("/prices/B/T%2F1/2.50") == (200, {"Price": made})


def test_a_price_is_changed_but_not_moved() -> None:
    fortnox = shop()

    status, body = fortnox.put(
        "/prices/A/T%2F1/10", price(Price=88.5, FromQuantity=11, ArticleNumber="X")
    )

    assert status == 200
    assert {name: body["Price"][name] for name in ("ArticleNumber", "FromQuantity", "Price")} == {
        "ArticleNumber": "T/1",
        "FromQuantity": 10,
        "Price": 88.5,
    }
    assert fortnox.get("/prices/A/T%2F1/10") == (200, body)
    assert refusal(fortnox.get("/prices/A/T%2F1/11")) == (404, 2000430)


def test_the_first_price_of_an_article_needs_no_quantity() -> None:
    fortnox = shop()

    assert fortnox.get("/prices/A/T%2F1")[1]["Price"]["Price"] == 100
    assert fortnox.get("/prices/A/T%2F1?fromquantity=10")[1]["Price"]["Price"] == 90
    assert refusal(fortnox.get("/prices/A/T%2F1?fromquantity=11")) == (404, 2000430)
    assert fortnox.put("/prices/A/T%2F1", {"Price": {"Price": 99}})[0] == 200
    assert fortnox.get("/prices/A/T%2F1/0")[1]["Price"]["Price"] == 99
    assert fortnox.get("/prices?fromquantity=100")[1]["Price"]["Price"] == 80


def test_a_price_is_deleted() -> None:
    fortnox = shop()

    assert fortnox.delete("/prices/A/T%2F1/0") == (204, None)
    assert refusal(fortnox.get("/prices/A/T%2F1/0")) == (404, 2000430)
    assert fortnox.get("/prices/A/T%2F1")[1]["Price"]["Price"] == 90
    assert refusal(fortnox.delete("/prices/A/T%2F1/0")) == (404, 2000430)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (price(FromQuantity=0), (400, 2000588)),
        (price(PriceList="Z"), (404, 2000431)),
        (price(ArticleNumber="absent"), (404, 2000428)),
        (price(ArticleNumber=None), (400, 2000699)),
        ({"Price": {"PriceList": "B", "Price": 1}}, (400, 2000588)),
        (price(Colour="red"), (400, 2001399)),
        (price(Price="ten"), (400, 2000108)),
        (price(Date="yesterday"), (400, 2000588)),
        ({"ArticleNumber": "T/1"}, (400, 2001392)),
    ],
)
def test_a_price_that_is_not_right_is_refused(
    body: dict[str, Any], answer: tuple[int, int]
) -> None:
    assert refusal(shop().post("/prices", body)) == answer


def test_a_quantity_in_the_address_must_be_a_number() -> None:
    fortnox = shop()

    for quantity in ("few", "NaN", "1e400000000"):
        assert refusal(fortnox.get(f"/prices/A/T%2F1/{quantity}")) == (400, 2000108)


def test_a_price_list_is_read_whole_or_by_article() -> None:
    fortnox = shop()
    fortnox.article(ArticleNumber="9", Description="Kaffe")
    fortnox.made("Price", "/prices", price(PriceList="A", ArticleNumber="9")["Price"])

    whole = fortnox.get("/prices/sublist/A?limit=3")[1]
    tea = fortnox.get("/prices/sublist/A/T%2F1")[1]["Prices"]

    assert whole["MetaInformation"] == {
        "@TotalResources": 4,
        "@TotalPages": 2,
        "@CurrentPage": 1,
    }
    assert [entry["ArticleNumber"] for entry in whole["Prices"]] == ["9", "T/1", "T/1"]
    assert [(entry["FromQuantity"], entry["Price"]) for entry in tea] == [
        (0, 100),
        (10, 90),
        (100, 80),
    ]
    assert list(tea[0]) == ["@url", "ArticleNumber", "FromQuantity", "PriceList", "Price"]
    found = fortnox.get("/prices/sublist/A/T%2F1?fromquantity=10")[1]["Prices"]
    assert [entry["Price"] for entry in found] == [90]


def test_prices_need_their_scope() -> None:
    fortnox = caller(scopes=tuple(scope for scope in SCOPES if scope != "price"))

    assert refusal(fortnox.get("/prices/A/1")) == (403, 2000663)
    assert refusal(fortnox.post("/prices", price())) == (403, 2000663)


def test_an_article_shows_its_price_on_the_preselected_list() -> None:
    fortnox = shop()
    assert fortnox.get("/articles/T%2F1")[1]["Article"]["SalesPrice"] == 100
    assert fortnox.get("/articles")[1]["Articles"][0]["SalesPrice"] == "100"

    fortnox.put("/pricelists/B", {"PriceList": {"PreSelected": True}})
    assert fortnox.get("/articles/T%2F1")[1]["Article"]["SalesPrice"] == 75

    fortnox.delete("/prices/B/T%2F1/0")
    assert fortnox.get("/articles/T%2F1")[1]["Article"]["SalesPrice"] is None


def test_an_articles_prices_go_with_it() -> None:
    fortnox = shop()

    fortnox.delete("/articles/T%2F1")
    fortnox.made("Article", "/articles", TEA)

    assert fortnox.get("/prices/sublist/A")[1]["Prices"] == []
    assert fortnox.get("/articles/T%2F1")[1]["Article"]["SalesPrice"] is None


@pytest.mark.parametrize(
    ("quantities", "expected"),
    [
        ({}, 100),
        ({"DeliveredQuantity": "9.99"}, 100),
        ({"DeliveredQuantity": "10"}, 90),
        ({"OrderedQuantity": "100", "DeliveredQuantity": "1"}, 80),
        ({"DeliveredQuantity": "-10"}, 90),
        ({"DeliveredQuantity": "10", "Price": 5}, 5),
        ({"DeliveredQuantity": "10", "Price": None}, 0),
    ],
)
def test_a_row_without_a_price_takes_the_one_that_applies_to_so_many(
    quantities: dict[str, Any], expected: int
) -> None:
    row = shop().order({"ArticleNumber": "T/1", **quantities})["OrderRows"][0]

    assert row["Price"] == expected


def test_a_row_takes_its_price_from_the_orders_list() -> None:
    fortnox = shop()
    fortnox.customer(PriceList="B")
    fortnox.article(ArticleNumber="9")
    tea = {"ArticleNumber": "T/1", "DeliveredQuantity": "1"}

    by_the_card = fortnox.order(tea)
    chosen = fortnox.order(tea, PriceList="A")
    without = fortnox.order({"ArticleNumber": "9"}, {"Description": "Fri text"})

    assert [made["OrderRows"][0]["Price"] for made in (by_the_card, chosen)] == [75, 100]
    assert [row["Price"] for row in without["OrderRows"]] == [0, 0]


def test_a_row_that_stays_keeps_its_price_and_a_new_one_takes_todays() -> None:
    fortnox = shop()
    fortnox.order({"ArticleNumber": "T/1", "DeliveredQuantity": "1"})
    fortnox.put("/prices/A/T%2F1/0", {"Price": {"Price": 120}})

    rows = [{"ArticleNumber": "T/1"}, {"ArticleNumber": "T/1"}]
    updated = fortnox.put("/orders/1", {"Order": {"OrderRows": rows}})[1]["Order"]

    assert [row["Price"] for row in updated["OrderRows"]] == [100, 120]


def test_a_price_is_dated_when_it_is_set_unless_it_says_otherwise() -> None:
    fortnox = shop()
    fortnox.http.post("/_simulator/clock", json={"now": "2027-03-01T08:00:00+01:00"})
    fortnox.token = fortnox.new_token()

    changed = fortnox.put("/prices/A/T%2F1/0", {"Price": {"Price": 120}})[1]["Price"]
    dated = fortnox.made(
        "Price", "/prices", price(FromQuantity=5, Date="2026-12-24T12:00:00Z")["Price"]
    )

    assert changed["Date"].startswith("2027-03-01 08:00")
    assert dated["Date"] == "2026-12-24 13:00:00"
