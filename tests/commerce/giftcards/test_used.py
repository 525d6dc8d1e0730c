"""A card is payment: the sale keeps its VAT and total, and no card pays what it lacks."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tamio.commerce.checkout.cards import add_card
from tamio.commerce.checkout.paying import start_payment
from tamio.commerce.checkout.place_order import Agreed, place_order
from tamio.commerce.giftcards.blocking import block, let_go
from tamio.commerce.giftcards.expiring import expire_card
from tamio.commerce.giftcards.models import CardHold, GiftCard
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.attempts import close, look, page_of
from tamio.commerce.payments.models import Attempt, Means, Method, Progress, Standing
from tamio.commerce.payments.providers.test_pages import decide
from tamio.commerce.payments.refunding import refund, refund_by_hand
from tests.commerce.giftcards.making import (
    BY,
    balance,
    buy_with,
    cards_of,
    cart_with,
    given_card,
    make_card_product,
    pay_all,
    sold_card,
)
from tests.commerce.payments.paying import TODAY, payment_of
from tests.factories import NOW, buyer, make_cart, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The rules quote it."""
    with override("en"):
        yield


def test_a_card_pays_a_part_and_the_sale_keeps_its_vat() -> None:
    card = given_card(store=make_store(), amount="100.00")
    invoice = buy_with(card)
    assert (invoice.vat, invoice.total) == (Decimal("39.80"), Decimal("199.00"))
    payment = payment_of(invoice)
    assert [payment.received, payment.left] == [100, 99]
    assert payment.method == Method.INVOICE
    assert invoice.receipts.get().means == Means.GIFT_CARD
    assert balance(card) == 0


def test_a_card_that_pays_it_all_leaves_nothing_to_pay() -> None:
    card = given_card(store=make_store())
    payment = payment_of(buy_with(card))
    assert (payment.standing, payment.method) == (Standing.PAID, Method.GIFT_CARD)
    assert balance(card) == 301


def test_several_cards_pay_in_their_order() -> None:
    store = make_store()
    first, second = given_card(store=store, amount="150"), given_card(store=store, amount="150")
    payment = payment_of(buy_with(first, second))
    assert payment.standing == Standing.PAID
    assert [balance(first), balance(second)] == [0, 101]


def test_no_card_buys_another() -> None:
    store = make_store()
    card = given_card(store=store)
    cart = make_cart(store=store, contents={make_card_product(store=store): 1})
    add_card(cart, written=card.shown_code, now=NOW)
    invoice = place_order(cart=cart, buyer=buyer(), now=NOW)
    assert payment_of(invoice).left == 500


def test_a_code_is_read_as_it_was_meant() -> None:
    card = given_card(store=make_store())
    written = card.code.lower().replace("0", "o").replace("1", "l")
    cart = make_cart(store=card.store)
    assert add_card(cart, written=f" {written[:8]} - {written[8:]}", now=NOW) == card


def test_a_card_of_another_store_is_no_card() -> None:
    card = given_card(store=make_store())
    with pytest.raises(ValidationError, match="No gift card"):
        add_card(make_cart(store=make_store()), written=card.code, now=NOW)


def test_a_blocked_card_pays_nothing_until_it_is_let_go() -> None:
    card = given_card(store=make_store())
    block(card, reason="Stulet", by=BY, now=NOW)
    with pytest.raises(ValidationError, match="blocked"):
        cart_with(card)
    let_go(card, by=BY, now=NOW)
    assert payment_of(buy_with(card)).standing == Standing.PAID


def test_what_is_left_expires_the_day_after_the_last() -> None:
    card = given_card(store=make_store())
    assert card.expires_on is not None
    expire_card(card.pk, now=NOW + timedelta(days=731))
    assert balance(card) == 500
    expire_card(card.pk, now=NOW + timedelta(days=732))
    assert balance(card) == 0


def test_a_card_used_elsewhere_meanwhile_is_said_before_paying() -> None:
    card = given_card(store=make_store(), amount="100.00")
    cart = cart_with(card)
    buy_with(card)
    with pytest.raises(ValidationError, match="left to pay"):
        place_order(cart=cart, buyer=buyer(), now=NOW, agreed=Agreed("199.00", None, "99.00"))


