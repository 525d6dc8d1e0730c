"""A card is sold without VAT as a debt of the store's, and is issued once it is paid."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.giftcards.codes import as_meant, grouped
from tamio.commerce.giftcards.models import GiftCard, GiftCardSettings
from tamio.commerce.payments.receiving import take_back
from tests.commerce.giftcards.making import (
    BY,
    balance,
    cards_of,
    make_card_product,
    pay_all,
    sold_card,
)
from tests.commerce.offers.making import make_offer
from tests.commerce.sales import sale, sale_line
from tests.factories import NOW, buyer, make_invoice, make_product, make_store

pytestmark = pytest.mark.django_db


def test_a_card_carries_no_vat_and_stands_in_no_vat_specification() -> None:
    store = make_store()
    contents = {make_card_product(store=store): 1, make_product(store=store): 1}
    invoice = make_invoice(store=store, contents=contents)
    assert (invoice.net, invoice.vat, invoice.total) == (
        Decimal("659.20"), Decimal("39.80"), Decimal("699.00"),
    )  # fmt: skip
    assert [each.rate for each in invoice.vat_specification()] == [Decimal(25)]
    assert invoice.lines.get(kind="gift_card").vat_rate == 0


@pytest.mark.parametrize("country", ["DE", "US"])
def test_it_costs_the_same_wherever_its_buyer_lives(country: str) -> None:
    store = make_store()
    contents = {make_card_product(store=store): 1}
    abroad = buyer(country=country, postal_code="10115")
    invoice = make_invoice(store=store, contents=contents, buyer_details=abroad)
    assert invoice.total == 500
    assert invoice.lines.get().vat_treatment == "domestic"


def test_no_offer_takes_anything_off_a_card() -> None:
    store = make_store()
    make_offer(store=store, value="10")
    goods = make_product(store=store, price=Decimal(100))
    invoice = make_invoice(store=store, contents={make_card_product(store=store): 1, goods: 1})
    assert invoice.total == 590


def test_a_card_is_issued_when_it_is_paid_and_not_before() -> None:
    invoice, (card,) = sold_card(store=make_store())
    assert (card.issued_at, card.digest) == (None, None)
    assert balance(card) == 0
    pay_all(invoice)
    assert balance(card) == 500
    assert len(as_meant(card.shown_code)) == 16
    assert card.expires_on == date(2028, 11, 23)


def test_paid_twice_it_is_issued_once() -> None:
    invoice, (card,) = sold_card(store=make_store())
    pay_all(invoice)
    code = cards_of(invoice)[0].code
    invoice.payments.get()
    assert balance(card) == 500
    assert card.code == code


def test_cards_whose_payment_was_a_mistake_are_blocked_until_it_comes() -> None:
    invoice, (card,) = sold_card(store=make_store())
    pay_all(invoice)
    take_back(receipt=invoice.receipts.get(), by=BY, now=NOW)
    assert cards_of(invoice)[0].blocked_at is not None
    pay_all(invoice)
    assert cards_of(invoice)[0].blocked_at is None
    assert balance(card) == 500


def test_the_code_is_nowhere_to_be_read_in_the_table() -> None:
    invoice, _cards = sold_card(store=make_store())
    pay_all(invoice)
    (card,) = cards_of(invoice)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM giftcards_giftcard")
        stored = " ".join(map(str, cursor.fetchone()))
    assert card.code not in stored
    assert grouped(card.code) not in stored
    assert card.last4 in stored


def test_a_store_may_let_its_cards_never_expire() -> None:
    store = make_store()
    GiftCardSettings.objects.create(store=store, lasts_months=None)
    invoice, (card,) = sold_card(store=store)
    pay_all(invoice)
    card.refresh_from_db()
    assert card.expires_on is None


def test_what_is_said_of_a_card_goes_with_it() -> None:
    gift: dict[str, Any] = {
        "recipient_name": " Kim  Ek ", "recipient_email": "kim@example.com", "message": "Grattis!",
        "send_on": (NOW + timedelta(days=7)).date(),
    }  # fmt: skip
    _invoice, (card,) = sold_card(store=make_store(), **gift)
    assert (card.recipient_name, card.message) == ("Kim Ek", "Grattis!")
    assert card.send_on == date(2026, 11, 30)


def test_a_sale_elsewhere_can_sell_cards_too() -> None:
    line = sale_line(
        type="gift_card", quantity=Decimal(2), unit_price=Decimal(250), vat_rate=Decimal(0)
    )
    invoice, _new = register_sale(store=make_store(), sale=sale(line, sale_line()), now=NOW)
    pay_all(invoice)
    assert [card.balance for card in cards_of(invoice)] == [250, 250]
    assert GiftCard.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", Decimal("1.5")), ("quantity", Decimal(-1)), ("unit_price", Decimal("0.001")),
        ("vat_rate", Decimal(25)), ("discount", Decimal(1)),
    ],
)  # fmt: skip
def test_what_is_no_card_is_told_by_its_field(field: str, value: Decimal) -> None:
    right = {"type": "gift_card", "quantity": Decimal(1), "vat_rate": Decimal(0)}
    line = sale_line(**right | {field: value})
    assert field in line.problems(rates={Decimal(0), Decimal(25)})
