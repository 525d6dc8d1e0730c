"""What a shopper elsewhere is shown and charged, and what is said of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.vat import standing
from tamio.commerce.vat.standing import VatNumberStanding
from tests.factories import NOW, buyer, make_product
from tests.storefront.shopping import GERMAN_COMPANY, HTMX, Shopper, seen

GERMAN = {"country": "DE", "postal_code": "10115"}
MARCH, APRIL = "2026-03-31T23:59:59+02:00", "2026-04-01T00:00:01+02:00"


def plain(response: object) -> str:
    return seen(response).replace("\xa0", " ")


@pytest.fixture
def vase(shopper: Shopper) -> Shopper:
    shopper.put(make_product(store=shopper.store, price=Decimal("199.00")))
    return shopper


def under_oss(store: Store) -> None:
    store.oss_from_date = date(2024, 1, 1)
    store.save()


def test_a_consumer_under_oss_pays_the_price_with_their_own_vat_in_it(vase: Shopper) -> None:
    under_oss(vase.store)

    summary = plain(vase.get("checkout/", data={"type": "private", **GERMAN}, headers=HTMX))
    invoice = vase.buy(**GERMAN)

    assert "SEK 199.00" in summary
    assert "of which VAT 19% SEK 31.77" in summary
    assert (invoice.net, invoice.vat, invoice.total) == (
        Decimal("167.23"),
        Decimal("31.77"),
        Decimal("199.00"),
    )


def test_a_business_in_the_eu_pays_the_price_without_vat_and_reads_why(vase: Shopper) -> None:
    asked = {key: GERMAN_COMPANY[key] for key in ("type", "country", "vat_number")}

    summary = plain(vase.get("checkout/", data=asked, headers=HTMX))
    invoice = vase.buy(**GERMAN_COMPANY)
    confirmation = plain(vase.get(f"confirmation/{invoice.cart.key}/"))

    assert "To pay without VAT SEK 159.20" in summary
    assert "art. 138 of directive 2006/112/EC" in summary
    assert invoice.total == Decimal("159.20")
    assert "Exempt Intra-Community supply" in confirmation


def test_a_number_that_the_register_does_not_have_pays_vat_and_is_shown_so_before(
    vase: Shopper,
) -> None:
    asked = {key: GERMAN_COMPANY[key] for key in ("type", "country", "vat_number")}

    def not_in_force(*, store_id: int, vat_number: str) -> VatNumberStanding:
        assert (store_id, vat_number) == (vase.store.pk, "DE136695976")
        return VatNumberStanding.INVALID

    with standing.only(not_in_force):
        summary = plain(vase.get("checkout/", data=asked, headers=HTMX))
        invoice = vase.buy(**GERMAN_COMPANY)

    assert "of which VAT 25% SEK 39.80" in summary
    assert (invoice.vat, invoice.total) == (Decimal("39.80"), Decimal("199.00"))


def test_a_service_for_a_business_in_the_eu_says_reverse_charge(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store, price=Decimal("420.00"), item_type="service"))

    invoice = shopper.buy(**GERMAN_COMPANY)
    confirmation = plain(shopper.get(f"confirmation/{invoice.cart.key}/"))

    assert invoice.total == Decimal("336.00")
    assert "Reverse charge / Omvänd betalningsskyldighet" in confirmation


def test_a_course_on_the_spot_has_vat_for_a_business_in_the_eu_too(shopper: Shopper) -> None:
    course = make_product(
        store=shopper.store, price=Decimal("420.00"), item_type="service", is_on_site=True
    )
    shopper.put(course)

    assert shopper.buy(**GERMAN_COMPANY).vat == Decimal("84.00")


@pytest.mark.parametrize(
    "asked",
    [
        {"country": "ES", "postal_code": "35001"},
        {"country": "FI", "postal_code": "22100"},
        {"country": "SE", "elsewhere": "on", "delivery_country": "NO"},
    ],
    ids=["Canary Islands", "Åland", "sent to Norway"],
)
def test_the_summary_knows_where_the_goods_go(vase: Shopper, asked: dict[str, str]) -> None:
    summary = plain(vase.get("checkout/", data={"type": "private", **asked}, headers=HTMX))

    assert "To pay without VAT SEK 159.20" in summary
    assert "Export, art. 146" in summary


def test_an_address_that_goods_do_not_go_to_after_all_changes_nothing(vase: Shopper) -> None:
    asked = {"type": "private", "country": "SE", "delivery_country": "NO"}

    summary = plain(vase.get("checkout/", data=asked, headers=HTMX))

    assert "of which VAT 25% SEK 39.80" in summary


def test_a_rate_that_changes_while_one_writes_is_said_and_shown_before_paying(
    shopper: Shopper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", MARCH)
    shopper.put(make_product(store=shopper.store, price=Decimal("49.00"), vat_class="food"))
    seen_in_march = shopper.checkout_form()
    monkeypatch.setenv("TAMIO_CLOCK", APRIL)

    refused = shopper.send(**seen_in_march)

    assert refused.status_code == 422
    assert "The VAT is another one than you saw." in plain(refused)
    assert "of which VAT 6% SEK 2.77" in plain(refused)
    assert not Invoice.objects.exists()
    assert shopper.buy().vat == Decimal("2.77")


def test_a_price_that_follows_its_rate_is_the_same_on_every_page(
    shopper: Shopper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", APRIL)
    shopper.store.kept_at_rate_change = "net"
    shopper.store.save()
    food = make_product(
        store=shopper.store, price=Decimal("49.00"), vat_class="food", priced_on=date(2026, 3, 1)
    )
    shopper.put(food)

    for page in ("", f"products/{food.lead.sku}/", "cart/", "checkout/"):
        shown = plain(shopper.get(page))
        assert "SEK 46.38" in shown, page
        assert "SEK 49.00" not in shown, page


def test_prices_that_follow_their_rates_cost_no_query_a_product(
    shopper: Shopper, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    shopper.store.kept_at_rate_change = "net"
    shopper.store.save()

    def asked(count: int) -> int:
        for _ in range(count):
            make_product(store=shopper.store, vat_class="food")
        with django_assert_max_num_queries(12) as queries:
            shopper.get()
        return len(queries)

    assert asked(1) == asked(9)


@pytest.mark.parametrize(
    ("sells_to", "offered", "missing"),
    [
        ("home", {"Sweden"}, {"Germany", "Norway"}),
        ("eu", {"Sweden", "Germany"}, {"Norway", "United States"}),
        ("world", {"Sweden", "Germany", "Norway", "United States"}, set()),
    ],
)
def test_the_checkout_offers_the_countries_that_the_shop_sells_to(
    vase: Shopper, sells_to: str, offered: set[str], missing: set[str]
) -> None:
    vase.store.sells_to = sells_to
    vase.store.save()

    page = vase.get("checkout/").content.decode()

    assert {name for name in offered | missing if f">{name}</option>" in page} == offered


def test_a_country_that_the_shop_does_not_sell_to_is_refused_however_it_comes(
    vase: Shopper,
) -> None:
    vase.store.sells_to = "home"
    vase.store.save()

    assert vase.send(country="NO", postal_code="0150").status_code == 422
    with pytest.raises(ValidationError) as refusal:
        place_order(cart=Cart.objects.get(), buyer=buyer(country="NO", postal_code="0150"), now=NOW)
    assert set(refusal.value.message_dict) == {"country"}
    assert not Invoice.objects.exists()
