"""Delivery: chosen at the checkout, without scripts, and in the total before the button."""

from decimal import Decimal

import pytest

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.shipping.models import ShippingMethod
from tests.commerce.shipping.making import collected_at, make_method, make_zone
from tests.factories import make_product, make_store
from tests.storefront.shopping import HTMX, Shopper, seen, text, written_by

NORWAY = {"country": "NO", "postal_code": "0150"}


@pytest.fixture
def methods(shopper: Shopper) -> tuple[ShippingMethod, ShippingMethod]:
    """To Sweden by 49 or 129, to Norway by 149."""
    store = shopper.store
    home = make_zone("SE", store=store)
    point = make_method(store=store, zone=home)
    courier = make_method(
        store=store, zone=home, name_sv="Bud", name_en="Courier", price="129", position=2
    )
    make_method(store=store, zone=make_zone("NO", store=store), name_en="Posten", price="149")
    shopper.put(make_product(store=store, price=Decimal(200)))
    return point, courier


Methods = tuple[ShippingMethod, ShippingMethod]


def plain(page: str) -> str:
    return page.replace("\xa0", " ")


def test_the_cart_says_what_delivery_costs_and_where_it_goes(
    shopper: Shopper, methods: Methods
) -> None:
    page = plain(seen(shopper.get("cart/")))
    assert "Delivery : Pick-up point SEK 49.00" in page.replace("Delivery:", "Delivery :")
    assert "incl. VAT SEK 249.00" in page
    assert "Goods are delivered to: Norway, Sweden." in page


def test_the_checkout_offers_the_methods_of_the_country(shopper: Shopper, methods: Methods) -> None:
    here = seen(shopper.get("checkout/"))
    there = seen(shopper.get("checkout/", data=NORWAY, headers=HTMX))
    assert "Courier" in here
    assert "Posten" not in here
    assert "Posten" in there
    assert "Courier" not in there
    # An export: the price of 200 and the freight of 149 without the VAT that is in them at home.
    assert "Posten SEK 119.20" in plain(there)
    assert "SEK 279.20" in plain(there)


def test_the_total_follows_what_is_chosen(shopper: Shopper, methods: Methods) -> None:
    asked = shopper.get("checkout/", data={"shipping": methods[1].pk}, headers=HTMX)
    assert "SEK 329.00" in plain(seen(asked))


def test_what_is_chosen_is_placed(shopper: Shopper, methods: Methods) -> None:
    invoice = shopper.buy(shipping=methods[1].pk)
    assert invoice.total == 329
    assert invoice.lines.get(kind="shipping").description == "Bud"


def test_without_scripts_another_country_asks_again(shopper: Shopper, methods: Methods) -> None:
    form = shopper.checkout_form()
    written = written_by(**NORWAY, shipping=methods[0].pk)

    refused = shopper.client.post(shopper.url("checkout/"), form | written)

    assert refused.status_code == 422
    assert "What you chose is not to be had for this order." in seen(refused)
    assert "Posten" in seen(refused)
    assert not Invoice.objects.exists()


def test_a_price_that_rises_while_one_writes_is_shown_before_paying(
    shopper: Shopper, methods: Methods
) -> None:
    form = shopper.checkout_form()
    methods[0].steps.update(price=Decimal(59))

    refused = shopper.client.post(
        shopper.url("checkout/"), form | written_by(shipping=methods[0].pk)
    )

    assert "The total is another one than you saw." in seen(refused)
    assert "SEK 259.00" in plain(seen(refused))
    assert not Invoice.objects.exists()


def test_a_country_that_nothing_leads_to_is_refused(shopper: Shopper, methods: Methods) -> None:
    refused = shopper.send(country="FI", postal_code="00100")
    assert refused.status_code == 422
    assert "The shop has no way to deliver this to the country." in seen(refused)


def test_what_is_collected_needs_no_address_for_the_goods(shopper: Shopper) -> None:
    method = collected_at(shopper.store)
    shopper.put(make_product(store=shopper.store))
    assert "Collect at the store" in seen(shopper.get("checkout/"))
    invoice = shopper.buy(shipping=method.pk)
    assert invoice.total == 199
    assert invoice.delivery_name == shopper.store.name


def test_a_service_is_not_delivered(shopper: Shopper) -> None:
    make_method(store=shopper.store, zone=make_zone("SE", store=shopper.store))
    shopper.put(make_product(store=shopper.store, item_type=ItemType.SERVICE))
    assert "Pick-up point" not in seen(shopper.get("checkout/"))
    assert shopper.buy().total == 199


@pytest.mark.parametrize("written", ["", "x", "99999999999999999999", "-1", "²"])
def test_what_is_no_method_changes_nothing(
    shopper: Shopper, methods: Methods, written: str
) -> None:
    assert "SEK 249.00" in plain(seen(shopper.get("checkout/", data={"shipping": written})))


def test_another_stores_method_is_none(shopper: Shopper, methods: Methods) -> None:
    other = collected_at(make_store())
    assert shopper.buy(shipping=other.pk).total == 249


def test_the_methods_have_one_radio_each_and_the_first_is_chosen(
    shopper: Shopper, methods: Methods
) -> None:
    page = text(shopper.get("checkout/"))
    assert page.count('type="radio" name="shipping"') == 2
    assert f'value="{methods[0].pk}" checked' in page
