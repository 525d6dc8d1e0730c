"""Several cards could be the customer's: none is taken, a person chooses, and then it is sent."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.audit.models import Change
from tamio.commerce.customers.privacy import person
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.privacy import rights
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import CardQuestion, CustomerLink
from tamio.fortnox.sync.matching.choosing import NotACandidate, choose_card, open_questions
from tamio.fortnox.sync.preview.previews import preview, previews
from tamio.fortnox.sync.preview.shapes import Doing, Level
from tamio.outbox.drain import drain_due
from tests.factories import company_buyer
from tests.fortnox.matching.conftest import GLASBRUKET, Fortnox, sell
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import calls, mark, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
BY = "owner@example.com"


@pytest.fixture
def store(fortnox: Fortnox, connected: Connect) -> Store:
    fortnox.make(GLASBRUKET)
    fortnox.make(GLASBRUKET, CustomerNumber="90", Name="Glasbruket AB (gammal)")
    return connected().store


@pytest.fixture
def stopped(store: Store, clock: MovableClock) -> Invoice:
    return sell(store, clock, company_buyer())


def choose(store: Store, number: str, clock: MovableClock) -> None:
    (question,) = open_questions(tenant_id=str(TENANT), store_id=store.pk)
    choose_card(question=question, number=number, now=clock(), by=BY)
    drain_due(clock=clock)


def test_nothing_is_sent_and_the_question_names_both(
    sim: Simulator, store: Store, clock: MovableClock
) -> None:
    before = mark(sim)
    invoice = sell(store, clock, company_buyer())
    delivery = submission(invoice)
    assert delivery.state == "settings"
    assert delivery.problem is not None
    assert delivery.problem["code"] == "several-cards"
    assert "77 Glasbruket i Boda AB, 90 Glasbruket AB (gammal)" in str(delivery.problem)
    assert calls(sim, before) == []
    (question,) = open_questions(tenant_id=str(TENANT), store_id=store.pk)
    assert [each["number"] for each in question.candidates] == ["77", "90"]


def test_the_chosen_card_is_used_and_left_as_it_is(
    sim: Simulator, fortnox: Fortnox, store: Store, stopped: Invoice, clock: MovableClock
) -> None:
    before = fortnox.card("90")
    choose(store, "90", clock)
    assert submission(stopped).state == "submitted", submission(stopped).problem
    assert sim.orders(TENANT)[-1]["CustomerNumber"] == "90"
    assert fortnox.card("90") == before
    change = Change.objects.get(subject_kind="fortnox.cards")
    assert (change.after, change.by) == ("90", BY)


def test_a_card_of_their_own_can_be_chosen_too(
    sim: Simulator, store: Store, stopped: Invoice, clock: MovableClock
) -> None:
    choose(store, "", clock)
    assert submission(stopped).state == "submitted", submission(stopped).problem
    assert sim.orders(TENANT)[-1]["CustomerNumber"] not in {"77", "90"}


def test_only_a_candidate_can_be_chosen(
    store: Store, stopped: Invoice, clock: MovableClock
) -> None:
    with pytest.raises(NotACandidate):
        choose(store, "1", clock)
    assert submission(stopped).state == "settings"


def test_a_chosen_card_that_is_gone_is_asked_about_anew(
    sim: Simulator, fortnox: Fortnox, store: Store, stopped: Invoice, clock: MovableClock
) -> None:
    """One candidate is left then, and that is the customer's."""
    fortnox.delete("90")
    choose(store, "90", clock)
    assert submission(stopped).state == "submitted", submission(stopped).problem
    assert sim.orders(TENANT)[-1]["CustomerNumber"] == "77"
    assert not CardQuestion.objects.exists()


def test_the_question_is_put_once_however_many_sales_wait(
    store: Store, stopped: Invoice, clock: MovableClock
) -> None:
    second = sell(store, clock, company_buyer())
    assert CardQuestion.objects.count() == 1
    choose(store, "77", clock)
    assert [submission(each).state for each in (stopped, second)] == ["submitted"] * 2
    assert CustomerLink.objects.get().number == "77"


def test_the_preview_says_so_before_anything_is_sent(
    sim: Simulator, store: Store, stopped: Invoice, clock: MovableClock
) -> None:
    told = preview(stopped, store=store)
    (notice,) = [each for each in told.warnings if each.code == "several-cards"]
    assert notice.level is Level.STOPS
    question = CardQuestion.objects.get()
    choose_card(question=question, number="77", now=clock(), by=BY)
    told = preview(stopped, store=store)
    assert (told.customer.doing, told.customer.number) == (Doing.ADOPT, "77")
    assert told.order.customer_number == "77"
    assert told.at_most
    before = mark(sim)
    drain_due(clock=clock)
    assert len(calls(sim, before)) <= told.requests


def test_a_dry_run_stops_every_sale_of_the_customer(
    store: Store, stopped: Invoice, clock: MovableClock
) -> None:
    second = sell(store, clock, company_buyer())
    told = previews([stopped, second], store=store)
    assert [each.stopped for each in told] == [True, True]


def test_a_customer_who_has_got_a_card_meanwhile_is_not_asked_about(
    store: Store, stopped: Invoice, clock: MovableClock
) -> None:
    CustomerLink.objects.create(
        tenant_id=str(TENANT), customer=stopped.customer, number="5", sent={}, sent_at=clock()
    )
    assert open_questions(tenant_id=str(TENANT), store_id=store.pk) == []


def test_what_is_asked_of_a_person_is_given_out_and_goes_with_them(
    fortnox: Fortnox, store: Store, stopped: Invoice, clock: MovableClock
) -> None:
    choose(store, "77", clock)
    whose = person(stopped.customer)
    asked = [each for each in rights.known_of(whose)["fortnox"] if "candidates" in each]
    assert [each["number"] for each in asked[0]["candidates"]] == ["77", "90"]
    assert rights.extent_of(whose)["fortnox"].goes == 2
    rights.erase(whose, name="1001", by=BY, now=clock())
    assert not CardQuestion.objects.exists()
    link = CustomerLink.objects.get()
    assert (link.sent, link.left) == ({}, None)
