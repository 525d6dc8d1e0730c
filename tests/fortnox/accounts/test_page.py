"""The page of the accounts: the matrix, the suggestions, last month, and single products."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ChosenAccount, Connection, Settings
from tamio.outbox.states import State
from tests.factories import NOW, make_invoice, make_product, make_store
from tests.fortnox.accounts import charts
from tests.fortnox.accounts.sales import OCTOBER, october
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, member, text_of

ADDRESS = f"{FORTNOX}accounts/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tamio.fortnox.pages.accounts.views.now", lambda: NOW)


def kept(store: Store) -> dict[str, int]:
    found = ChosenAccount.objects.filter(store=store, product=None)
    return dict(found.values_list("cell", "number"))


def choose(store: Store, **fields: Any) -> None:
    given = {"store": store, "tenant_id": "910001", "chosen_at": NOW, "chosen_by": rows.PERSON}
    ChosenAccount.objects.create(**given | fields)


def folded(page: str) -> str:
    """What is behind the first fold of the page."""
    return page.split('<details class="fold">', 1)[1].split("</details>", 1)[0]


def test_only_what_the_store_can_meet_is_open(browser: Client, shop: Store) -> None:
    make_product(store=shop)
    page = text_of(browser, ADDRESS)
    for shut in ("goods-domestic-12", "goods-domestic-6", "goods-oss", "goods-eu_consumer-6"):
        assert f'name="{shut}"' in folded(page)
    for is_open in ("goods-domestic-25", "goods-export", "goods-eu_consumer-25"):
        assert f'name="{is_open}"' in page
        assert f'name="{is_open}"' not in folded(page)


def test_what_was_sold_last_month_and_what_is_chosen_is_open_too(
    browser: Client, shop: Store
) -> None:
    october(shop)
    shop.products.update(active=False)
    choose(shop, cell="goods-oss", number=3109)
    page = text_of(browser, ADDRESS)
    for is_open in ("goods-domestic-6", "goods-eu_business", "goods-oss"):
        assert f'name="{is_open}"' not in folded(page)


def test_an_empty_cell_shows_what_it_is_booked_on(browser: Client, shop: Store) -> None:
    make_product(store=shop)
    page = text_of(browser, ADDRESS)
    field = page[page.index('name="services-export"') :].split(">")[0]
    assert 'placeholder="3041"' in field
    assert "Suggested: 3305 Försäljning tjänster till land utanför EU, momsfri" in page


def test_accounts_are_saved_and_confirmed(browser: Client, shop: Store) -> None:
    form = {"goods-export": "3105", "services-domestic-6": "3043 Försäljning", "rounding": ""}
    answer = browser.post(ADDRESS, form, follow=True)
    assert "The accounts are saved." in answer.content.decode()
    assert kept(shop) == {"goods-export": 3105, "services-domestic-6": 3043}


def test_what_waited_goes_on_once_it_is_saved(browser: Client, shop: Store) -> None:
    invoice = make_invoice(store=shop)
    rows.put(invoice, State.SETTINGS, problem=rows.problem(code="accounts", field="goods-export"))
    browser.post(ADDRESS, {"goods-export": "3105"})
    assert rows.submission_of(invoice).state == State.WAITING


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("goods-domestic-12", "3001", "has VAT code MP1"),
        ("goods-export", "3108", "has VAT code VTEU"),
        ("goods-export", "1930", "not among the company&#x27;s revenue accounts"),
        ("goods-export", "31055", "Write an account&#x27;s four digits"),
        ("goods-export", "varor", "Write an account&#x27;s four digits"),
        ("goods-export", "9" * 300, "at most 250 characters"),
        ("shipping-oss-DE", "3001", "Choose an account without a VAT code"),
        ("goods-oss-new", "3109", "Choose the country that the account is for."),
        ("oss-country", "DE", "Write an account for the country beside it."),
        ("oss-country", "NO", "NO is not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_saved(
    browser: Client, shop: Store, field: str, value: str, said: str
) -> None:
    answer = browser.post(ADDRESS, {"rounding": "3740", field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'href="#id_' in page
    assert kept(shop) == {}


def test_the_summary_names_the_cell_and_leads_to_it(browser: Client, shop: Store) -> None:
    page = browser.post(ADDRESS, {"goods-domestic-12": "3001"}).content.decode()
    assert 'href="#id_goods-domestic-12">Goods – Sweden, 12%</a>: Account 3001' in page


def test_a_country_gets_accounts_of_its_own_under_oss(browser: Client, shop: Store) -> None:
    shop.oss_from_date = NOW.date()
    shop.save()
    form = {"oss-country": "DE", "goods-oss-new": "3109", "goods-oss": "3109"}
    assert browser.post(ADDRESS, form).status_code == 302
    assert kept(shop) == {"goods-oss-DE": 3109, "goods-oss": 3109}
    page = text_of(browser, ADDRESS)
    assert "EU, consumers, OSS, Germany" in page
    assert '<option value="DE">' not in page
    wrong = browser.post(ADDRESS, {"oss-country": "DK", "goods-oss-new": "3106"})
    assert 'id="id_goods-oss-new_error"' in wrong.content.decode()


def test_names_that_are_no_cell_change_nothing(browser: Client, shop: Store) -> None:
    assert browser.post(ADDRESS, {"goods-mars": "3001", "product-1": "3001"}).status_code == 302
    assert kept(shop) == {}


def test_the_suggestions_are_taken_over_by_one_click_but_choices_stand(
    browser: Client, shop: Store
) -> None:
    make_product(store=shop)
    choose(shop, cell="goods-export", number=3055)
    page = text_of(browser, ADDRESS)
    assert "Use the 15 suggestions" in page
    answer = browser.post(f"{ADDRESS}suggestions/", follow=True)
    assert "15 accounts were chosen." in answer.content.decode()
    found = kept(shop)
    assert found["goods-export"] == 3055
    assert found["goods-eu_business"] == 3108
    assert found["shipping-domestic-25"] == 3520
    assert "goods-domestic-12" not in found
    assert "suggestions/" not in text_of(browser, ADDRESS)


def test_a_chart_that_changed_since_is_shown(browser: Client, shop: Store) -> None:
    choose(shop, cell="goods-export", number=3105)
    choose(shop, cell="goods-eu_business", number=3108)
    shop.chart_accounts.filter(number=3105).update(active=False)
    shop.chart_accounts.filter(number=3108).delete()
    page = text_of(browser, ADDRESS)
    assert "2 chosen accounts can no longer be used" in page
    assert "Goods – Outside the EU: Account 3105 is inactive in Fortnox." in page
    assert "Goods – EU, businesses: Account 3108 is not among" in page


def test_last_months_rows_are_shown_by_account(browser: Client, shop: Store) -> None:
    october(shop)
    choose(shop, cell="goods-export", number=3105)
    page = text_of(browser, ADDRESS)
    assert "Where the rows of October 2026 would go" in page
    month = page[page.index("account-month") :]
    assert '<a href="/backoffice/glashyttan/invoices/1003/">1003</a>' in month
    assert "The account's VAT code MP1 does not go with:" in month
    assert "SEK 720.00" in month.replace("\N{NO-BREAK SPACE}", " ")


def test_no_page_queries_more_as_sales_grow(browser: Client, shop: Store) -> None:
    october(shop)
    choose(shop, product=make_product(store=shop), number=3590)
    with CaptureQueriesContext(connection) as few:
        text_of(browser, ADDRESS)
    for _ in range(5):
        product = make_product(store=shop)
        make_invoice(store=shop, contents={product: 1}, now=OCTOBER)
        choose(shop, product=product, number=3590)
    with CaptureQueriesContext(connection) as many:
        text_of(browser, ADDRESS)
    assert len(many) == len(few)


def test_a_product_gets_an_account_by_its_sku(browser: Client, shop: Store) -> None:
    product = make_product(store=shop, sku="VAS-1", name="Vas Linnea")
    form = {"own-sku": "VAS-1", "own-account": "3590"}
    page = browser.post(f"{ADDRESS}products/", form, follow=True).content.decode()
    assert "“Vas Linnea” is saved." in page
    assert "3590 Övriga fakturerade kostnader" in page
    browser.post(f"{ADDRESS}products/", {"own-sku": "VAS-1", "own-account": ""})
    assert not product.fortnox_accounts.exists()


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"own-sku": "NONE", "own-account": "3590"}, "own-sku"),
        ({"own-sku": "", "own-account": "3590"}, "own-sku"),
        ({"own-sku": "VAS-1", "own-account": "3002"}, "own-account"),
        ({"own-sku": "VAS-1", "own-account": "3777"}, "own-account"),
        ({"own-sku": "THEIRS", "own-account": "3590"}, "own-sku"),
    ],
)
def test_what_is_wrong_about_a_product_is_said_at_its_field(
    browser: Client, shop: Store, form: dict[str, str], field: str
) -> None:
    make_product(store=shop, sku="VAS-1")
    make_product(store=make_store(), sku="THEIRS")
    answer = browser.post(f"{ADDRESS}products/", form)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not ChosenAccount.objects.exists()


@pytest.mark.parametrize(
    ("field", "where"),
    [("goods-export", ADDRESS), ("product-7", ADDRESS), ("goods_account", f"{FORTNOX}#settings")],
)
def test_an_invoice_that_lacks_an_account_leads_to_where_it_is_chosen(
    browser: Client, shop: Store, field: str, where: str
) -> None:
    invoice = make_invoice(store=shop)
    rows.put(invoice, State.SETTINGS, problem=rows.problem(code="accounts", field=field))
    page = text_of(browser, f"/backoffice/glashyttan/invoices/{invoice.number}/")
    assert f'href="{where}"' in page
    assert "Needs an account" in page


@pytest.mark.parametrize("role", [Role.FULFILMENT, Role.VIEWER])
def test_those_without_the_right_see_and_change_nothing(shop: Store, role: Role) -> None:
    someone = member(shop, role)
    page = text_of(someone, ADDRESS)
    assert "Your role lets you see the accounts but not choose them." in page
    assert "Save" not in page
    posts: Callable[..., Any] = someone.post
    for path, form in (("", {"rounding": "3740"}), ("suggestions/", {}), ("products/", {})):
        assert posts(f"{ADDRESS}{path}", form).status_code == 403
    assert kept(shop) == {}


def test_an_accountant_may_choose(shop: Store) -> None:
    assert member(shop, Role.BOOKKEEPER).post(ADDRESS, {"rounding": "3740"}).status_code == 302
    assert kept(shop) == {"rounding": 3740}


def test_a_store_that_is_not_connected_is_led_to_connect(browser: Client, shop: Store) -> None:
    Connection.objects.all().delete()
    assert browser.get(ADDRESS)["Location"] == FORTNOX
    assert browser.post(f"{ADDRESS}suggestions/").status_code == 404
    assert browser.post(f"{ADDRESS}products/").status_code == 404


def test_without_the_main_accounts_the_page_says_what_is_first(
    browser: Client, shop: Store
) -> None:
    Settings.objects.filter(store=shop).update(services_account=None)
    assert "Choose the two main accounts first." in text_of(browser, ADDRESS)


def test_the_page_speaks_swedish(browser: Client, shop: Store) -> None:
    october(shop)
    page = browser.get(ADDRESS, headers={"accept-language": "sv"}).content.decode()
    for said in ("Det du säljer", "EU, företag", "Hit skulle raderna i oktober 2026 gå", "Frakt"):
        assert said in page


def test_another_stores_choices_are_not_seen(browser: Client, shop: Store) -> None:
    other = make_store()
    rows.connect(other)
    charts.read(other, charts.standard())
    choose(other, cell="goods-export", number=3055)
    page = text_of(browser, ADDRESS)
    assert 'value="3055"' not in page.split("</datalist>")[1]
