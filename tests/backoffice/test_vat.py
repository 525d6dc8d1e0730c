"""VAT in the back office: the threshold, the quarter's sums, the store's own rates."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from tamio.backoffice.vat.sources import source_words
from tamio.clock import now
from tamio.commerce.audit.models import Change
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import OwnVatRate, Store
from tamio.commerce.vat.rates import EU, VatClass
from tamio.commerce.vat.table import rates_on_record
from tests.backoffice.conftest import browser_of
from tests.commerce.oss.selling import sell, take_back
from tests.factories import make_member, make_product, make_store
from tests.storefront.shopping import seen

PAGE = "/backoffice/glashyttan/vat/"
RATES = f"{PAGE}rates/"
NEW = {
    "country": "DE", "vat_class": "food", "rate": "7", "valid_from": "2026-01-01",
    "valid_to": "", "reason": "UStG § 12 (2)",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_november_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rates are those of the day."""
    monkeypatch.setenv("TAMIO_CLOCK", "2026-11-26T12:00:00+01:00")


@pytest.fixture
def quarter(store: Store) -> str:
    """The current one, in which the store sells under OSS."""
    today = store.date_of(now())
    store.oss_from_date = date(today.year, 1, 1)
    store.save()
    return f"{today.year}Q{(today.month + 2) // 3}"


def today(store: Store) -> str:
    return store.date_of(now()).isoformat()


def test_the_meter_says_how_much_of_the_threshold_is_used(browser: Client, store: Store) -> None:
    # 12,460.00 with 25 % is 9,968.00 without: a tenth of it.
    sell(store, day=today(store), price="12460.00")

    page = seen(browser.get(PAGE))

    assert "SEK 9,968.00 of SEK 99,680.00, 10%" in page.replace("\xa0", " ")
    assert "You are near" not in page


@pytest.mark.parametrize(
    ("price", "said"),
    [
        ("99680.00", "You are near the threshold for sales to consumers in the EU"),
        ("124600.01", "The threshold for sales to consumers in the EU is passed"),
    ],
)
def test_near_it_and_past_it_the_store_is_warned_on_the_page_and_on_the_dashboard(
    browser: Client, store: Store, price: str, said: str
) -> None:
    # 99,680.00 with VAT is 79,744.00 without: four fifths.
    sell(store, day=today(store), price=price)

    assert said in seen(browser.get(PAGE))
    assert said in seen(browser.get("/backoffice/glashyttan/"))


def test_under_oss_the_threshold_is_no_matter_any_more(
    browser: Client, store: Store, quarter: str
) -> None:
    sell(store, day=today(store), price="900000.00")

    assert "is passed" not in seen(browser.get("/backoffice/glashyttan/"))
    assert "The shop sells under OSS since" in seen(browser.get(PAGE))


def test_a_quarters_sums_stand_by_country(browser: Client, store: Store, quarter: str) -> None:
    sell(store, day=today(store), price="199.00")
    sell(store, day=today(store), price="199.00", country="GB", postal_code="BT1 5GS")

    page = seen(browser.get(PAGE)).replace("\xa0", " ")

    assert "Germany Goods 19% SEK 167.23 SEK 31.77" in page
    assert "Northern Ireland Goods 20% SEK 165.83 SEK 33.17" in page


def test_a_quarter_is_had_as_csv_in_euros(browser: Client, store: Store, quarter: str) -> None:
    sell(store, day=today(store), price="199.00")
    greek = sell(store, day=today(store), price="199.00", country="GR", postal_code="10431")
    take_back(greek, day=today(store), amount="100.00")

    response = browser.get(f"{PAGE}oss.csv", {"quarter": quarter, "kronor": "11,05"})

    assert f'filename="tamio-oss-glashyttan-{quarter}.csv"' in response["Content-Disposition"]
    # 167.23 / 11.05 = 15.13; 31.77 / 11.05 = 2.88. Of the Greek 99.00 are left:
    # 199.00 has VAT 38.52, and 100.00 taken back 100 * 24 / 124 = 19.35.
    head, *rows = response.content.decode("utf-8-sig").splitlines()
    assert head.startswith("quarter,corrects_quarter,country,supply,rate_percent,currency,")
    assert rows == [
        f"{quarter},,DE,GOODS,19.00,SEK,167.23,31.77,11.05,15.13,2.88",
        f"{quarter},,EL,GOODS,24.00,SEK,79.83,19.17,11.05,7.22,1.73",
    ]


@pytest.mark.parametrize(
    "asked", [{"quarter": "1999Q9"}, {"kronor": "many"}, {"kronor": "0"}, {"kronor": "-1"}]
)
def test_a_quarter_that_cannot_be_is_said_to_be_wrong(
    browser: Client, asked: dict[str, str]
) -> None:
    assert browser.get(PAGE, asked).status_code == 422
    assert browser.get(f"{PAGE}oss.csv", asked).status_code == 400


