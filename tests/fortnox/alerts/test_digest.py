"""Who is told what, and when: what is new once, and that all is well again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import AlertChoice, AlertSettings
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox import lanes
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.factories import NOW, make_agency, make_invoice, make_member, make_store, make_user
from tests.fortnox.alerts.conftest import Look
from tests.fortnox.pages import rows


def rejected(store: Store, **later: float) -> Delivery:
    at = NOW + timedelta(**later)
    return rows.put(make_invoice(store=store, now=at), State.REJECTED, at=at)


def solved(*deliveries: Delivery) -> None:
    for delivery in deliveries:
        delivery.skip(reason="Dubblett", now=NOW, by=rows.PERSON)


@pytest.mark.usefixtures("owner")
def test_nothing_is_told_while_nothing_is_wrong(store: Store, look_after: Look) -> None:
    rows.put(make_invoice(store=store), State.SUBMITTED)
    make_invoice(store=store)
    assert look_after(minutes=5) == []


@pytest.mark.usefixtures("owner")
def test_many_rejected_documents_are_one_message_with_a_link(
    store: Store, look_after: Look
) -> None:
    for _ in range(30):
        rejected(store)
    (message,) = look_after(minutes=5)
    assert message.recipient == "anna@example.com"
    assert message.subject == "Glashyttan: 30 fakturor togs inte emot av Fortnox"
    link = "http://127.0.0.1:8000/backoffice/glashyttan/invoices/?state="
    assert link in message.text
    assert link in message.html
    assert "Nytt: 30 fakturor togs inte emot av Fortnox." in message.text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.REJECTED, "1 faktura togs inte emot av Fortnox."),
        (State.DIFFERS, "1 order i Fortnox har andra belopp än fakturan."),
        (State.SETTINGS, "1 faktura väntar på en inställning."),
        (State.BUG, "1 faktura är stoppad av ett fel i Tamio."),
    ],
)
@pytest.mark.usefixtures("owner")
def test_each_trouble_is_told_in_words(
    store: Store, look_after: Look, state: State, words: str
) -> None:
    rows.put(make_invoice(store=store), state)
    (message,) = look_after(minutes=5)
    assert words in message.text


@pytest.mark.usefixtures("owner")
def test_a_lost_connection_is_told_first_and_not_as_a_backlog(
    store: Store, look_after: Look
) -> None:
    rejected(store)
    make_invoice(store=store)
    rows.close_lane(store)
    (message,) = look_after(hours=30)
    assert message.subject == "Glashyttan: Kopplingen till Fortnox har upphört"
    assert "väntat för länge" not in message.text


@pytest.mark.parametrize(("hours", "told"), [(3, 0), (5, 1)])
@pytest.mark.usefixtures("owner")
def test_a_backlog_is_told_once_it_is_older_than_the_stores_hours(
    store: Store, look_after: Look, hours: int, told: int
) -> None:
    make_invoice(store=store)
    assert len(look_after(hours=hours)) == told


@pytest.mark.usefixtures("owner")
def test_the_stores_own_hours_count(store: Store, look_after: Look) -> None:
    AlertSettings.objects.create(store=store, backlog_hours=24)
    make_invoice(store=store)
    assert look_after(hours=23) == []
    assert len(look_after(hours=25)) == 1


@pytest.mark.usefixtures("owner")
def test_what_was_told_is_not_told_again_but_what_is_new_is(store: Store, look_after: Look) -> None:
    rejected(store)
    assert len(look_after(minutes=5)) == 1
    assert look_after(hours=13) == []
    rejected(store, hours=13)
    (message,) = look_after(hours=14)
    assert "Nytt: 2 fakturor" in message.text


@pytest.mark.usefixtures("owner")
def test_no_more_than_one_message_in_the_chosen_hours(store: Store, look_after: Look) -> None:
    rejected(store)
    assert len(look_after(minutes=5)) == 1
    rejected(store, hours=1)
    rows.close_lane(store)
    assert look_after(hours=11) == []
    assert len(look_after(hours=13)) == 1


@pytest.mark.usefixtures("owner")
def test_an_old_trouble_beside_a_new_one_is_not_called_new(store: Store, look_after: Look) -> None:
    rejected(store)
    look_after(minutes=5)
    later = NOW + timedelta(hours=20)
    rows.put(make_invoice(store=store, now=later), State.DIFFERS, at=later)
    (message,) = look_after(hours=21)
    assert "- 1 faktura togs inte emot av Fortnox." in message.text
    assert "- Nytt: 1 order i Fortnox" in message.text


@pytest.mark.usefixtures("owner")
def test_that_all_is_well_again_is_told_once(store: Store, look_after: Look) -> None:
    delivery = rejected(store)
    look_after(minutes=5)
    solved(delivery)
    assert look_after(hours=1) == [], "not before the hours have passed"
    (message,) = look_after(hours=13)
    assert message.subject == "Fortnox: allt är bra igen"
    assert "Allt är bra igen" in message.html
    assert look_after(hours=40) == []


@pytest.mark.usefixtures("owner")
def test_what_still_stands_is_told_again_after_some_days(store: Store, look_after: Look) -> None:
    rejected(store)
    look_after(minutes=5)
    assert look_after(days=2) == []
    (message,) = look_after(days=4)
    assert "Nytt" not in message.text


def test_a_person_with_several_stores_gets_one_message_for_all(
    store: Store, owner: User, look_after: Look
) -> None:
    other = make_store(name="Keramiken", slug="keramiken")
    rows.connect(other)
    Membership.objects.create(user=owner, store=other, role=Role.OWNER)
    rejected(store)
    rejected(other)
    (message,) = look_after(minutes=5)
    assert message.subject == "Fortnox: 2 butiker behöver dig"
    assert message.text.index("Glashyttan") < message.text.index("Keramiken")


def test_everyone_reads_their_own_language(store: Store, owner: User, look_after: Look) -> None:
    make_member(store=store, email="erik@example.com", language="en")
    rejected(store)
    told = {message.recipient: message for message in look_after(minutes=5)}
    assert "1 invoice was not accepted by Fortnox." in told["erik@example.com"].text
    assert '<html lang="en">' in told["erik@example.com"].html
    assert "togs inte emot" in told["anna@example.com"].text


def test_owners_are_told_and_others_when_they_are_ticked(store: Store, look_after: Look) -> None:
    accountant = make_member(store=store, role=Role.BOOKKEEPER, email="eko@example.com")
    agency = make_agency()
    store.agency = agency
    store.save()
    agent = make_user(email="byra@example.com")
    Membership.objects.create(user=agent, agency=agency, role=Role.OWNER)
    rejected(store)
    assert look_after(minutes=5) == []
    for user in (accountant, agent):
        AlertChoice.objects.create(store=store, user=user, wanted=True)
    told = {message.recipient for message in look_after(minutes=6)}
    assert told == {"eko@example.com", "byra@example.com"}


def test_whoever_is_unticked_closed_or_has_left_is_not_told(
    store: Store, owner: User, look_after: Look
) -> None:
    AlertChoice.objects.create(store=store, user=owner, wanted=False)
    make_member(store=store, is_active=False)
    left = make_user()
    AlertChoice.objects.create(store=store, user=left, wanted=True)
    rejected(store)
    assert look_after(minutes=5) == []


@pytest.mark.usefixtures("owner")
def test_a_store_that_is_not_connected_troubles_nobody(store: Store, look_after: Look) -> None:
    rejected(store)
    store.fortnox.delete()
    lanes.close_lane(
        store_id=store.pk, destination=DESTINATION, reason="not-connected", now=NOW, by="anna"
    )
    assert look_after(minutes=5) == []


@pytest.mark.usefixtures("owner")
def test_looking_asks_no_more_of_many_sales_and_stores_than_of_few(
    store: Store, look_after: Look
) -> None:
    with CaptureQueriesContext(connection) as few:
        look_after(minutes=5)
    for number in range(4):
        other = make_store(name=f"Butik {number}")
        rows.connect(other)
        for _ in range(3):
            rows.put(make_invoice(store=other), State.SUBMITTED)
    with CaptureQueriesContext(connection) as many:
        look_after(minutes=6)
    assert len(many) == len(few)
