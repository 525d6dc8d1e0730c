"""On PostgreSQL: no wake-up is overlooked, a lost one is made up for, each lane has its turn."""

import time
from contextlib import ExitStack
from itertools import groupby
from threading import Event

import pytest
from django.db import connection, transaction

from tamio.outbox import distributed, record
from tamio.outbox.drain import SLICE_DELIVERIES
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Outcome, Submitted
from tamio.outbox.wake_ups import forget_the_gone
from tests.factories import make_store
from tests.outbox.far_side import FarSide, Hand
from tests.outbox.rows import all_submitted, recorded
from tests.outbox.running import eventually, running_engine

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.integration,
    pytest.mark.usefixtures("shared_database"),
]


@pytest.fixture
def no_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the one at the start: what happens then, happens because somebody was woken."""
    monkeypatch.setattr(distributed, "SWEEP_SECONDS", 3_600.0)


@pytest.mark.usefixtures("no_sweep")
def test_a_wake_up_is_not_taken_before_all_that_it_stands_for_is_committed(
    far_side: FarSide, clock: Hand
) -> None:
    store = make_store()
    recorded(store=store)
    with ExitStack() as until_the_end:
        with transaction.atomic():
            recorded(subject_id=2, store=store)
            until_the_end.enter_context(running_engine(clock=clock))
            time.sleep(1)
            assert far_side.calls == []
        eventually(lambda: far_side.calls == [1, 2], within=10)


@pytest.mark.usefixtures("no_sweep")
def test_what_comes_while_a_lane_is_walked_is_delivered_without_a_sweep(
    far_side: FarSide, clock: Hand
) -> None:
    answered = Event()

    def slow(delivery: Delivery, lease: Lease) -> Outcome:
        assert answered.wait(20)
        return Submitted()

    store = make_store()
    recorded(store=store)
    far_side.will_answer(1, slow)
    with running_engine(clock=clock):
        eventually(lambda: far_side.calls == [1], within=10)
        recorded(subject_id=2, store=store)
        eventually(nobody_waits, within=10)
        answered.set()
        eventually(all_submitted, within=10)


@pytest.mark.usefixtures("no_sweep")
def test_a_lane_with_more_than_one_slice_of_work_goes_on_by_itself(
    far_side: FarSide, clock: Hand
) -> None:
    store = make_store()
    for subject_id in range(1, SLICE_DELIVERIES * 2 + 2):
        recorded(subject_id=subject_id, store=store)
    with running_engine(clock=clock):
        eventually(all_submitted, within=30)


@pytest.mark.usefixtures("no_sweep")
def test_no_lane_has_a_second_turn_before_each_has_had_its_first(
    far_side: FarSide, clock: Hand
) -> None:
    stores = [make_store() for _ in range(6)]
    for subject_id in range(6 * (SLICE_DELIVERIES + 1)):
        recorded(subject_id=subject_id, store=stores[subject_id % 6])
    with running_engine(clock=clock, threads=1):
        eventually(all_submitted, within=60)

    turns = [lane for lane, _ in groupby(subject_id % 6 for subject_id in far_side.calls)]
    assert sorted(turns[:6]) == list(range(6))


def test_a_lane_that_nobody_was_woken_for_is_found_by_the_sweep(
    far_side: FarSide, clock: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "wake", lambda lane_id: None)
    with running_engine(clock=clock):
        recorded()
        eventually(lambda: far_side.calls == [1], within=10)


def test_the_engine_goes_on_when_the_server_has_cut_all_its_connections(
    far_side: FarSide, clock: Hand
) -> None:
    recorded()
    with running_engine(clock=clock):
        eventually(all_submitted, within=10)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        recorded(subject_id=2)
        eventually(all_submitted, within=20)
    assert far_side.calls == [1, 2]


def test_what_a_process_that_is_gone_had_taken_is_forgotten_and_nothing_else() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (NOW()), (NOW() - INTERVAL '1 minute') RETURNING id"
        )
        living, gone = (worker_id for (worker_id,) in cursor.fetchall())
        cursor.executemany(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id)"
            " VALUES (%s, 'walk', %s, %s)",
            [
                ("lanes", "doing", living),
                ("lanes", "doing", gone),
                ("lanes", "doing", None),
                ("lanes", "todo", None),
                ("others", "doing", gone),
            ],
        )
        forget_the_gone()
        cursor.execute("SELECT queue_name, status, worker_id FROM procrastinate_jobs ORDER BY id")
        left = cursor.fetchall()
    assert left == [("lanes", "doing", living), ("lanes", "todo", None), ("others", "doing", gone)]


def nobody_waits() -> bool:
    """Every wake-up has been taken, but perhaps not yet walked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return bool(cursor.fetchone()[0] == 0)