def test_a_store_writes_a_rate_of_its_own_and_it_is_charged(
    browser: Client, store: Store, quarter: str
) -> None:
    assert browser.post(RATES, NEW).status_code == 302

    invoice = sell(Store.objects.get(), day=today(store), price="49.00", vat_class="food")

    assert invoice.lines.get().vat_rate == 7
    assert "Germany Food" in seen(browser.get(RATES))


def test_an_own_rate_stands_in_the_audit_trail_from_first_to_last(browser: Client) -> None:
    browser.post(RATES, NEW)
    browser.post(f"{RATES}{OwnVatRate.objects.get().pk}/remove/")

    created, removed = Change.objects.all()
    text = "7 %, 2026-01-01 –  (UStG § 12 (2))"
    assert (created.subject_name, created.what, created.after) == ("DE food", "created", text)
    assert (removed.what, removed.before, removed.after) == ("changed", text, "")
    assert created.by == "owner@example.com"
    assert not OwnVatRate.objects.exists()
    assert "Own VAT rate · DE food" in seen(browser.get("/backoffice/glashyttan/audit/"))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("country", "NO", "Select a valid choice"),
        ("vat_class", "luxury", "Select a valid choice"),
        ("rate", "99", "less than or equal to 50"),
        ("rate", "-1", "greater than or equal to 0"),
        ("rate", "much", "Write a number"),
        ("valid_from", "", "This field is required"),
        ("valid_to", "2025-12-31", "The last day is before the first."),
        ("reason", "", "This field is required"),
    ],
)
def test_a_rate_that_cannot_be_is_refused_at_its_field(
    browser: Client, field: str, value: str, said: str
) -> None:
    response = browser.post(RATES, {**NEW, field: value})

    assert response.status_code == 422
    assert said in seen(response)
    assert not OwnVatRate.objects.exists()


def test_two_rates_from_one_day_are_refused(browser: Client) -> None:
    browser.post(RATES, NEW)

    response = browser.post(RATES, NEW)

    assert response.status_code == 422
    assert "There is a rate from that day already." in seen(response)


def test_who_may_not_change_the_store_may_look_but_not_write(store: Store) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))

    assert "Add the rate" not in seen(viewer.get(RATES))
    assert viewer.post(RATES, NEW).status_code == 403
    assert viewer.get(PAGE).status_code == 200


def test_the_source_of_every_standard_rate_is_said_in_swedish_too() -> None:
    """As what the table itself says is in English."""
    rows = [row for place in EU for row in rates_on_record()[place, VatClass.STANDARD]]
    with translation.override("sv"):
        english = {row.source for row in rows if source_words(row.source) == row.source}
    assert english == set()


def test_another_stores_rate_cannot_be_removed(browser: Client) -> None:
    other = OwnVatRate.objects.create(
        store=make_store(), country="DE", vat_class="food", rate=7,
        valid_from=date(2026, 1, 1), reason="UStG",
    )  # fmt: skip

    assert browser.post(f"{RATES}{other.pk}/remove/").status_code == 404
    assert OwnVatRate.objects.exists()


def test_every_member_state_stands_with_its_rate_and_source(browser: Client) -> None:
    page = seen(browser.get(RATES))

    assert "Finland 25.5% Food 13.5%" in page
    assert "Open table of EU rates, with dates" in page


def test_a_new_price_is_set_on_the_day_that_it_is_written(browser: Client, store: Store) -> None:
    product = make_product(store=store, price=Decimal("49.00"), vat_class="food")
    form = {
        "item_type": "physical", "name": product.name, "vat_class": "food", "unit": "st",
        "sku": product.lead.sku, "active": "on", "price": "52.00",
    }  # fmt: skip

    browser.post(f"/backoffice/glashyttan/products/{product.pk}/", form)

    assert product.lead.priced_on == store.date_of(now())


def test_a_price_that_follows_its_rate_is_explained_at_the_product(
    browser: Client, store: Store
) -> None:
    store.kept_at_rate_change = "net"
    store.save()
    product = make_product(
        store=store, price=Decimal("49.00"), vat_class="food", priced_on=date(2026, 3, 1)
    )

    page = seen(browser.get(f"/backoffice/glashyttan/products/{product.pk}/"))

    assert "In the shop it costs SEK 46.38" in page.replace("\xa0", " ")


def test_an_invoice_says_whose_vat_it_carries_and_why_none(browser: Client, store: Store) -> None:
    store.oss_from_date = date(2026, 1, 1)
    store.save()
    oss = sell(store, day="2026-11-02", price="199.00")
    export = sell(store, day="2026-11-02", price="199.00", country="NO", postal_code="0150")

    abroad = seen(browser.get(f"/backoffice/glashyttan/invoices/{oss.number}/"))
    untaxed = seen(browser.get(f"/backoffice/glashyttan/invoices/{export.number}/"))

    assert "19% Germany" in abroad
    assert "Export, art. 146 of directive 2006/112/EC" in untaxed
