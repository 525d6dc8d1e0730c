"""What a person sees."""

import re

from tests.simulator.caller import TENANT, Caller, caller

COMPANY = f"/companies/{TENANT}"


def text(fortnox: Caller, path: str) -> str:
    """The page's words, without its markup."""
    response = fortnox.http.get(path)
    assert response.status_code == 200, response.text
    body = response.text.partition("<body>")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ")


def test_the_first_page_lists_the_companies_and_whether_they_are_connected() -> None:
    fortnox = caller(name="Norrsken Handel AB")
    fortnox.order()

    assert "Norrsken Handel AB 559284-5175 910001 Kopplad 1 0 1" in text(fortnox, "/")
    fortnox.state.grants.withdraw_all(TENANT)
    assert "Ej kopplad" in text(fortnox, "/")


def test_the_newest_order_comes_first() -> None:
    fortnox = caller()
    for reference in ("A-1", "A-2"):
        fortnox.order(ExternalInvoiceReference1=reference)

    page = text(fortnox, COMPANY)

    assert page.index("A-2") < page.index("A-1")


def test_an_order_shows_what_an_accountant_looks_for() -> None:
    fortnox = caller()
    fortnox.customer(Name="Bokhandeln", City="Umeå", ZipCode="903 27")
    fortnox.article(ArticleNumber="MUGG-01", Description="Mugg", Unit="st")
    rows = [
        {"ArticleNumber": "MUGG-01", "Price": 1000, "DeliveredQuantity": 2, "OrderedQuantity": 3},
        {"Description": "Kurs", "AccountNumber": 3043, "Price": -10.5, "DeliveredQuantity": 1},
    ]
    fortnox.order(*rows, ExternalInvoiceReference1="TM-1", Freight=100)

    page = text(fortnox, f"{COMPANY}/orders/1")

    for words in (
        "Order 1",
        "Bokhandeln 903 27 Umeå",
        "Extern referens TM-1",
        "MUGG-01 Mugg 2 av 3 st 1 000,00 25 % 3001 Försäljning varor inom Sverige, 25 % moms",
        "−10,50 6 % 3043",
        "Netto 1 989,50",
        "Frakt 100,00",
        "Moms 25 % 500,00",
        "Moms 6 % −0,63",
        "Moms på avgifter 25,00",
        "Att betala 2 613,87 SEK",
        "Ej fakturerad",
    ):
        assert re.sub(r"\s+", "", words) in re.sub(r"\s+", "", page), words


def test_states_are_words() -> None:
    fortnox = caller()
    for action in ("cancel", "createinvoice"):
        number = fortnox.order()["DocumentNumber"]
        fortnox.put(f"/orders/{number}/{action}")

    page = text(fortnox, COMPANY)

    assert "Makulerad" in page
    assert "Fakturerad · 1" in page


def test_customers_articles_and_accounts_have_their_lists() -> None:
    fortnox = caller()
    assert "Ingen kund än" in text(fortnox, f"{COMPANY}/customers")
    assert "Ingen artikel än" in text(fortnox, f"{COMPANY}/articles")
    assert "Ingen order än" in text(fortnox, COMPANY)
    fortnox.customer(Name="Bokhandeln")
    fortnox.article(ArticleNumber="MUGG-01", Type="SERVICE")

    assert "1 Bokhandeln" in text(fortnox, f"{COMPANY}/customers")
    assert "MUGG-01 Vara Tjänst 3001 25 %" in text(fortnox, f"{COMPANY}/articles")
    assert "3041 Försäljning tjänster inom Sverige" in text(fortnox, f"{COMPANY}/accounts")


