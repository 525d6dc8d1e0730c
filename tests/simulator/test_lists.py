"""Lists: pages, limits, order, parameters."""

import pytest

from tests.simulator.caller import Caller, caller, refusal


def with_customers(count: int) -> Caller:
    fortnox = caller()
    for _ in range(count):
        fortnox.customer()
    return fortnox


def numbers(fortnox: Caller, query: str) -> list[str]:
    return [c["CustomerNumber"] for c in fortnox.get(f"/customers?{query}")[1]["Customers"]]


def test_an_empty_list_has_no_pages_and_is_on_the_first() -> None:
    status, body = caller().get("/customers")

    meta = {"@TotalResources": 0, "@TotalPages": 0, "@CurrentPage": 1}
    assert (status, body) == (200, {"MetaInformation": meta, "Customers": []})


def test_pages_follow_each_other() -> None:
    fortnox = with_customers(12)

    assert numbers(fortnox, "limit=5") == ["1", "2", "3", "4", "5"]
    assert numbers(fortnox, "limit=5&page=3") == ["11", "12"]
    assert numbers(fortnox, "limit=5&page=4") == []
    assert numbers(fortnox, "limit=2&offset=9") == ["10", "11"]
    meta = fortnox.get("/customers?limit=5&page=2")[1]["MetaInformation"]
    assert meta == {"@TotalResources": 12, "@TotalPages": 3, "@CurrentPage": 2}


def test_a_page_holds_a_hundred_unless_asked() -> None:
    accounts = caller().get("/accounts")[1]

    assert len(accounts["Accounts"]) == 100
    assert accounts["MetaInformation"]["@TotalResources"] > 250


def test_the_order_can_be_turned() -> None:
    fortnox = caller()
    for name in ("B", "C", "A"):
        fortnox.customer(Name=name)

    assert numbers(fortnox, "sortorder=descending") == ["3", "2", "1"]
    assert numbers(fortnox, "sortby=name") == ["3", "1", "2"]
    assert numbers(fortnox, "sortby=name&sortorder=descending") == ["2", "1", "3"]


def test_amounts_below_and_at_nothing_come_first() -> None:
    fortnox = caller()
    for price in (5, 0, -100, 10):
        fortnox.order({"Price": price, "DeliveredQuantity": 1})

    listed = fortnox.get("/orders?sortby=total")[1]["Orders"]

    assert [order["Total"] for order in listed] == [-125, 0, 6.25, 12.5]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=x", "page=0", "page=-1", "sortby=colour", "unknown=1"]
)
def test_parameters_that_mean_nothing_are_refused(query: str) -> None:
    assert refusal(caller().get(f"/customers?{query}")) == (400, 2000588)


def test_an_unknown_filter_is_refused() -> None:
    assert refusal(caller().get("/orders?filter=doesntexist")) == (400, 2000587)


def test_the_order_list_cannot_be_searched_by_your_order_number() -> None:
    assert refusal(caller().get("/orders?yourordernumber=1")) == (400, 2000588)


def test_only_what_changed_since_is_listed() -> None:
    fortnox = caller()
    fortnox.customer()
    fortnox.http.post("/_simulator/clock", json={"advance_seconds": 86_400})
    fortnox.token = fortnox.new_token()
    tomorrow = fortnox.state.clock.today().isoformat()
    fortnox.customer()

    assert numbers(fortnox, f"lastmodified={tomorrow} 00:00") == ["2"]
    fortnox.put("/customers/1", {"Customer": {"City": "Umeå"}})
    assert numbers(fortnox, f"lastmodified={tomorrow} 00:00") == ["1", "2"]
