"""PUT /3/orders/{n}: a patch, with rows matched by position or by RowId."""

from typing import Any

from tests.simulator.caller import Caller, caller, refusal


def with_two_rows() -> Caller:
    fortnox = caller()
    fortnox.article(ArticleNumber="T1", Description="Te", SalesAccount=3003, Unit="st")
    fortnox.order(
        {"ArticleNumber": "T1", "Price": 50, "DeliveredQuantity": 2, "OrderedQuantity": 2},
        {"Description": "Arbete", "AccountNumber": 3041, "Price": 100, "DeliveredQuantity": 1},
    )
    return fortnox


def rows_after(fortnox: Caller, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    status, body = fortnox.put("/orders/1", {"Order": {"OrderRows": list(rows)}})
    assert status == 200, body
    changed: list[dict[str, Any]] = body["Order"]["OrderRows"]
    return changed


def test_an_update_of_the_head_leaves_the_rows_but_renews_their_ids() -> None:
    fortnox = with_two_rows()
    before = fortnox.get("/orders/1")[1]["Order"]

    after = fortnox.put("/orders/1", {"Order": {"Comments": "Ny"}})[1]["Order"]

    assert after["Comments"] == "Ny"
    assert [row["Price"] for row in after["OrderRows"]] == [50, 100]
    ids = {row["RowId"] for order in (before, after) for row in order["OrderRows"]}
    assert len(ids) == 4


def test_a_row_inherits_what_it_leaves_out_from_the_row_at_its_place() -> None:
    rows = rows_after(with_two_rows(), {"Price": 60}, {"DeliveredQuantity": "3"})

    assert (rows[0]["ArticleNumber"], rows[0]["Price"], rows[0]["Total"]) == ("T1", 60, 120)
    assert (rows[1]["AccountNumber"], rows[1]["DeliveredQuantity"]) == (3041, "3")


def test_rows_beyond_the_last_sent_one_go() -> None:
    assert len(rows_after(with_two_rows(), {})) == 1
    assert rows_after(with_two_rows()) == []


def test_rows_beyond_the_last_old_one_are_new() -> None:
    rows = rows_after(with_two_rows(), {}, {}, {"Description": "Frakt", "VAT": 25})

    assert (rows[2]["Description"], rows[2]["AccountNumber"]) == ("Frakt", 3001)


def test_with_a_row_id_the_named_rows_stay_and_the_others_go() -> None:
    fortnox = with_two_rows()
    second = fortnox.get("/orders/1")[1]["Order"]["OrderRows"][1]["RowId"]

    rows = rows_after(fortnox, {"RowId": second, "Price": 80}, {"Description": "Ny"})

    assert [row["Description"] for row in rows] == ["Arbete", "Ny"]
    assert rows[0]["Price"] == 80
    assert rows[0]["RowId"] != second


def test_an_unknown_row_id_is_refused() -> None:
    body = {"Order": {"OrderRows": [{"RowId": 999}]}}

    assert refusal(with_two_rows().put("/orders/1", body)) == (400, 2000588)


def test_a_new_row_takes_the_customers_card_of_now_and_old_ones_keep_theirs() -> None:
    fortnox = with_two_rows()
    fortnox.put("/customers/1", {"Customer": {"VATType": "EXPORT"}})

    rows = rows_after(fortnox, {}, {}, {"Description": "Ny", "Price": 10})

    assert [row["VAT"] for row in rows] == [6, 25, 0]


def test_an_article_number_is_cleared_by_null_only() -> None:
    assert rows_after(with_two_rows(), {"ArticleNumber": ""}, {})[0]["ArticleNumber"] == "T1"
    assert rows_after(with_two_rows(), {"ArticleNumber": None}, {})[0]["ArticleNumber"] == ""


def test_a_cleared_account_is_zero() -> None:
    assert rows_after(with_two_rows(), {"AccountNumber": None}, {})[0]["AccountNumber"] == 0


def test_a_refused_update_changes_nothing() -> None:
    fortnox = with_two_rows()
    before = fortnox.get("/orders/1")

    rows = [{"Price": 1}, {"ArticleNumber": "absent"}]
    answer = fortnox.put("/orders/1", {"Order": {"Comments": "Ny", "OrderRows": rows}})

    assert refusal(answer) == (400, 2001302)
    assert fortnox.get("/orders/1") == before


def test_another_customer_brings_its_card() -> None:
    fortnox = with_two_rows()
    fortnox.customer(Name="Ny kund", City="Luleå")

    after = fortnox.put("/orders/1", {"Order": {"CustomerNumber": "2"}})[1]["Order"]

    assert (after["CustomerName"], after["City"]) == ("Ny kund", "Luleå")
