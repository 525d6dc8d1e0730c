"""The checkout: from the form to one invoice, or to a page that says what to change."""

from decimal import Decimal

import pytest

from tamio.commerce.checkout.models import Cart
from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.models import Invoice
from tests.factories import make_product, make_store
from tests.storefront.shopping import (
    COMPANY,
    GERMAN_COMPANY,
    HTMX,
    Shopper,
    seen,
    text,
    written_by,
)


@pytest.fixture
def shopper(shopper: Shopper) -> Shopper:
    """With two vases in the cart."""
    product = make_product(store=shopper.store, sku="VAS", price=Decimal("199.00"), stock=10)
    shopper.put(product, 2)
    return shopper


def test_a_private_person_buys_on_invoice(shopper: Shopper) -> None:
    invoice = shopper.buy()
    assert (invoice.buyer_type, invoice.buyer_name) == ("private", "Åsa Öberg")
    assert (invoice.net, invoice.vat, invoice.total) == (
        Decimal("318.40"),
        Decimal("79.60"),
        Decimal("398.00"),
    )
    assert invoice.channel == "storefront"
    assert invoice.payments.get().amount == Decimal("398.00")
    assert shopper.store.variants.get().stock == 8


def test_a_company_buys_with_its_organisation_number(shopper: Shopper) -> None:
    invoice = shopper.buy(**COMPANY)
    assert (invoice.buyer_type, invoice.buyer_organisation_number) == ("company", "202100-5489")


def test_a_physical_product_and_a_service_are_one_invoice_with_two_rates(shopper: Shopper) -> None:
    guide = make_product(
        store=shopper.store, item_type="service", vat_class="culture", price=Decimal("420.00")
    )
    shopper.put(guide)
    invoice = shopper.buy()
    assert [(each.rate, each.amounts.gross) for each in invoice.vat_specification()] == [
        (Decimal(25), Decimal("398.00")),
        (Decimal(6), Decimal("420.00")),
    ]


def test_numbers_that_only_a_company_has_are_not_asked_of_a_person(shopper: Shopper) -> None:
    invoice = shopper.buy(organisation_number="half a numb", vat_number="DE1")
    assert (invoice.buyer_organisation_number, invoice.buyer_vat_number) == ("", "")


def test_the_button_states_the_duty_to_pay_and_the_page_the_sum(shopper: Shopper) -> None:
    said = seen(shopper.get("checkout/"))
    assert "Buy and pay by invoice" in said
    assert "you undertake to pay SEK 398.00 by invoice, within 30 days" in said


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("type", "robot", "Select a valid choice. robot is not one of the available choices."),
        ("type", None, "This field is required."),
        ("name", "", "This field is required."),
        ("name", None, "This field is required."),
        ("name", "x" * 201, "Write at most 200 characters."),
        ("name", "Å\x00sa", "Null characters are not allowed."),
        ("name", "Å\x07sa", "Remove the characters that cannot be shown."),
        ("email", "asa", "Enter a valid email address."),
        ("line1", "   ", "This field is required."),
        ("postal_code", "1", "Write the postal code as five digits, such as 352 46."),
        ("city", "\u202e", "Remove the characters that cannot be shown."),
        ("country", "XX", "Select a valid choice. XX is not one of the available choices."),
        ("country", "", "This field is required."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_above_and_all_else_is_kept(
    shopper: Shopper, field: str, value: str | None, said: str
) -> None:
    response = shopper.send(**{"city": "Ingelstad", field: value})
    page = text(response)
    assert response.status_code == 422
    assert f'<a href="#id_{field}' in page
    assert f'id="id_{field}_error"' in page
    assert seen(response).count(said) == 2
    assert field == "city" or 'value="Ingelstad"' in page
    assert not Invoice.objects.exists()
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("organisation_number", "", "This field is required."),
        ("organisation_number", "123", "Write the organisation number as ten digits"),
        ("vat_number", "SE1", "Write the VAT number with its country code"),
    ],
)
def test_a_companys_numbers_are_checked(
    shopper: Shopper, field: str, value: str, said: str
) -> None:
    response = shopper.send(**{**COMPANY, field: value})
    assert response.status_code == 422
    assert said in seen(response)
    assert f'id="id_{field}_error"' in text(response)


def test_everything_wrong_is_said_at_once(shopper: Shopper) -> None:
    said = seen(shopper.send(name="", email="asa", postal_code="1"))
    assert "3 things need correcting." in said


def test_nothing_at_all_is_answered_like_anything_else(shopper: Shopper) -> None:
    response = shopper.client.post(shopper.url("checkout/"), {})
    assert response.status_code == 422
    assert not Invoice.objects.exists()