def test_requests_are_shown_with_their_bodies() -> None:
    fortnox = caller(name="Norrsken Handel AB")
    assert "Inget anrop än" in text(fortnox, "/requests")
    fortnox.post("/customers", {"Customer": {"Name": "Bokhandeln"}})
    fortnox.get("/customers?name=Bok")

    assert "POST /3/customers 201 Norrsken Handel AB" in text(fortnox, "/requests")
    page = text(fortnox, "/requests/1")
    assert "&quot;Name&quot;: &quot;Bokhandeln&quot;" in page
    assert "?name=Bok" in text(fortnox, "/requests/2")


def test_what_arrives_is_escaped_everywhere() -> None:
    attack = "<script>alert(1)</script>"
    fortnox = caller(name=f"Bolaget {attack}")
    fortnox.customer()
    fortnox.post("/customers", {"Customer": {"Name": attack}})
    fortnox.get(f"/orders?customername={attack}")
    fortnox.company.shelves["orders"].put("1", {**fortnox.order(), "Comments": attack})

    for path in ("/", COMPANY, f"{COMPANY}/customers", f"{COMPANY}/orders/1", "/requests",
                 "/requests/2", "/requests/3"):  # fmt: skip
        assert "<script>" not in fortnox.http.get(path).text, path


def test_pages_of_what_does_not_exist_say_so() -> None:
    fortnox = caller()

    for path in ("/companies/1", f"{COMPANY}/orders/99", f"{COMPANY}/dragons", "/requests/99"):
        response = fortnox.http.get(path)
        assert response.status_code == 404
        assert "finns inte" in response.text


def test_lists_renew_themselves_and_the_consent_page_does_not() -> None:
    fortnox = caller()
    asked = {"client_id": "simulator-client", "redirect_uri": "http://127.0.0.1:1/", "state": "1",
             "response_type": "code", "scope": "order"}  # fmt: skip

    assert 'http-equiv="refresh"' in fortnox.http.get(COMPANY).text
    assert 'http-equiv="refresh"' not in fortnox.http.get("/oauth-v1/auth", params=asked).text


def test_the_sums_of_a_page_add_up_also_when_prices_hold_their_vat() -> None:
    fortnox = caller()
    row = {"Price": 698, "DeliveredQuantity": 1, "VAT": 25}
    fortnox.order(row, VATIncluded=True, Freight=49)

    page = text(fortnox, f"{COMPANY}/orders/1")

    assert "Netto 558,40 Frakt 39,20 Moms 25 % 139,60 Moms på avgifter 9,80" in page
    assert "Att betala 747,00 SEK" in page


def test_an_order_leads_to_its_invoice_and_back() -> None:
    fortnox = caller()
    fortnox.order({"Price": 100, "DeliveredQuantity": 1})
    assert "Faktura 1" not in text(fortnox, f"{COMPANY}/orders/1")
    fortnox.put("/orders/1/createinvoice")

    order, invoice = (
        fortnox.http.get(f"{COMPANY}/{kind}/1").text for kind in ("orders", "invoices")
    )

    assert f'href="{COMPANY}/invoices/1"' in order
    assert f'href="{COMPANY}/orders/1"' in invoice
    assert "Ej bokförd" in invoice


def test_invoices_and_vouchers_have_tabs_of_their_own() -> None:
    fortnox = caller()
    assert "Ingen faktura än" in text(fortnox, f"{COMPANY}/invoices")
    assert "Ingen verifikation än" in text(fortnox, f"{COMPANY}/vouchers")
    fortnox.order({"Price": 100, "DeliveredQuantity": 1, "VAT": 25, "AccountNumber": 3001})
    fortnox.put("/orders/1/createinvoice")
    fortnox.put("/invoices/1/bookkeep")

    assert "Bokförd 125,00 SEK" in text(fortnox, f"{COMPANY}/invoices")
    vouchers = text(fortnox, f"{COMPANY}/vouchers")
    assert "1510 Kundfordringar 125,00" in vouchers
    assert "Kundfaktura 1, Kund" in vouchers
    assert fortnox.http.get(f"{COMPANY}/invoices/2").status_code == 404
