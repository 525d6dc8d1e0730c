"""The company's cards are read in one go, kept fresh, and forgotten with the connection."""

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import Connection, CustomerRegister, RegisterCard, Settings
from tamio.fortnox.sync import connect
from tamio.fortnox.sync.calling import fortnox_for
from tamio.fortnox.sync.matching import reading
from tamio.fortnox.sync.matching.chore import read_due
from tamio.outbox.drain import drain_due
from tests.factories import company_buyer
from tests.fortnox.matching.conftest import ASA, GLASBRUKET, Fortnox, register_of, sell
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import calls, mark, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def numbers(connection: Connection) -> set[str]:
    cards = RegisterCard.objects.filter(register__connection=connection)
    return set(cards.values_list("number", flat=True))


def fill(sim: Simulator, count: int) -> None:
    """Straight into the far side: a thousand requests would take a minute."""
    shelf = sim.state.companies[TENANT].shelves["customers"]
    start = dict(shelf["77"])
    for serial in range(count):
        number = str(10_000 + serial)
        shelf.put(number, start | {"CustomerNumber": number, "OrganisationNumber": ""})


def test_connecting_reads_them_with_one_request_for_five_hundred(
    sim: Simulator, fortnox: Fortnox, connected: Connect
) -> None:
    fortnox.make(GLASBRUKET)
    fill(sim, 1_100)
    before = mark(sim)
    connection = connected()
    lists = [path for method, path in calls(sim, before) if path == "/3/customers"]
    assert len(lists) == 3
    assert len(numbers(connection)) == len(fortnox.numbers()) or len(numbers(connection)) == 1_101
    assert register_of(connection).whole_at is not None


def test_what_is_left_is_read_by_the_worker_and_a_first_sale_waits_for_it(
    sim: Simulator,
    fortnox: Fortnox,
    connected: Connect,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connect, "PAGES_AT_CONNECT", 1)
    fortnox.make(GLASBRUKET)
    fill(sim, 600)
    connection = connected()
    assert register_of(connection).whole_at is None
    invoice = sell(connection.store, clock, company_buyer())
    delivery = submission(invoice)
    assert (delivery.state, delivery.tries) == ("later", 0)
    before = mark(sim)
    read_due(clock)
    assert [path for _, path in calls(sim, before)] == ["/3/customers"]
    clock.move(minutes=1, seconds=1)
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted", submission(invoice).problem
    assert sim.orders(TENANT)[-1]["CustomerNumber"] == "77"


def test_a_new_card_is_found_within_the_hour_for_one_request(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    fortnox.make(GLASBRUKET)
    before = mark(sim)
    read_due(clock)
    assert calls(sim, before) == []
    clock.move(minutes=61)
    read_due(clock)
    assert [path for _, path in calls(sim, before)] == ["/3/customers"]
    assert "77" in numbers(connection)


def test_a_company_that_has_no_register_yet_or_another_companys_is_read(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    CustomerRegister.objects.all().delete()
    read_due(clock)
    assert register_of(connection).whole_at is not None
    CustomerRegister.objects.update(tenant_id="another")
    before = mark(sim)
    read_due(clock)
    assert [path for _, path in calls(sim, before)] == ["/3/customers"]


def test_companies_with_nothing_due_cost_one_query_together(
    connected: Connect, clock: MovableClock
) -> None:
    connected()
    with CaptureQueriesContext(database) as queries:
        read_due(clock)
    assert len(queries) == 1


def test_a_changed_card_is_known_by_what_it_is_now(
    fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    connection = connected()
    fortnox.change("77", OrganisationNumber="556703-7485")
    clock.move(minutes=61)
    read_due(clock)
    card = RegisterCard.objects.get(register__connection=connection, number="77")
    assert card.organisation_key == "5567037485"


def test_once_a_day_what_is_deleted_or_inactive_is_forgotten(
    fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    fortnox.make(ASA)
    connection = connected()
    fortnox.delete("77")
    fortnox.change("78", Active=False)
    clock.move(days=1, seconds=1)
    read_due(clock)
    assert not numbers(connection) & {"77", "78"}


def test_a_reading_cut_short_goes_on_where_it_was(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    connection = connected()
    fill(sim, 1_100)
    register = register_of(connection)
    client = fortnox_for(connection, clock=clock)
    assert not reading.read(register, fortnox=client, clock=clock, most_pages=2, anew=True)
    before = mark(sim)
    assert reading.read(register, fortnox=client, clock=clock)
    assert len(calls(sim, before)) == 1
    assert len(numbers(connection)) == 1_101


def test_while_one_reads_another_does_not(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    register = register_of(connection)
    reading.rest(register, distance=timedelta(minutes=5))
    before = mark(sim)
    client = fortnox_for(connection, clock=clock)
    assert not reading.read(register, fortnox=client, clock=clock, anew=True)
    assert calls(sim, before) == []


def test_trouble_while_connecting_does_not_undo_the_connection(
    sim: Simulator, connected: Connect
) -> None:
    sim.faults({"kind": "status", "status": 500, "path": "/3/customers", "count": 1})
    connection = connected()
    assert register_of(connection).whole_at is None
    assert Settings.objects.get(store=connection.store).match_customers


def test_trouble_lets_the_worker_rest_and_sales_go_on_after(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    clock.move(minutes=61)
    sim.faults({"kind": "status", "status": 500, "path": "/3/customers", "count": 1})
    before = mark(sim)
    read_due(clock)
    read_due(clock)
    assert len(calls(sim, before)) == 1
    invoice = sell(connection.store, clock, company_buyer())
    assert submission(invoice).state == "submitted"


def test_a_store_that_does_not_match_reads_nothing(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    Settings.objects.filter(store=connection.store).update(match_customers=False)
    clock.move(days=2)
    before = mark(sim)
    read_due(clock)
    assert calls(sim, before) == []


def test_the_copy_goes_with_the_connection(
    fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    connection = connected()
    assert RegisterCard.objects.exists()
    connect.disconnect(connection=connection, clock=clock, by="owner@example.com")
    assert not CustomerRegister.objects.exists()
    assert not RegisterCard.objects.exists()


def test_the_record_says_that_they_were_read_and_not_who_they_are(
    fortnox: Fortnox, connected: Connect
) -> None:
    fortnox.make(GLASBRUKET)
    connection = connected()
    (read,) = connection.store.fortnox_exchanges.filter(path__contains="/customers?")
    assert (read.status, read.answer_body) == (200, "")


def test_another_companys_cards_are_not_kept(fortnox: Fortnox, connected: Connect) -> None:
    fortnox.make(GLASBRUKET)
    store = connected().store
    connection = connected(tenant=TENANT + 1, store=store)
    assert register_of(connection).tenant_id == str(TENANT + 1)
    assert "77" not in numbers(connection)
