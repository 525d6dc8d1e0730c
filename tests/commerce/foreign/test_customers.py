"""Customers out of files: nobody twice, nobody's card overwritten by an export."""

import pytest

from tamio.commerce.customers.exchange import work
from tamio.commerce.customers.exchange.plan import Row, changes
from tamio.commerce.customers.exchange.sheets import country_code
from tamio.commerce.customers.models import Customer, CustomerImport, CustomerPiece
from tamio.commerce.customers.register import customer_for
from tamio.commerce.importing import work as engine
from tamio.commerce.stores.models import Store
from tests.factories import NOW, buyer, company_buyer, make_store

BY = "anna@example.com"
SHOPIFY = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
    "Default Address Address1,Default Address Address2,Default Address City,"
    "Default Address Country Code,Default Address Zip,Phone,Total Spent,Total Orders,Tax Exempt\n"
    "'1,Åsa,Öberg,ASA@example.com,yes,,Lillgatan 2,lgh 3,Växjö,SE,'35230,070-1,10.00,1,no\n"
    "'2,Bo,Ek,bo@example.com,no,Ek Möbler,Storgatan 1,,Oslo,NO,0150,,0.00,0,no\n"
    "'3,,,inte-en-adress,no,,,,,,,,0.00,0,no\n"
)
WOOCOMMERCE = (
    "Name,Username,Last active,Sign up,Email,Orders,Total spend,AOV,Country / Region,City,"
    "Region,Postal code\n"
    "Åsa Öberg,asa,2026-01-01,2025-01-01,asa@example.com,3,300,100,SE,Växjö,,35230\n"
)
OWN = (
    "e-post;namn;organisationsnummer;adress;postnummer;ort;land\n"
    "inkop@glasbruket.example;Glasbruket AB;2021005489;Bruksgatan 1;36010;Ryd;Sverige\n"
    "asa@example.com;Åsa Öberg;;Nygatan 9;35230;Växjö;\n"
)


@pytest.fixture
def store(db: None) -> Store:
    return make_store()


def checked(store: Store, content: str) -> CustomerImport:
    made = work.begin(store=store, file_name="kunder.csv", content=content.encode(), by=BY, now=NOW)
    return _to_the_end(made)


def imported(store: Store, content: str) -> CustomerImport:
    made = checked(store, content)
    assert work.agree(made, by=BY)
    made.refresh_from_db()
    return _to_the_end(made)


def _to_the_end(made: CustomerImport) -> CustomerImport:
    while made.is_under_way:
        work.step(made, now=NOW)
        made.refresh_from_db()
    return made


def test_shopifys_customers_get_cards_and_what_is_wrong_is_said(store: Store) -> None:
    made = imported(store, SHOPIFY)
    assert (made.source, made.new, made.wrong) == ("shopify", 2, 1)
    asa, bo = store.customers.order_by("number")
    assert (asa.number, asa.email, asa.line1) == (1001, "asa@example.com", "Lillgatan 2, lgh 3")
    assert (asa.postal_code, asa.country) == ("352 30", "SE")
    assert (bo.type, bo.name, bo.country) == ("private", "Bo Ek", "NO")
    said = " ".join(each["message"] % each["words"] for each in made.left_out)
    for word in ("Accepts Email Marketing", "Phone", "without an organisation number"):
        assert word in said
    problem = made.problems.get()
    assert (problem.row, problem.column, problem.value) == (4, "email", "")


def test_woocommerces_report_has_no_street_and_the_next_sale_brings_it(store: Store) -> None:
    made = imported(store, WOOCOMMERCE)
    assert (made.source, made.new) == ("woocommerce", 1)
    card = store.customers.get()
    assert (card.name, card.line1, card.city) == ("Åsa Öberg", "", "Växjö")
    assert customer_for(store=store, buyer=buyer(), now=NOW) == card
    card.refresh_from_db()
    assert card.line1 == "Lillgatan 2"


def test_an_exporting_plug_ins_columns_are_understood(store: Store) -> None:
    head = "billing_first_name,billing_last_name,billing_company,billing_email,billing_address_1,"
    head += "billing_postcode,billing_city,billing_country,billing_organisation_number\n"
    imported(store, f"{head}Eva,Ek,Ek AB,eva@ek.example,Gatan 1,35230,Växjö,SE,202100-5489\n")
    card = store.customers.get()
    assert (card.type, card.name, card.organisation_number) == ("company", "Ek AB", "202100-5489")


def test_nobody_who_has_bought_gets_a_second_card(store: Store) -> None:
    known = customer_for(store=store, buyer=buyer(), now=NOW)
    company = customer_for(store=store, buyer=company_buyer(), now=NOW)
    made = imported(store, OWN)
    assert (made.new, made.changed) == (0, 2)
    assert set(store.customers.all()) == {known, company}
    known.refresh_from_db()
    assert known.line1 == "Nygatan 9"