def begun(card: GiftCard) -> Attempt | Invoice:
    return start_payment(
        cart=cart_with(card), buyer=buyer(), method=Method.TEST,
        agreed=Agreed("199.00", None, "99.00"), return_url="https://shop.example/", language="sv",
        key=uuid4(), now=NOW,
    )  # fmt: skip


def test_who_pays_the_rest_first_has_the_card_kept_meanwhile() -> None:
    card = given_card(store=make_store(), amount="100.00")
    attempt = begun(card)
    assert isinstance(attempt, Attempt)
    assert attempt.amount == 99
    assert payment_of(buy_with(card)).received == 0
    page_of(attempt)
    decide(attempt, progress=Progress.PAID)
    paid = look(attempt, now=NOW)
    assert paid.invoice is not None
    assert payment_of(paid.invoice).standing == Standing.PAID
    assert balance(card) == 0
    assert CardHold.objects.count() == 0


def test_who_does_not_pay_the_rest_has_the_card_back() -> None:
    card = given_card(store=make_store(), amount="100.00")
    attempt = begun(card)
    assert isinstance(attempt, Attempt)
    page_of(attempt)
    close(attempt, now=NOW)
    assert CardHold.objects.count() == 0
    assert payment_of(buy_with(card)).received == 100


def test_what_a_card_paid_goes_back_to_the_card_first() -> None:
    card = given_card(store=make_store(), amount="100.00")
    invoice = buy_with(card)
    pay_all(invoice)
    credit_all(invoice=invoice, reason="Retur", by=BY, now=NOW)
    with pytest.raises(ValidationError, match="goes back to the card first"):
        by_hand(invoice, "199.00")
    refund(invoice=invoice, amount=Decimal(100), reason="", by=BY, now=NOW)
    by_hand(invoice, "99.00")
    assert balance(card) == 100
    assert payment_of(invoice).standing == Standing.REFUNDED


def by_hand(invoice: Invoice, amount: str) -> None:
    refund_by_hand(
        invoice=invoice, amount=Decimal(amount), means=Means.BANK, paid_on=TODAY, reason="",
        by=BY, now=NOW,
    )  # fmt: skip


def test_an_expired_card_that_gets_money_back_can_be_used_again() -> None:
    card = given_card(store=make_store(), amount="199.00")
    invoice = buy_with(card)
    later = NOW + timedelta(days=800)
    credit_all(invoice=invoice, reason="Reklamation", by=BY, now=later)
    refund(invoice=invoice, amount=Decimal(199), reason="", by=BY, now=later)
    assert balance(card) == 199
    assert not card.is_expired(later.date())


def test_a_credit_note_takes_an_unused_card_out_of_force() -> None:
    invoice, (card,) = sold_card(store=make_store())
    pay_all(invoice)
    credit_all(invoice=invoice, reason="Ånger", by=BY, now=NOW)
    assert balance(card) == 0
    assert payment_of(invoice).over == 500


def test_a_card_that_is_credited_before_it_is_paid_is_never_issued() -> None:
    invoice, (card,) = sold_card(store=make_store())
    credit_all(invoice=invoice, reason="Ånger", by=BY, now=NOW)
    card.refresh_from_db()
    assert card.issued_at is None
    assert [card.amount, payment_of(invoice).left] == [0, 0]


def test_a_used_card_says_how_much_of_its_sale_can_be_credited() -> None:
    invoice, _cards = sold_card(store=make_store())
    pay_all(invoice)
    (card,) = cards_of(invoice)
    buy_with(card)
    with pytest.raises(ValidationError, match=r"at most 301\.00"):
        credit_all(invoice=invoice, reason="Ånger", by=BY, now=NOW)
    part = CreditPart(position=1, amount=Decimal(301))
    credit(invoice=invoice, parts=[part], reason="Ånger", by=BY, now=NOW)
    assert balance(card) == 0
    assert invoice.credit_notes.exclude(issued_at=None).count() == 1


def test_of_several_cards_the_unused_ones_are_taken_back() -> None:
    invoice, _cards = sold_card(store=make_store(), quantity=3)
    pay_all(invoice)
    used, *rest = cards_of(invoice)
    buy_with(used)
    part = CreditPart(position=1, quantity=Decimal(2))
    credit(invoice=invoice, parts=[part], reason="Ånger", by=BY, now=NOW)
    assert [balance(card) for card in (used, *rest)] == [301, 0, 0]
