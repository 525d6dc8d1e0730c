"""The pages of previews: one invoice, its JSON, and many at once."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.catalogue.models import Product
from tamio.commerce.customers.models import Customer
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tamio.fortnox.models import ChartAccount, CustomerLink, ExchangeRecord, Settings
from tamio.fortnox.sync.cards import fields_of
from tamio.fortnox.sync.preview.loading import facts_of, store_facts
from tamio.fortnox.sync.preview.previews import previews
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.api.calls import Caller
from tests.factories import NOW, buyer, make_invoice, make_product, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, member, text_of
from tests.fortnox.pages.conftest import browser as browser
from tests.fortnox.pages.conftest import connected as linked  # noqa: F401
from tests.fortnox.pages.conftest import english as english
from tests.fortnox.pages.conftest import store as store


@pytest.fixture
def shop(store: Store) -> Store:
    rows.connect(store)
    rows.choose_accounts(store)
    return store


def address(invoice: Any, ending: str = "preview/") -> str:
    return f"{FORTNOX}invoices/{invoice.number}/{ending}"


def told(browser: Client, invoice: Any) -> dict[str, Any]:
    found: dict[str, Any] = browser.get(address(invoice, "preview.json")).json()
    return found


def codes(browser: Client, invoice: Any) -> set[str]:
    return {each["code"] for each in told(browser, invoice)["warnings"]}


def test_the_page_shows_rows_accounts_cards_and_requests(browser: Client, shop: Store) -> None:
    invoice = make_invoice(store=shop)
    page = text_of(browser, address(invoice))
    assert "Försäljning varor inom Sverige, 25 % moms" in page
    assert "3 requests" in page
    assert "Customer 1001" in page
    assert "Submit to Fortnox" not in page  # it goes by itself
    assert "Preview</a>" in text_of(browser, f"/backoffice/glashyttan/invoices/{invoice.number}/")


def test_an_account_whose_vat_code_stands_for_another_rate_is_pointed_out_once(
    browser: Client, shop: Store
) -> None:
    ChartAccount.objects.filter(store=shop, number=3001).update(vat_code="MP1")
    book = make_product(store=shop, vat_class=VatClass.CULTURE)
    other = make_product(store=shop, vat_class=VatClass.CULTURE)
    fits = make_invoice(store=shop)
    does_not = make_invoice(store=shop, contents={book: 1, other: 1})

    assert "vat-code" not in codes(browser, fits)
    said = [each for each in told(browser, does_not)["warnings"] if each["code"] == "vat-code"]
    assert len(said) == 1
    assert "MP1" in str(said[0])


def test_it_is_swedish_for_swedes(browser: Client, shop: Store) -> None:
    invoice = make_invoice(store=shop)
    page = browser.get(address(invoice), headers={"accept-language": "sv"}).content.decode()
    assert "Förhandsgranska för Fortnox" in page
    assert "3 anrop" in page


def test_json_is_given_under_its_own_address_and_by_accept(browser: Client, shop: Store) -> None:
    invoice = make_invoice(store=shop)
    by_accept = browser.get(address(invoice), headers={"accept": "application/json"}).json()
    assert by_accept == told(browser, invoice)
    assert by_accept["order"]["Order"]["YourOrderNumber"] == str(invoice.number)
    assert by_accept["sums"]["order"]["total"] == f"{invoice.total:.2f}"
    assert [card["doing"] for card in by_accept["cards"]] == ["create", "create"]


def test_nothing_is_written_and_nothing_is_sent(browser: Client, shop: Store) -> None:
    invoice = make_invoice(store=shop)
    with CaptureQueriesContext(connection) as queries:
        told(browser, invoice)
    written = [each["sql"] for each in queries if not each["sql"].startswith("SELECT")]
    assert [sql for sql in written if "SAVEPOINT" not in sql] == []
    assert not ExchangeRecord.objects.exists()


def test_a_change_of_a_card_is_told_field_by_field(browser: Client, shop: Store) -> None:
    product = make_product(store=shop, sku="VAS", name="Vas")
    invoice = make_invoice(store=shop, contents={product: 1})
    customer = Customer.objects.get()
    shown = told(browser, invoice)["cards"][0]
    fields = {each["field"]: each["after"] for each in shown["changes"]}
    assert fields["City"] == "Växjö"
    card = facts_of([invoice], of_store=store_facts(shop)).sale(invoice).cards.customer
    CustomerLink.objects.create(
        customer=customer,
        tenant_id="910001",
        number="1001",
        sent=fields_of(card) | {"city": "Kalmar"},
        sent_at=NOW,
    )
    (changed, article) = told(browser, invoice)["cards"]
    assert changed["doing"] == "change"
    assert changed["changes"] == [{"field": "City", "before": "Kalmar", "after": "Växjö"}]
    assert article["doing"] == "create"
    assert "<del" in text_of(browser, address(invoice))


def test_a_missing_account_stops_and_names_its_cell(browser: Client, shop: Store) -> None:
    ChartAccount.objects.filter(store=shop, number=3001).update(active=False)
    invoice = make_invoice(store=shop)
    shown = told(browser, invoice)
    (stops,) = [each for each in shown["warnings"] if each["level"] == "stops"]
    assert shown["stopped"]
    assert stops["field"] == "goods_account"
    assert "3001" in stops["message"]
    assert "No account" in text_of(browser, address(invoice))


def test_before_anything_is_connected_the_rows_are_shown_all_the_same(
    browser: Client, store: Store
) -> None:
    invoice = make_invoice(store=store)
    shown = told(browser, invoice)
    assert [each["code"] for each in shown["warnings"]] == ["not-connected"]
    assert shown["order"]["Order"]["OrderRows"][0]["AccountNumber"] is None
    assert text_of(browser, address(invoice))


def test_without_the_main_accounts_it_says_to_choose_them(browser: Client, store: Store) -> None:
    rows.connect(store)
    invoice = make_invoice(store=store)
    assert codes(browser, invoice) == {"accounts"}


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda shop: Settings.objects.update(automatic=False), "manual"),
        (lambda shop: Settings.objects.update(start_date="2027-01-01"), "before-start"),
        (lambda shop: rows.close_lane(shop), "consent-lost"),
    ],
)
def test_what_holds_it_back_is_said(
    browser: Client, shop: Store, prepare: Callable[[Store], Any], code: str
) -> None:
    invoice = make_invoice(store=shop)
    assert codes(browser, invoice) == set()
    prepare(shop)
    assert codes(browser, invoice) == {code}


def test_an_invoice_of_nothing_says_whether_it_is_left_out(browser: Client, shop: Store) -> None:
    free = make_product(store=shop, price=Decimal("0.00"))
    invoice = make_invoice(store=shop, contents={free: 1})
    assert codes(browser, invoice) == {"zero-total"}
    Settings.objects.update(send_zero_totals=False)
    assert codes(browser, invoice) == {"zero-total", "left-out"}


def test_a_changed_text_is_told_before_and_after(browser: Client, shop: Store) -> None:
    product = make_product(store=shop, name="Te — “svart”")
    invoice = make_invoice(store=shop, contents={product: 1})
    changed = told(browser, invoice)["texts"]
    assert {"field": "row 1 Description", "before": "Te — “svart”", "after": "Te – ’’svart’’"} in (
        changed
    )
    assert "Te – ’’svart’’" in text_of(browser, address(invoice))


def test_another_company_and_an_unknown_country_are_told(browser: Client, store: Store) -> None:
    rows.connect(store, organisation_number="559284-5175")
    rows.choose_accounts(store)
    invoice = make_invoice(store=store)
    Customer.objects.update(country="XQ")
    assert codes(browser, invoice) == {"another-company", "country"}


def test_a_sale_that_is_there_is_not_sent_again(browser: Client, shop: Store) -> None:
    invoice = make_invoice(store=shop)
    rows.put(invoice, State.SUBMITTED)
    rows.link(invoice, order_number="10234")
    shown = told(browser, invoice)
    assert (shown["situation"], shown["requests"]) == ("there", 0)
    assert "order 10234" in text_of(browser, address(invoice))


def test_another_stores_invoice_is_not_found(browser: Client, shop: Store) -> None:
    foreign = make_invoice(store=make_store())
    make_invoice(store=foreign.store)
    second = make_invoice(store=foreign.store)
    assert browser.get(address(second)).status_code == 404


def test_the_dry_run_is_a_line_an_invoice_and_counts_what_repeats(
    browser: Client, shop: Store
) -> None:
    product = make_product(store=shop, name="=SUMMA(A1)")
    invoices = [make_invoice(store=shop, contents={product: 1}) for _ in range(3)]
    page = text_of(browser, f"{FORTNOX}preview/")
    assert "3 invoices would take 5 requests" in page
    answer = browser.get(f"{FORTNOX}preview.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, *lines = list(csv.reader(io.StringIO(text)))
    assert head[0] == "Number"
    assert [(int(line[0]), int(line[6])) for line in lines] == [
        (invoices[0].number, 3), (invoices[1].number, 1), (invoices[2].number, 1),
    ]  # fmt: skip


def test_a_selection_and_a_period_narrow_it(browser: Client, shop: Store) -> None:
    first, second = make_invoice(store=shop), make_invoice(store=shop)
    back = browser.post(f"{FORTNOX}preview/selection/", {"number": [second.number, "x"]})
    page = text_of(browser, back["Location"])
    assert f">{second.number}</a>" in page
    assert f">{first.number}</a>" not in page
    assert "Nothing to send" in text_of(browser, f"{FORTNOX}preview/?first=2030-01-01")
    for wrong in ("numbers=1,x", "first=2026-02-02&last=2026-01-01", "first=never"):
        assert browser.get(f"{FORTNOX}preview/?{wrong}").status_code == 422
        assert browser.get(f"{FORTNOX}preview.csv?{wrong}").status_code == 422


def test_a_formula_in_a_name_stays_text(browser: Client, shop: Store) -> None:
    make_invoice(store=shop, buyer_details=buyer(name="=1+1"))
    answer = browser.get(f"{FORTNOX}preview.csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert ",=" not in text


def test_a_viewer_may_look(shop: Store) -> None:
    invoice = make_invoice(store=shop)
    rows.put(invoice, State.HELD, reason="manual")
    page = text_of(member(shop, Role.VIEWER), address(invoice))
    assert "Submit to Fortnox" not in page
    assert "Submit to Fortnox" in text_of(member(shop, Role.BOOKKEEPER), address(invoice))


def test_many_are_worked_out_in_as_many_queries_as_few(shop: Store) -> None:
    product = make_product(store=shop)
    make_product(store=shop)
    for _ in range(30):
        make_invoice(store=shop, contents={product: 1})

    def queries(count: int) -> int:
        found = shop.invoices.order_by("number")[:count]
        with CaptureQueriesContext(connection) as made:
            assert len(list(previews(found, store=shop))) == count
        return len(made)

    assert queries(3) == queries(30) <= 16
    assert Product.objects.count() == 2
    assert Delivery.objects.count() == 30


def test_the_api_tells_the_same_of_its_own_store(browser: Client, shop: Store) -> None:
    invoice = make_invoice(store=shop)
    told_by_api = Caller(shop).get(f"/invoices/{invoice.number}/preview")
    assert told_by_api.status_code == 200
    assert told_by_api.json() | {"warnings": []} == told(browser, invoice) | {"warnings": []}
    assert Caller(make_store()).get(f"/invoices/{invoice.number}/preview").status_code == 404
