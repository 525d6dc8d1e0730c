"""Gift cards through the shop's pages: bought for somebody, and paid with."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.catalogue.models import Product
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.payments.models import Attempt, Method, PaymentSettings, Standing
from tamio.commerce.stores.models import Store
from tests.commerce.giftcards.making import given_card, make_card_product, pay_all
from tests.factories import NOW, make_product
from tests.storefront.shopping import HTMX, Answer, Shopper, seen, text


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


@pytest.fixture
def product(store: Store) -> Product:
    return make_card_product(
        store=store, sku="KORT", least_amount=Decimal(100), most_amount=Decimal(2000)
    )


@pytest.fixture
def card(store: Store) -> GiftCard:
    return given_card(store=store, amount="150.00")


def choose(shopper: Shopper, **said: object) -> Answer:
    return shopper.client.post(shopper.url("gift-card/KORT/buy/"), said)


def pay_with(shopper: Shopper, code: str, **sent: object) -> Answer:
    headers = HTMX if sent.pop("htmx", False) else None
    data = {"gift_card": code} | sent
    return shopper.client.post(shopper.url("cart/gift-card/"), data, headers=headers)


@pytest.mark.usefixtures("product")
def test_a_card_is_bought_for_somebody_of_an_amount_of_ones_own(shopper: Shopper) -> None:
    assert "From SEK 100.00 to SEK 2,000.00." in seen(shopper.get("products/KORT/"))
    answer = choose(
        shopper, amount="750", recipient_name="Kim", recipient_email="kim@example.com",
        message="Grattis!", send_on="2026-12-24",
    )  # fmt: skip
    assert answer.status_code == 302
    assert "For Kim" in seen(shopper.get("cart/"))
    invoice = shopper.buy()
    assert [invoice.total, invoice.vat] == [750, 0]
    bought = GiftCard.objects.get()
    assert (bought.recipient_email, bought.send_on) == ("kim@example.com", date(2026, 12, 24))


@pytest.mark.usefixtures("product")
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("amount", "99", "from 100"),
        ("recipient_email", "kim", "e-mail address"),
        ("send_on", "2026-11-22", "today or a day"),
        ("message", "x" * 301, "at most 300"),
    ],
)
def test_what_cannot_be_sent_is_said_at_its_field(
    shopper: Shopper, field: str, value: str, said: str
) -> None:
    answer = choose(shopper, **{"amount": "500", field: value})
    assert answer.status_code == 422
    assert said in seen(answer)
    assert not shopper.get("cart/").content.count(b"line-amount")


@pytest.mark.usefixtures("product")
def test_cards_for_different_people_are_lines_of_their_own(shopper: Shopper) -> None:
    choose(shopper, amount="500", recipient_name="Kim")
    choose(shopper, amount="500", recipient_name="Robin")
    choose(shopper, amount="500")
    choose(shopper, amount="500")
    cart = seen(shopper.get("cart/"))
    assert "For Kim" in cart
    assert "For Robin" in cart
    first = GiftCard.objects.none()
    assert first.count() == 0
    invoice = shopper.buy()
    assert invoice.total == 2000
    assert [line.quantity for line in invoice.lines.all()] == [1, 1, 2]


@pytest.mark.usefixtures("product")
def test_a_card_is_taken_out_of_the_cart(shopper: Shopper) -> None:
    choose(shopper, amount="500", recipient_name="Kim")
    page = text(shopper.get("cart/"))
    out = page.split("/cart/gifts/")[1].split("/")[0]
    shopper.client.post(shopper.url(f"cart/gifts/{out}/out/"))
    assert "empty" in seen(shopper.get("cart/"))


@pytest.mark.usefixtures("product")
def test_the_code_is_on_the_orders_page_once_it_is_paid(shopper: Shopper) -> None:
    choose(shopper, amount="500")
    invoice = shopper.buy()
    page = f"confirmation/{invoice.cart.key}/"
    assert "The code comes when the order is paid" in seen(shopper.get(page))
    pay_all(invoice)
    bought = GiftCard.objects.get()
    assert bought.shown_code in seen(shopper.get(page))
    assert bought.shown_code in seen(shopper.get(f"order/{invoice.order_link.token}/"))


def test_a_card_pays_what_it_can_and_the_rest_is_paid_as_usual(
    shopper: Shopper, store: Store, card: GiftCard
) -> None:
    shopper.put(make_product(store=store, price=Decimal(200)))
    pay_with(shopper, card.shown_code)
    assert "Left to pay SEK 50.00" in seen(shopper.get("cart/"))
    invoice = shopper.buy()
    assert [invoice.total, invoice.payments.get().left] == [200, 50]
    shown = seen(shopper.get(f"confirmation/{invoice.cart.key}/"))
    assert "Paid by gift card" in shown


def test_a_card_that_pays_it_all_asks_for_no_other_payment(
    shopper: Shopper, store: Store, card: GiftCard, settings: Any
) -> None:
    settings.TEST_PAYMENTS = True
    PaymentSettings.objects.create(store=store, by_test=True, by_invoice=False)
    shopper.put(make_product(store=store, price=Decimal(120)))
    pay_with(shopper, card.shown_code)
    assert "Nothing is left to pay." in seen(shopper.get("checkout/"))
    payment = shopper.buy(pay_by="test").payments.get()
    assert (payment.standing, payment.method) == (Standing.PAID, Method.GIFT_CARD)
    assert Attempt.objects.count() == 0


def test_a_code_that_is_sent_with_the_order_is_shown_before_anything_is_bought(
    shopper: Shopper, store: Store, card: GiftCard
) -> None:
    shopper.put(make_product(store=store, price=Decimal(200)))
    answer = shopper.send(gift_card=card.shown_code)
    assert answer.status_code == 200
    assert "Left to pay SEK 50.00" in seen(answer)
    assert "Åsa Öberg" in text(answer)
    assert store.invoices.count() == 0


def test_the_summary_answers_at_once_with_what_is_left(
    shopper: Shopper, store: Store, card: GiftCard
) -> None:
    shopper.put(make_product(store=store, price=Decimal(200)))
    answer = pay_with(shopper, card.shown_code, htmx=True)
    assert "Left to pay SEK 50.00" in seen(answer)
    dropped = pay_with(shopper, "", drop=card.pk, htmx=True)
    assert "Left to pay" not in seen(dropped)


def test_a_wrong_code_is_said_and_guessing_ends(shopper: Shopper, store: Store) -> None:
    shopper.put(make_product(store=store))
    answer = pay_with(shopper, "0000-0000-0000-0000")
    assert answer.status_code == 422
    assert "No gift card of this shop has that code" in seen(answer)
    for _guess in range(30):
        answer = pay_with(shopper, "0000-0000-0000-0000")
    assert "Too many codes" in seen(answer)
    balance = shopper.client.post(shopper.url("gift-card/"), {"code": "0000000000000000"})
    assert balance.status_code == 429


def test_what_is_left_is_told_to_whoever_has_the_code(shopper: Shopper, card: GiftCard) -> None:
    answer = shopper.client.post(shopper.url("gift-card/"), {"code": card.shown_code})
    assert "SEK 150.00 is left" in seen(answer)
    assert card.shown_code not in seen(answer)
