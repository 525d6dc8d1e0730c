"""A card is mailed once, to whom it is for, on its day; and no stored letter holds its code."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from tamio.commerce.checkout.forgetting import forget
from tamio.commerce.checkout.models import CartLine
from tamio.commerce.giftcards.blocking import block, let_go
from tamio.commerce.giftcards.gifts import Gift
from tamio.commerce.giftcards.mailing import mail_due, send_again
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.mail.models import Message
from tamio.commerce.privacy.records import Person
from tamio.commerce.privacy.rights import NotYet, erase, known_of
from tamio.outbox.drain import drain_due
from tests.commerce.giftcards.making import (
    BY,
    buy_with,
    cards_of,
    given_card,
    make_card_product,
    pay_all,
    sold_card,
)
from tests.factories import NOW, make_cart, make_store

pytestmark = pytest.mark.django_db

CHRISTMAS = (NOW + timedelta(days=31)).date()
GIFT: dict[str, Any] = {
    "recipient_name": "Kim",
    "recipient_email": "kim@example.com",
    "message": "Grattis!",
}


def clock() -> datetime:
    return NOW


def sent() -> list[Message]:
    drain_due(clock=clock)
    return list(Message.objects.filter(kind="gift_card"))


def test_a_card_goes_to_whom_it_is_for_with_the_greeting() -> None:
    invoice, _cards = sold_card(store=make_store(), **GIFT)
    assert sent() == []
    pay_all(invoice)
    (message,) = sent()
    assert (message.recipient, message.language) == ("kim@example.com", "sv")
    assert "Grattis!" in message.text
    assert "Åsa Öberg" in message.subject


def test_a_card_for_nobody_else_goes_to_the_buyer() -> None:
    invoice, _cards = sold_card(store=make_store(), quantity=2)
    pay_all(invoice)
    assert {message.recipient for message in sent()} == {"asa@example.com"}
    assert len(sent()) == 2


def test_the_code_is_in_the_letter_that_leaves_and_not_in_the_one_that_is_kept() -> None:
    invoice, _cards = sold_card(store=make_store(), **GIFT)
    pay_all(invoice)
    (message,) = sent()
    (card,) = cards_of(invoice)
    left = next(each for each in mail.outbox if each.to == ["kim@example.com"])
    assert isinstance(left, EmailMultiAlternatives)
    html = str(left.alternatives[0][0])
    assert card.shown_code in left.body
    assert card.shown_code in html
    assert card.shown_code not in message.text + message.html
    assert card.masked_code in message.text


def test_a_card_waits_for_the_morning_of_its_day() -> None:
    invoice, _cards = sold_card(store=make_store(), send_on=CHRISTMAS, **GIFT)
    pay_all(invoice)
    assert sent() == []
    night = NOW.replace(hour=3) + timedelta(days=31)
    mail_due(lambda: night)
    assert Message.objects.filter(kind="gift_card").count() == 0
    for _again in range(2):
        mail_due(lambda: night + timedelta(hours=5))
    assert Message.objects.filter(kind="gift_card").count() == 1


def test_a_card_that_was_blocked_is_mailed_when_it_is_let_go() -> None:
    card = given_card(store=make_store())
    block(card, reason="Fel adress", by=BY, now=NOW)
    assert sent() == []
    let_go(card, by=BY, now=NOW)
    mail_due(clock)
    assert len(sent()) == 1


def test_whom_a_card_is_for_does_not_stay_in_a_cart() -> None:
    store = make_store()
    invoice, _cards = sold_card(store=store, **GIFT)
    assert not CartLine.objects.filter(cart__invoice=invoice).exists()
    left = make_cart(store=store)
    gift = Gift(amount=Decimal(500), **GIFT)
    left.put_gift(variant=make_card_product(store=store).lead, gift=gift)
    forget(lambda: NOW + timedelta(days=29))
    assert left.lines.count() == 1
    forget(lambda: NOW + timedelta(days=31))
    assert left.lines.count() == 0


def test_a_card_sent_again_says_what_is_left() -> None:
    card = given_card(store=make_store())
    sent()
    buy_with(card)
    card.refresh_from_db()
    send_again(card, now=NOW)
    assert "301,00" in sent()[-1].text


def test_whom_a_card_is_for_is_told_and_erased() -> None:
    invoice, _cards = sold_card(store=make_store(), **GIFT)
    person = Person(
        store_id=invoice.store_id, customer_id=invoice.customer_id, email=invoice.buyer_email
    )
    pay_all(invoice)
    with pytest.raises(NotYet, match=r"gift card|presentkort|e-mail"):
        erase(person, name="1001", by="anna@example.com", now=NOW)
    sent()
    drain_due(clock=clock)
    (told,) = known_of(person)["gift-cards"]
    assert told["recipient_email"] == "kim@example.com"
    assert cards_of(invoice)[0].code not in str(told)
    from tamio.commerce.giftcards import privacy

    privacy.erase(person, now=NOW)
    card = GiftCard.objects.get()
    assert (card.recipient_name, card.recipient_email, card.message) == ("", "", "")
    assert privacy.extent(person).goes == 0
