"""Whoever has a card with money on it hears once that it ends, where the store wants it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from tamio.commerce.giftcards.blocking import block
from tamio.commerce.giftcards.models import GiftCard, GiftCardSettings
from tamio.commerce.giftcards.reminding import remind
from tamio.commerce.letters.models import LetterSettings
from tamio.commerce.mail.models import Message
from tamio.commerce.stores.models import Store
from tamio.outbox.drain import drain_due
from tests.commerce.giftcards.making import BY, buy_with, given_card
from tests.factories import NOW, make_store

pytestmark = pytest.mark.django_db

ENDS = date(2028, 11, 23)
#: The morning four weeks before.
DAY = NOW + timedelta(days=(ENDS - timedelta(weeks=4) - NOW.date()).days)


@pytest.fixture
def store() -> Store:
    made = make_store()
    LetterSettings.objects.create(store=made, sends_card_reminders=True)
    return made


def card_of(store: Store, **fields: Any) -> GiftCard:
    """Mailed to its recipient."""
    card = given_card(store=store, **fields)
    drain_due(clock=lambda: NOW)
    card.refresh_from_db()
    return card


def told(at: datetime) -> list[Message]:
    remind(lambda: at)
    return list(Message.objects.filter(kind="card_ends"))


def test_a_card_is_reminded_of_once_when_so_many_weeks_are_left(store: Store) -> None:
    card = card_of(store)
    assert card.expires_on == ENDS
    assert told(DAY - timedelta(days=1)) == []
    assert told(DAY.replace(hour=3)) == []  # people sleep
    (message,) = told(DAY)
    assert (message.recipient, message.language) == ("kim@example.com", "sv")
    assert "500,00" in message.text
    assert told(DAY + timedelta(days=7)) == [message]


def test_it_tells_what_is_left_and_the_code_only_as_it_leaves(store: Store) -> None:
    card = card_of(store)
    buy_with(card)
    (message,) = told(DAY)
    assert "301,00" in message.text
    assert card.shown_code not in message.text + message.html
    drain_due(clock=lambda: DAY)
    assert card.shown_code in mail.outbox[-1].body


@pytest.mark.parametrize("why", ["off", "used", "blocked", "never", "over"])
def test_nobody_is_reminded_without_need(store: Store, why: str) -> None:
    if why == "never":
        GiftCardSettings.objects.create(store=store, lasts_months=None)
    card = card_of(store, amount="199.00")
    if why == "off":
        LetterSettings.objects.update(sends_card_reminders=False)
    elif why == "used":
        buy_with(card)
    elif why == "blocked":
        block(card, reason="Borttappat", by=BY, now=NOW)
    assert told(DAY + timedelta(days=29) if why == "over" else DAY) == []


def test_of_a_short_card_one_hears_when_half_its_time_has_passed(store: Store) -> None:
    GiftCardSettings.objects.create(store=store, lasts_months=1)
    card = card_of(store)
    assert card.expires_on == date(2026, 12, 23)
    assert told(NOW + timedelta(days=3)) == []
    assert len(told(NOW + timedelta(days=15))) == 1


def test_it_goes_by_the_clock_of_the_store_itself(store: Store) -> None:
    card_of(store)
    Store.objects.filter(pk=store.pk).update(is_sandbox=True, clock_ahead=DAY - NOW)
    (message,) = told(NOW)
    assert message.queued_at == DAY