def test_who_was_imported_buys_on_the_same_card(store: Store) -> None:
    imported(store, OWN)
    before = set(store.customers.all())
    customer_for(store=store, buyer=buyer(), now=NOW)
    customer_for(store=store, buyer=company_buyer(), now=NOW)
    assert set(store.customers.all()) == before


def test_another_shops_file_fills_in_and_overwrites_nothing(store: Store) -> None:
    customer_for(store=store, buyer=buyer(line1="Rätt gata 1"), now=NOW)
    Customer.objects.update(city="")
    made = imported(store, SHOPIFY)
    assert (made.new, made.changed) == (1, 1)
    card = store.customers.get(email="asa@example.com")
    assert (card.line1, card.city) == ("Rätt gata 1", "Växjö")


def test_a_file_twice_changes_nothing(store: Store) -> None:
    for content in (OWN, SHOPIFY, WOOCOMMERCE):
        imported(store, content)
        assert imported(store, content).same == imported(store, content).rows - (
            1 if content == SHOPIFY else 0
        )


def test_the_same_customer_twice_in_a_file_is_refused_the_second_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 1)
    made = imported(store, "email;name\na@example.com;Å\nA@example.com ;Ä\nb@example.com;Ö\n")
    assert (made.new, made.wrong) == (2, 1)
    assert made.problems.get().words == {"row": 2}
    assert [card.number for card in store.customers.order_by("number")] == [1001, 1002]


def test_only_what_was_agreed_to_is_taken_in(store: Store) -> None:
    made = checked(store, OWN)
    assert (made.new, store.customers.count()) == (2, 0)
    work.forget(now=NOW)
    assert CustomerPiece.objects.count() == 1
    work.forget(now=NOW + work.KEPT * 2)
    assert CustomerPiece.objects.count() == 0
    assert not work.agree(made, by=BY)


def test_nothing_of_a_file_is_kept_once_it_is_done(store: Store) -> None:
    made = imported(store, SHOPIFY)
    assert (made.content, made.pieces.count()) == (None, 0)


def test_a_file_without_customers_says_what_it_needs(store: Store) -> None:
    made = checked(store, "sku;pris\nA;1\n")
    assert made.refusal["message"].startswith("The first row must name the columns")


@pytest.mark.parametrize(
    ("written", "code"),
    [("se", "SE"), ("Sverige", "SE"), ("Germany", "DE"), ("", ""), ("Mordor", "Mordor")],
)
def test_countries_are_understood_by_name(written: str, code: str) -> None:
    assert country_code(written) == code


CHOSEN = "e-post;namn;språk;betalningsvillkor\nasa@example.com;Åsa;{};{}\n"


@pytest.mark.parametrize(
    ("language", "terms", "kept"),
    [
        ("sv", "20", ("sv", 20)),
        ("English", "30 dagar netto", ("en", 30)),
        ("", "0", (None, 0)),
        ("Svenska", "", ("sv", None)),
    ],
)
def test_a_file_says_in_which_language_and_by_which_terms(
    store: Store, language: str, terms: str, kept: tuple[str | None, int | None]
) -> None:
    assert imported(store, CHOSEN.format(language, terms)).new == 1
    card = store.customers.get()
    assert (card.language, card.payment_terms_days) == kept


def test_terms_of_nothing_replace_others_and_an_empty_cell_leaves_them(store: Store) -> None:
    imported(store, CHOSEN.format("en", "30"))
    assert imported(store, CHOSEN.format("", "0")).changed == 1
    card = store.customers.get()
    assert (card.language, card.payment_terms_days) == ("en", 0)
    assert imported(store, CHOSEN.format("", "")).same == 1
    card.refresh_from_db()
    assert (card.language, card.payment_terms_days) == ("en", 0)


def test_terms_of_nothing_are_terms_that_another_shops_file_leaves() -> None:
    agreed = Customer(payment_terms_days=0)
    row = Row(2, buyer(), {"payment_terms_days": 30}, ())
    assert "payment_terms_days" not in changes(row, agreed, replaces=False)
    assert changes(row, Customer(), replaces=False)["payment_terms_days"] == 30


@pytest.mark.parametrize(
    ("language", "terms", "column"),
    [("de", "", "language"), ("", "91", "payment_terms"), ("", "soon", "payment_terms"),
     ("", "-1", "payment_terms"), ("", "²", "payment_terms")],
)  # fmt: skip
def test_what_is_no_language_and_no_number_of_days_is_said(
    store: Store, language: str, terms: str, column: str
) -> None:
    made = imported(store, CHOSEN.format(language, terms))
    assert (made.wrong, store.customers.count()) == (1, 0)
    problem = made.problems.get()
    assert (problem.column, problem.value) == (column, "")