def test_a_double_click_buys_once(shopper: Shopper) -> None:
    sent = shopper.checkout_form() | written_by()
    answers = [shopper.client.post(shopper.url("checkout/"), sent) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Invoice.objects.count() == 1


def test_a_form_sent_again_after_a_new_cart_was_begun_does_not_buy_that_one(
    shopper: Shopper,
) -> None:
    sent = shopper.checkout_form() | written_by()
    first = shopper.client.post(shopper.url("checkout/"), sent)
    shopper.put("VAS", 1)
    again = shopper.client.post(shopper.url("checkout/"), sent)
    assert again["Location"] == first["Location"]
    assert Invoice.objects.count() == 1


def test_after_a_purchase_the_cart_is_empty(shopper: Shopper) -> None:
    shopper.buy()
    assert "Your cart is empty" in seen(shopper.get("cart/"))
    assert shopper.get("checkout/")["Location"] == shopper.url("cart/")


def test_a_price_that_changed_is_asked_again(shopper: Shopper) -> None:
    sent = shopper.checkout_form() | written_by()
    shopper.store.variants.update(price=Decimal("249.00"))
    response = shopper.client.post(shopper.url("checkout/"), sent)
    assert response.status_code == 422
    assert "The total is another one than you saw. Look at it once more." in seen(response)
    assert "SEK 498.00" in seen(response)
    assert shopper.buy().total == Decimal("498.00")


@pytest.mark.parametrize("total", ["", "398", "0.01", "abc", "\x00"])
def test_a_total_that_the_shopper_did_not_see_is_asked_again(shopper: Shopper, total: str) -> None:
    sent = shopper.checkout_form() | written_by() | {"agreed_total": total}
    assert shopper.client.post(shopper.url("checkout/"), sent).status_code == 422
    assert not Invoice.objects.exists()


def test_the_total_agreed_to_is_the_same_in_swedish(shopper: Shopper) -> None:
    shopper.client.post("/language/setlang/", {"language": "sv"})
    assert shopper.checkout_form()["agreed_total"] == "398.00"
    assert shopper.buy().total == Decimal("398.00")


def test_what_is_sold_out_meanwhile_is_said_and_nothing_is_written(shopper: Shopper) -> None:
    sent = shopper.checkout_form() | written_by()
    shopper.store.variants.update(stock=1)
    response = shopper.client.post(shopper.url("checkout/"), sent)
    assert response.status_code == 422
    assert "only 1 left of" in seen(response)
    assert not Customer.objects.exists()
    assert shopper.store.variants.get().stock == 1


def test_an_empty_cart_leads_back_to_the_cart(db: None) -> None:
    shopper = Shopper(make_store())
    assert shopper.get("checkout/")["Location"] == shopper.url("cart/")
    answer = shopper.client.post(shopper.url("checkout/"), written_by())
    assert answer["Location"] == shopper.url("cart/")


@pytest.mark.parametrize("key", ["nix", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_a_cart_that_does_not_exist_is_not_bought(db: None, key: str) -> None:
    shopper = Shopper(make_store())
    answer = shopper.client.post(shopper.url("checkout/"), written_by() | {"cart": key})
    assert answer["Location"] == shopper.url("cart/")


def test_another_stores_cart_cannot_be_bought_here(shopper: Shopper) -> None:
    elsewhere = Shopper(make_store(), client=shopper.client)
    sent = shopper.checkout_form() | written_by()
    answer = elsewhere.client.post(elsewhere.url("checkout/"), sent)
    assert answer["Location"] == elsewhere.url("cart/")
    assert Cart.objects.get().invoice is None


def test_a_company_elsewhere_in_the_union_accounts_for_the_vat_itself(shopper: Shopper) -> None:
    invoice = shopper.buy(**GERMAN_COMPANY)
    assert (invoice.vat, invoice.buyer_vat_number) == (Decimal(0), "DE136695976")


def test_without_vat_in_prices_another_country_is_asked_again_with_its_total(db: None) -> None:
    shopper = Shopper(make_store(prices_include_vat=False))
    shopper.put(make_product(store=shopper.store, price=Decimal("100.00")))
    sent = shopper.checkout_form() | written_by(**GERMAN_COMPANY)
    response = shopper.client.post(shopper.url("checkout/"), sent)
    assert response.status_code == 422
    assert "To pay without VAT SEK 100.00" in seen(response)
    again = {"cart": Cart.objects.get().key, "agreed_total": "100.00"}
    bought = shopper.client.post(shopper.url("checkout/"), written_by(**GERMAN_COMPANY) | again)
    assert bought.status_code == 302
    assert Invoice.objects.get().total == Decimal("100.00")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"type": "company", "country": "DE", "vat_number": "DE136695976"}, "Intra-Community"),
        ({"type": "company", "country": "DE", "vat_number": "DE1"}, "VAT 25%"),
        ({"type": "private", "country": "US"}, "Export"),
        ({"type": "\x00", "country": "\x00", "vat_number": "\x00"}, "VAT 25%"),
        ({}, "VAT 25%"),
    ],
)
def test_htmx_gets_what_it_costs_the_buyer_described(
    shopper: Shopper, asked: dict[str, str], said: str
) -> None:
    response = shopper.client.get(shopper.url("checkout/"), asked, headers=HTMX)
    assert "<html" not in text(response)
    assert said in seen(response)


def test_what_has_no_rate_in_a_country_is_said_before_and_at_the_purchase(db: None) -> None:
    shopper = Shopper(make_store(country="NO"))
    shopper.put(make_product(store=shopper.store))
    asked = {"type": "private", "country": "NO"}
    shown = shopper.client.get(shopper.url("checkout/"), asked, headers=HTMX)
    assert "Something in the cart cannot be sold to this country." in seen(shown)
    assert "you undertake to pay" not in seen(shown)
    refused = shopper.send(country="NO", postal_code="0150")
    assert refused.status_code == 422
    assert 'id="id_country_error"' in text(refused)
    assert "Buy and pay by invoice" in seen(refused)


def test_a_fields_help_and_error_are_read_out_with_it(shopper: Shopper) -> None:
    assert 'aria-describedby="id_vat_number_helptext"' in text(shopper.get("checkout/"))
    page = text(shopper.send(email="asa"))
    assert 'aria-describedby="id_email_helptext id_email_error"' in page


def test_countries_are_named_in_the_readers_language_and_the_stores_is_chosen(
    shopper: Shopper,
) -> None:
    assert '<option value="SE" selected>Sweden</option>' in text(shopper.get("checkout/"))
    shopper.client.post("/language/setlang/", {"language": "sv"})
    assert '<option value="DE">Tyskland</option>' in text(shopper.get("checkout/"))
