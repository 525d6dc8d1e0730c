"""A code is entered in the cart, without scripts, and what it gives is seen before paying."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.checkout.models import Cart
from tamio.commerce.offers.models import Redemption
from tests.commerce.offers.making import make_code, make_offer
from tests.factories import make_product, make_store
from tests.storefront.shopping import HTMX, Answer, Shopper, seen


@pytest.fixture(autouse=True)
def _in_november_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", "2026-11-26T12:00:00+01:00")


@pytest.fixture(autouse=True)
def _with_a_pot(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store, price=Decimal(200)))


def enter(shopper: Shopper, code: str) -> Answer:
    return shopper.client.post(shopper.url("cart/code/"), {"code": code})


def cart(shopper: Shopper) -> str:
    return seen(shopper.get("cart/")).replace("\xa0", " ")


def test_an_offer_for_everyone_stands_in_the_cart(shopper: Shopper) -> None:
    make_offer(store=shopper.store)
    assert "Höstrea −SEK 20.00" in cart(shopper)
    assert "SEK 20.00 off" in cart(shopper)
    assert shopper.buy().total == 180


def test_a_code_gives_what_it_says_from_the_cart_to_the_invoice(shopper: Shopper) -> None:
    make_code(store=shopper.store)

    assert enter(shopper, "host10").status_code == 302

    assert "HOST10" in cart(shopper)
    assert "incl. VAT SEK 180.00" in cart(shopper)
    assert shopper.buy().total == 180
    assert Redemption.objects.count() == 1


def test_an_unknown_code_is_said_at_its_field_and_kept(shopper: Shopper) -> None:
    make_code(store=make_store(), code="ANNAN")
    refused = enter(shopper, "annan")
    assert refused.status_code == 422
    assert "The shop has no code annan. Look at how it is spelled." in seen(refused)
    assert 'value="annan"' in refused.content.decode()
    assert Cart.objects.get().code is None


def test_a_code_can_be_taken_out(shopper: Shopper) -> None:
    make_code(store=shopper.store)
    enter(shopper, "HOST10")
    enter(shopper, "")
    assert "incl. VAT SEK 200.00" in cart(shopper)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"ends_on": date(2026, 11, 25)}, "The code HOST10 is no longer valid."),
        ({"starts_on": date(2026, 12, 1)}, "The code HOST10 is not valid until 2026-12-01."),
        ({"minimum": Decimal(300)}, "The code HOST10 is valid from a sum of 300.00 SEK."),
    ],
)
def test_why_a_code_gives_nothing_is_said(
    shopper: Shopper, terms: dict[str, Any], said: str
) -> None:
    make_code(store=shopper.store, **terms)
    enter(shopper, "HOST10")
    assert said in cart(shopper)
    assert "incl. VAT SEK 200.00" in cart(shopper)


def test_a_code_that_another_offer_beats_says_so(shopper: Shopper) -> None:
    make_offer(store=shopper.store, value="50")
    make_code(store=shopper.store)
    enter(shopper, "HOST10")
    assert "another offer takes more off" in cart(shopper)
    assert "incl. VAT SEK 100.00" in cart(shopper)


def test_a_code_used_up_meanwhile_is_said_before_anything_is_sold(shopper: Shopper) -> None:
    make_code(store=shopper.store, most_per_customer=1)
    enter(shopper, "HOST10")
    shopper.buy()
    shopper.put(make_product(store=shopper.store))
    enter(shopper, "HOST10")

    refused = shopper.send()

    assert refused.status_code == 422
    assert "You have used the code HOST10 before. Take it out of the cart." in seen(refused)


def test_without_a_cart_a_code_leads_to_the_cart() -> None:
    someone = Shopper(make_store())
    assert enter(someone, "HOST10")["Location"] == someone.url("cart/")


def test_guessing_codes_ends(shopper: Shopper) -> None:
    make_code(store=shopper.store)
    for _guess in range(30):
        refused = enter(shopper, "gissning")
    assert "The shop has no code gissning" in seen(refused)
    for code in ("gissning", "host10"):
        refused = enter(shopper, code)
        assert refused.status_code == 422
        assert "Too many codes were tried from here." in seen(refused)
    assert Cart.objects.get().code is None


def test_a_code_can_be_taken_out_however_many_were_tried(shopper: Shopper) -> None:
    make_code(store=shopper.store)
    enter(shopper, "host10")
    for _guess in range(31):
        enter(shopper, "gissning")
    assert enter(shopper, "").status_code == 302
    assert Cart.objects.get().code is None


def test_visitors_behind_one_proxy_are_counted_one_by_one(shopper: Shopper, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    make_code(store=shopper.store)

    def enter_from(address: str, code: str) -> Answer:
        # What stands first the visitor has written.
        headers = {"x-forwarded-for": f"{code}, 192.0.2.1, {address}"}
        return shopper.client.post(shopper.url("cart/code/"), {"code": code}, headers=headers)

    for guess in range(31):
        refused = enter_from("198.51.100.7", f"gissning{guess}")
    assert "Too many codes" in seen(refused)
    assert enter_from("198.51.100.8", "host10").status_code == 302


def at_checkout(shopper: Shopper, **sent: str) -> Answer:
    return shopper.client.post(shopper.url("cart/gift-card/"), sent, headers=HTMX)


def test_the_checkout_takes_a_discount_code_too(shopper: Shopper) -> None:
    make_code(store=shopper.store)

    answer = seen(at_checkout(shopper, gift_card="host10")).replace("\xa0", " ")

    assert "HOST10" in answer
    assert "incl. VAT SEK 180.00" in answer
    assert shopper.buy().total == 180


def test_the_checkout_takes_it_out_again(shopper: Shopper) -> None:
    make_code(store=shopper.store)
    at_checkout(shopper, gift_card="host10")
    answer = seen(at_checkout(shopper, drop="code")).replace("\xa0", " ")
    assert "incl. VAT SEK 200.00" in answer
    assert Cart.objects.get().code is None


def test_a_code_that_is_sent_with_the_order_is_shown_before_anything_is_bought(
    shopper: Shopper,
) -> None:
    make_code(store=shopper.store)
    answer = shopper.send(gift_card="host10")
    assert answer.status_code == 200
    assert "incl. VAT SEK 180.00" in seen(answer).replace("\xa0", " ")
    assert Redemption.objects.count() == 0


def test_a_code_of_neither_kind_is_said_at_the_checkout_and_kept(shopper: Shopper) -> None:
    refused = shopper.send(gift_card="gissning")
    assert refused.status_code == 422
    assert "neither a discount nor a gift card with the code gissning" in seen(refused)
    assert 'value="gissning"' in refused.content.decode()
