"""The cart: what can be put in it, what cannot, and what it then says."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.checkout.models import Cart, CartLine
from tests.factories import make_product, make_store
from tests.storefront.shopping import Shopper, english, seen, text


def held(shopper: Shopper) -> dict[str, int]:
    lines = CartLine.objects.filter(cart__store=shopper.store).select_related("variant")
    return {line.variant.sku: line.quantity for line in lines}


def test_what_is_added_twice_is_there_twice(shopper: Shopper) -> None:
    vase = make_product(store=shopper.store, sku="VAS")
    assert shopper.put(vase, 2)["Location"] == shopper.url("cart/")
    shopper.put(vase, 3)
    assert held(shopper) == {"VAS": 5}


def test_a_quantity_that_is_set_replaces_the_one_before(shopper: Shopper) -> None:
    vase = make_product(store=shopper.store, sku="VAS")
    shopper.put(vase, 2)
    shopper.put(vase, 7, how="set")
    assert held(shopper) == {"VAS": 7}


def test_the_quantity_0_takes_a_product_out(shopper: Shopper) -> None:
    vase = make_product(store=shopper.store, active=True)
    shopper.put(vase)
    shopper.store.products.update(active=False)
    shopper.put(vase, 0, how="set")
    assert held(shopper) == {}
    assert "Your cart is empty" in seen(shopper.get("cart/"))


def test_the_cart_shows_its_lines_its_total_and_the_vat_in_it(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store, name="Vas", price=Decimal("199.00")), 2)
    shopper.put(
        make_product(store=shopper.store, name="Bok", price=Decimal("106.00"), vat_class="culture")
    )
    said = seen(shopper.get("cart/"))
    for each in ("Vas", "Bok", "SEK 398.00", "SEK 504.00", "VAT 25%", "SEK 79.60", "SEK 6.00"):
        assert each in said


def test_a_cart_without_vat_in_its_prices_adds_it_below(db: None) -> None:
    shopper = Shopper(make_store(prices_include_vat=False))
    shopper.put(make_product(store=shopper.store, price=Decimal("100.00")), 2)
    assert "Total excl. VAT SEK 200.00 VAT 25% SEK 50.00 To pay SEK 250.00" in seen(
        shopper.get("cart/")
    )


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        ("abc", "Write the quantity as a whole number, such as 2."),
        ("1.5", "Write the quantity as a whole number, such as 2."),
        ("", "Write a quantity, such as 1."),
        ("-1", "Write a quantity of 0 or more."),
        ("0", "Write a quantity of 1 or more."),
        ("1000", "Write a quantity of 999 at most."),
        (10**9, "Write a quantity of 999 at most."),
        ("9" * 5000, "Write the quantity as a whole number, such as 2."),
        ("\x00", "Write the quantity as a whole number, such as 2."),
        ("4", "There are only 3 left."),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_a_quantity_that_cannot_be_is_refused_at_its_field_and_kept(
    shopper: Shopper, quantity: object, said: str, htmx: bool
) -> None:
    vase = make_product(store=shopper.store, name="Vas", stock=3)
    response = shopper.put(vase, quantity, htmx=htmx)
    assert response.status_code == 422
    assert said in seen(response)
    assert 'aria-invalid="true"' in text(response)
    assert not Cart.objects.exists()


def test_what_is_refused_stays_in_the_field(shopper: Shopper) -> None:
    vase = make_product(store=shopper.store, stock=3)
    assert 'value="17"' in text(shopper.put(vase, 17))
    shopper.put(vase, 2)
    assert 'value="17"' in text(shopper.put(vase, 17, how="set"))
    assert held(shopper) == {vase.lead.sku: 2}


def test_a_quantity_counts_what_the_cart_already_holds(shopper: Shopper) -> None:
    vase = make_product(store=shopper.store, stock=3)
    shopper.put(vase, 2)
    response = shopper.put(vase, 2)
    assert "There are only 3 left. Your cart already holds 2." in seen(response)


def test_a_cart_holds_no_more_than_an_order_takes(shopper: Shopper) -> None:
    vase = make_product(store=shopper.store)
    shopper.put(vase, 999)
    assert "A cart holds at most 999 of one product." in seen(shopper.put(vase, 1))


@pytest.mark.parametrize("sku", ["", "nix", "OTHER", "x" * 200, "\x00", "'; --", "a b"])
@pytest.mark.parametrize("how", ["add", "set"])
def test_what_this_store_does_not_sell_cannot_be_put_in_its_cart(
    shopper: Shopper, sku: str, how: str
) -> None:
    make_product(store=make_store(), sku="OTHER")
    response = shopper.put(sku, how=how)
    assert response.status_code == 422
    assert 'role="alert"' in text(response)
    assert not Cart.objects.exists()


@pytest.mark.parametrize("how", ["", "steal", None])
def test_a_change_of_no_known_kind_changes_nothing(shopper: Shopper, how: str | None) -> None:
    vase = make_product(store=shopper.store)
    sent = {"sku": vase.lead.sku, "quantity": 1} | ({} if how is None else {"how": how})
    assert shopper.client.post(shopper.url("cart/"), sent).status_code == 422
    assert not Cart.objects.exists()


def test_what_is_no_longer_for_sale_is_marked_and_stops_the_checkout(shopper: Shopper) -> None:
    gone = make_product(store=shopper.store, name="Vas")
    shopper.put(gone)
    shopper.store.products.update(active=False)
    page = shopper.get("cart/")
    assert "This is no longer for sale." in seen(page)
    assert shopper.url("checkout/") not in text(page)
    assert shopper.get("checkout/")["Location"] == shopper.url("cart/")
    assert "This is no longer for sale." in seen(shopper.put(gone, 2))


def test_what_someone_else_bought_meanwhile_is_marked(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store, stock=5), 3)
    shopper.store.variants.update(stock=1)
    assert "There is only 1 left." in seen(shopper.get("cart/"))


def test_each_store_has_its_own_cart(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store, name="Vas"))
    neighbour = Shopper(make_store(), client=shopper.client)
    assert "Your cart is empty" in seen(neighbour.get("cart/"))
    neighbour.put(make_product(store=neighbour.store, name="Bok"))
    assert "Vas" in seen(shopper.get("cart/"))
    assert "Bok" not in seen(shopper.get("cart/"))


def test_each_shopper_has_their_own_cart(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store))
    assert "Your cart is empty" in seen(Shopper(shopper.store, client=english()).get("cart/"))


def test_the_header_counts_the_pieces(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store), 2)
    shopper.put(make_product(store=shopper.store), 3)
    assert '<span class="count">5' in text(shopper.get())


def test_htmx_gets_the_form_the_count_and_a_word_for_those_who_listen(shopper: Shopper) -> None:
    vase = make_product(store=shopper.store, name="Vas")
    said = text(shopper.put(vase, htmx=True))
    assert "<html" not in said
    assert 'id="buy"' in said
    assert 'id="cart-link"' in said
    assert "“Vas” is in your cart." in said


def test_the_first_thing_put_in_is_counted_at_once(shopper: Shopper) -> None:
    """The cookie is only on its way then."""
    answer = shopper.put(make_product(store=shopper.store), 3, htmx=True)
    assert '<span class="count">3 ' in text(answer)


def test_htmx_gets_the_cart_it_changed(shopper: Shopper) -> None:
    vase = make_product(store=shopper.store, price=Decimal("10.00"))
    shopper.put(vase)
    said = text(shopper.put(vase, 3, how="set", htmx=True))
    assert "<html" not in said
    assert '<ul class="lines">' in said
    assert "SEK 30.00" in said
    assert "Your cart is empty" in text(shopper.put(vase, 0, how="set", htmx=True))


def test_the_cart_asks_the_database_no_more_when_it_holds_more(shopper: Shopper) -> None:
    counts = []
    for _ in range(2):
        for _ in range(5):
            shopper.put(make_product(store=shopper.store))
        with CaptureQueriesContext(connection) as queries:
            shopper.get("cart/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "sent",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused(shopper: Shopper, sent: dict[str, str]) -> None:
    product = make_product(store=shopper.store)
    data = {"how": "add", "sku": product.lead.sku, "quantity": 1}
    assert shopper.client.post(shopper.url("cart/"), data, headers=sent).status_code == 403
    assert not Cart.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}, {}]
)
def test_a_form_of_the_shops_own_needs_no_cookie(shopper: Shopper, sent: dict[str, str]) -> None:
    shopper.client.handler.enforce_csrf_checks = True
    data = {"how": "add", "sku": make_product(store=shopper.store).lead.sku, "quantity": 1}
    assert shopper.client.post(shopper.url("cart/"), data, headers=sent).status_code == 302


def test_the_cookie_goes_when_the_cart_is_bought(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store))
    name = f"cart-{shopper.store.pk}"
    assert shopper.client.cookies[name].value
    shopper.buy()
    assert not shopper.client.cookies[name].value
    assert "Your cart is empty" in seen(shopper.get("cart/"))


@pytest.mark.parametrize("key", ["", "x", "1' OR 1=1", "0" * 32])
def test_a_cookie_that_is_no_key_is_an_empty_cart(shopper: Shopper, key: str) -> None:
    shopper.client.cookies[f"cart-{shopper.store.pk}"] = key
    assert "Your cart is empty" in seen(shopper.get("cart/"))
