"""Integrations → Fortnox → Customer cards: choices that wait, and probable duplicates."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import CardQuestion, Connection, CustomerLink, CustomerRegister
from tamio.fortnox.models import RegisterCard as Card
from tamio.fortnox.sync import wording
from tamio.fortnox.sync.matching.keys import organisation_key, person_key
from tamio.outbox.states import State
from tests.factories import NOW, company_buyer, make_invoice, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, member, text_of

ADDRESS = f"{FORTNOX}customers/"


@pytest.fixture
def register(connected: Store) -> CustomerRegister:
    connection = Connection.objects.get(store=connected)
    return CustomerRegister.objects.create(
        connection=connection, tenant_id=connection.tenant_id, whole_at=NOW, changes_at=NOW
    )


def card(register: CustomerRegister, number: str, **fields: Any) -> Card:
    given = {"name": f"Kund {number}", "email": "", "organisation_number": "", "city": "Boda"}
    given |= fields
    keys = {
        "organisation_key": organisation_key(given["organisation_number"]),
        "person_key": person_key(email=given["email"], name=given["name"]),
    }
    return Card.objects.create(register=register, number=number, seen_at=NOW, **given | keys)


@pytest.fixture
def question(connected: Store) -> CardQuestion:
    """Of a sale that is stopped by it."""
    invoice = make_invoice(store=connected, buyer_details=company_buyer())
    rows.put(invoice, State.SETTINGS, problem=wording.finding("several-cards", ours="", theirs=""))
    candidates = [
        {
            "number": number,
            "name": name,
            "organisation_number": "202100-5489",
            "email": "ekonomi@glasbruket.example",
            "city": "Boda",
        }
        for number, name in (("77", "Glasbruket AB"), ("90", "Glasbruket (gammal)"))
    ]
    return CardQuestion.objects.create(
        tenant_id="910001", customer=invoice.customer, candidates=candidates, asked_at=NOW
    )


def answer(browser: Client, question: CardQuestion, card: str) -> Any:
    return browser.post(f"{ADDRESS}questions/{question.pk}/", {"card": card}, follow=True)


def test_a_store_that_is_not_connected_has_no_such_page(browser: Client, store: Store) -> None:
    assert browser.get(ADDRESS).url == FORTNOX  # type: ignore[attr-defined]
    assert browser.get(f"{ADDRESS}duplicates.csv").status_code == 404
    assert browser.post(f"{ADDRESS}reading/").status_code == 404


def test_before_the_first_reading_it_says_so(browser: Client, connected: Store) -> None:
    page = text_of(browser, ADDRESS)
    assert "have not been read from Fortnox" in page
    assert "Read now" in page


def test_without_duplicates_it_says_so(browser: Client, register: CustomerRegister) -> None:
    card(register, "1", email="a@example.com")
    card(register, "2", email="a@example.com")
    page = text_of(browser, ADDRESS)
    assert "No probable duplicates" in page
    assert "2 active cards" in page


def test_cards_that_are_alike_stand_together_with_what_to_do(
    browser: Client, register: CustomerRegister, connected: Store
) -> None:
    card(register, "1", name="Glasbruket AB", organisation_number="202100-5489")
    card(register, "2", name="Glasbruket", organisation_number="2021005489")
    card(register, "3", name="Åsa Öberg", email="asa@example.com")
    card(register, "4", name="åsa öberg", email="ASA@example.com")
    customer = make_invoice(store=connected).customer
    CustomerLink.objects.create(
        tenant_id="910001", customer=customer, number="4", sent={}, sent_at=NOW
    )
    page = text_of(browser, ADDRESS)
    assert "1 · Glasbruket AB" in page
    assert "2 · Glasbruket" in page
    assert page.count("Used by Tamio") == 1
    assert "A card cannot be merged" in page


def test_alike_in_both_ways_is_told_once(browser: Client, register: CustomerRegister) -> None:
    for number in ("1", "2"):
        alike = {"organisation_number": "202100-5489", "email": "a@example.com"}
        card(register, number, name="Glasbruket AB", **alike)
    page = text_of(browser, ADDRESS)
    assert page.count("1 · Glasbruket AB") == 1


def test_the_file_has_a_line_a_card(browser: Client, register: CustomerRegister) -> None:
    card(register, "1", name="=2+2", organisation_number="202100-5489")
    card(register, "2", name="Glasbruket", organisation_number="202100-5489")
    sent = browser.get(f"{ADDRESS}duplicates.csv")
    lines = list(csv.reader(StringIO(sent.content.decode("utf-8-sig"))))
    assert [line[:5] for line in lines[1:]] == [
        ["1", "Same organisation number", "1", "'=2+2", "202100-5489"],
        ["1", "Same organisation number", "2", "Glasbruket", "202100-5489"],
    ]


def test_the_page_asks_no_more_as_the_cards_grow(
    browser: Client, register: CustomerRegister
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(database) as seen:
            text_of(browser, ADDRESS)
        return len(seen)

    def add(first: int, count: int) -> None:
        for serial in range(first, first + count):
            number = f"{serial:04}"
            for copy in "ab":
                card(register, number + copy, organisation_number=f"55{number}-0000")

    add(0, 2)
    few = queries()
    add(2, 40)
    assert queries() == few


def test_the_chosen_card_is_kept_and_the_sale_goes(browser: Client, question: CardQuestion) -> None:
    assert "Which card is Glasbruket AB?" in text_of(browser, ADDRESS)
    page = answer(browser, question, "card-90").content.decode()
    assert "are sent now" in page
    question.refresh_from_db()
    assert (question.number, question.answered_by) == ("90", rows.PERSON)
    assert rows.submission_of(question.customer.invoices.get()).state == State.WAITING
    assert "Which card is" not in page


def test_a_card_of_their_own_is_a_choice_too(browser: Client, question: CardQuestion) -> None:
    answer(browser, question, "own")
    question.refresh_from_db()
    assert question.number == ""
    assert question.answered_at is not None


@pytest.mark.parametrize(
    ("given", "said"), [("", "Choose a card first."), ("card-1", "none of those that could be")]
)
def test_anything_else_is_refused_and_said(
    browser: Client, question: CardQuestion, given: str, said: str
) -> None:
    assert said in answer(browser, question, given).content.decode()
    question.refresh_from_db()
    assert question.answered_at is None


def test_who_may_only_look_chooses_and_reads_nothing(
    connected: Store, question: CardQuestion
) -> None:
    looking = member(connected, Role.VIEWER)
    page = text_of(looking, ADDRESS)
    assert "Which card is Glasbruket AB?" in page
    assert "Use this card" not in page
    assert answer(looking, question, "own").status_code == 403
    assert looking.post(f"{ADDRESS}reading/").status_code == 403


def test_another_stores_question_is_not_there(browser: Client, connected: Store) -> None:
    other = make_invoice(store=make_store()).customer
    question = CardQuestion.objects.create(
        tenant_id="910001", customer=other, candidates=[], asked_at=NOW - timedelta(days=1)
    )
    assert answer(browser, question, "own").status_code == 404


def test_the_setting_is_saved_and_on_the_page(browser: Client, connected: Store) -> None:
    assert "the setting to use those that are there is off" in text_of(browser, ADDRESS)
    form = {
        "goods_account": "3001",
        "services_account": "3041",
        "automatic": "yes",
        "start_date": "2026-11-01",
        "send_zero_totals": "yes",
        "match_customers": "on",
    }
    browser.post(f"{FORTNOX}settings/", form)
    assert "gets their orders on that card" in text_of(browser, ADDRESS)
