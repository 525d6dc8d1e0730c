"""Gift cards in the back office: found, told, given, blocked, and accounted for."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.giftcards.models import GiftCard, GiftCardSettings
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.commerce.giftcards.making import buy_with, given_card, pay_all, sold_card
from tests.factories import NOW, make_member

PAGES = "/backoffice/glashyttan/gift-cards/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


@pytest.fixture
def card(store: Store) -> GiftCard:
    return given_card(store=store)


def page(browser: Client, path: str = "", **asked: Any) -> str:
    answer = browser.get(PAGES + path, asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_card_is_found_by_its_last_four_signs(
    browser: Client, store: Store, card: GiftCard
) -> None:
    other = given_card(store=store)
    found = page(browser, q=card.last4.lower())
    assert f"•••• {card.last4}" in found
    assert f"•••• {other.last4}" not in found or other.last4 == card.last4


def test_its_page_tells_all_that_has_happened_but_not_the_code(
    browser: Client, card: GiftCard
) -> None:
    invoice = buy_with(card)
    told = page(browser, f"{card.pk}/")
    for said in ("Issued", "Paid with", f"Invoice {invoice.number}", "SEK 301.00", "Kompensation"):
        assert said in told
    assert card.shown_code not in told
    assert card.code not in told


def test_the_page_of_its_sale_leads_to_it(browser: Client, store: Store) -> None:
    invoice, (sold,) = sold_card(store=store)
    shown = browser.get(f"/backoffice/glashyttan/invoices/{invoice.number}/").content.decode()
    assert f"{PAGES}{sold.pk}/" in shown
    assert "Not paid yet" in shown


def test_one_is_given_by_hand(browser: Client) -> None:
    written = {
        "amount": "250", "recipient_email": "kim@example.com", "language": "sv",
        "reason": "Sen leverans",
    }  # fmt: skip
    assert browser.post(f"{PAGES}new/", written).status_code == 302
    card = GiftCard.objects.get()
    assert card.balance == 250
    assert card.given_by == "owner@example.com"
    assert browser.post(f"{PAGES}new/", written | {"amount": "0"}).status_code == 422


def test_one_is_blocked_with_a_reason_and_let_go(browser: Client, card: GiftCard) -> None:
    assert browser.post(f"{PAGES}{card.pk}/block/", {"reason": ""}).status_code == 422
    browser.post(f"{PAGES}{card.pk}/block/", {"reason": "Stulet"})
    assert "Stulet" in page(browser, f"{card.pk}/")
    browser.post(f"{PAGES}{card.pk}/let-go/")
    card.refresh_from_db()
    assert card.blocked_at is None
    trail = browser.get("/backoffice/glashyttan/audit/").content.decode()
    assert "Stulet" in trail


def test_who_may_not_pay_back_gives_no_money_away(store: Store, card: GiftCard) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert viewer.get(PAGES).status_code == 200
    for path in ("new/", f"{card.pk}/block/", f"{card.pk}/let-go/", f"{card.pk}/mail/"):
        assert viewer.post(PAGES + path).status_code == 403


def test_a_store_chooses_how_long_cards_are_valid(browser: Client, store: Store) -> None:
    assert browser.post(f"{PAGES}settings/", {"lasts_months": "0"}).status_code == 422
    browser.post(f"{PAGES}settings/", {"lasts_months": ""})
    assert GiftCardSettings.objects.get(store=store).lasts_months is None
    assert given_card(store=store).expires_on is None


def test_the_debt_adds_up_on_the_page_and_in_the_file(browser: Client, store: Store) -> None:
    invoice, _cards = sold_card(store=store)
    pay_all(invoice)
    buy_with(given_card(store=store, amount="300"))
    sold_card(store=store, amount="50.50")
    told = page(browser, "owed/")
    assert "Agrees to the öre" in told
    assert "SEK 651.50" in told
    answer = browser.get(f"{PAGES}owed.csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["date"] for row in rows] == ["opening", "2026-11-23", "total"]
    total = rows[-1]
    assert (total["sold"], total["given_by_hand"], total["redeemed"]) == (
        "550.50", "300.00", "-199.00",
    )  # fmt: skip
    assert Decimal(total["balance"]) == Decimal("651.50")


def test_the_list_costs_no_more_with_more_cards(
    browser: Client, store: Store, django_assert_max_num_queries: Any
) -> None:
    for _each in range(12):
        sold_card(store=store)
    with django_assert_max_num_queries(14):
        page(browser)
