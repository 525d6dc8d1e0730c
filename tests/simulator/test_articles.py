"""/3/articles."""

from tests.simulator.caller import caller, refusal


def test_the_caller_may_choose_the_number_and_zeros_in_front_stay() -> None:
    fortnox = caller()

    assert fortnox.article(ArticleNumber="0001")["ArticleNumber"] == "0001"
    assert fortnox.article()["ArticleNumber"] == "1"
    assert refusal(
        fortnox.post("/articles", {"Article": {"Description": "A", "ArticleNumber": "0001"}})
    ) == (400, 2000013)


def test_a_number_with_a_slash_is_reached_by_its_escaped_form_only() -> None:
    fortnox = caller()
    fortnox.article(ArticleNumber="FG-B/S")

    assert fortnox.get("/articles/FG-B%2FS")[0] == 200
    assert refusal(fortnox.get("/articles/FG-B/S")) == (404, 2000764)


def test_spaces_in_new_numbers_are_refused() -> None:
    body = {"Article": {"Description": "A", "ArticleNumber": "A 1"}}

    assert refusal(caller().post("/articles", body)) == (400, 2000106)


def test_the_unit_must_exist() -> None:
    fortnox = caller()
    body = {"Article": {"Description": "A", "Unit": "pall"}}

    assert refusal(fortnox.post("/articles", body)) == (404, 2000432)
    fortnox.post("/units", {"Unit": {"Code": "pall", "Description": "Pall"}})
    assert fortnox.post("/articles", body)[0] == 201


def test_the_vat_follows_the_sales_account() -> None:
    fortnox = caller()

    rates = [
        fortnox.article(SalesAccount=account, VAT=25)["VAT"]
        for account in (3001, 3042, 3003, 3004, 1250)
    ]

    assert rates == [25, 12, 6, 0, 0]


def test_a_missing_account_passes_at_first_and_fails_a_later_update() -> None:
    fortnox = caller()
    fortnox.article(PurchaseAccount=4999)

    status, body = fortnox.put("/articles/1", {"Article": {"Description": "Ny"}})

    reason = 'Inköpskonto inte uppdaterat. Kontot "4999" existerar inte. (PurchaseAccount)'
    assert (status, body["ErrorInformation"]["message"]) == (400, reason)
    assert fortnox.get("/articles/1")[1]["Article"]["Description"] == "Vara"


def test_stock_is_rounded_to_two_decimals() -> None:
    article = caller().article(QuantityInStock=1.125)

    assert (article["QuantityInStock"], article["DisposableQuantity"]) == (1.13, 1.13)


def test_an_article_keeps_its_number() -> None:
    fortnox = caller()
    fortnox.article(ArticleNumber="A1")

    body = {"Article": {"ArticleNumber": "B2", "Description": "Ny"}}

    assert fortnox.put("/articles/A1", body)[1]["Article"]["ArticleNumber"] == "A1"


def test_an_article_on_an_order_cannot_be_deleted() -> None:
    fortnox = caller()
    fortnox.article(ArticleNumber="A1")
    fortnox.article(ArticleNumber="B1")
    fortnox.order({"ArticleNumber": "A1"})

    assert refusal(fortnox.delete("/articles/A1")) == (400, 2000310)
    assert fortnox.delete("/articles/B1") == (204, None)
    assert refusal(fortnox.get("/articles/B1")) == (404, 2000428)


def test_amounts_are_text_in_lists_and_numbers_alone() -> None:
    fortnox = caller()
    fortnox.article(QuantityInStock=3)

    listed = fortnox.get("/articles")[1]["Articles"][0]

    assert (listed["QuantityInStock"], listed["VAT"], listed["SalesPrice"]) == ("3", None, None)
    assert fortnox.get("/articles/1")[1]["Article"]["QuantityInStock"] == 3
