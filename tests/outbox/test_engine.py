import time
from collections import defaultdict
from datetime import timedelta
from functools import partial
from operator import contains
from threading import Event, Lock

import pytest
from django.db import connection

from tamio.outbox.lanes import take
from tamio.outbox.lease import Lease, machine_now
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.outcome import Outcome, Submitted
from tamio.outbox.states import State
from tests.factories import NOW, make_store
from tests.outbox.far_side import FarSide, Hand
from tests.outbox.rows import all_submitted, recorded
from tests.outbox.running import eventually, running_engine

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]


class Walkers:
    """Sees who is in which lane at the same moment, and in which order each lane was walked."""

    def __init__(self) -> None:
        self.order: dict[int, list[int]] = defaultdict(list)
        self.met: list[int] = []
        self._inside: set[int] = set()
        self._lock = Lock()

    def pass_through(self, delivery: Delivery, lease: Lease) -> Outcome:
        with self._lock:
            if lease.lane_id in self._inside:
                self.met.append(lease.lane_id)
            self._inside.add(lease.lane_id)
            self.order[lease.lane_id].append(delivery.subject_id)
        time.sleep(0.002)
        with self._lock:
            self._inside.discard(lease.lane_id)
        return Submitted()


def test_two_engines_never_walk_one_lane_at_once(far_side: FarSide, clock: Hand) -> None:
    walkers = Walkers()
    stores = [make_store() for _ in range(6)]
    for subject_id in range(1, 121):
        recorded(subject_id=subject_id, store=stores[subject_id % 6])
        far_side.will_answer(subject_id, walkers.pass_through)

    with running_engine(clock=clock), running_engine(clock=clock):
        eventually(all_submitted, within=30)

    assert walkers.met == []
    assert sorted(far_side.calls) == list(range(1, 121))
    assert all(order == sorted(order) for order in walkers.order.values())


def test_a_sale_wakes_its_lane_long_before_the_sweep(far_side: FarSide, clock: Hand) -> None:
    waits = []
    with running_engine(clock=clock):
        for subject_id in range(1, 6):
            # Until the engine is idle: it hears the echo of its own commits too.
            time.sleep(0.2)
            started = time.monotonic()
            recorded(subject_id=subject_id)
            eventually(partial(contains, far_side.calls, subject_id), within=10)
            waits.append(time.monotonic() - started)

    assert sorted(waits)[2] < 0.5


def test_one_slow_lane_does_not_hold_up_another(far_side: FarSide, clock: Hand) -> None:
    answered = Event()

    def slow(delivery: Delivery, lease: Lease) -> Outcome:
        assert answered.wait(20)
        return Submitted()

    recorded(subject_id=1)
    far_side.will_answer(1, slow)
    with running_engine(clock=clock, threads=2):
        eventually(lambda: far_side.calls == [1], within=10)
        for subject_id in range(2, 6):
            recorded(subject_id=subject_id)
        eventually(lambda: far_side.calls == [1, 2, 3, 4, 5], within=10)
        answered.set()
        eventually(all_submitted, within=10)


def test_a_backlog_does_not_keep_other_lanes_waiting(far_side: FarSide, clock: Hand) -> None:
    crowded = make_store()
    for subject_id in range(1, 101):
        recorded(subject_id=subject_id, store=crowded)
    recorded(subject_id=101)

    with running_engine(clock=clock, threads=1):
        eventually(all_submitted, within=20)

    assert far_side.calls.index(101) <= 40


def test_what_falls_due_needs_no_commit_to_be_noticed(far_side: FarSide, clock: Hand) -> None:
    store = make_store()
    recorded(store=store)
    recorded(subject_id=2, store=store, now=NOW + timedelta(minutes=5))
    with running_engine(clock=clock):
        eventually(lambda: far_side.calls == [1], within=10)
        # The engine hears of its own commits too; only after their echo does the sweep count.
        time.sleep(0.4)
        assert Lane.objects.get().owner == ""
        clock.move(timedelta(minutes=5))
        eventually(lambda: far_side.calls == [1, 2], within=10)


def test_the_lane_of_a_worker_that_vanished_is_taken_over(far_side: FarSide, clock: Hand) -> None:
    delivery = recorded()
    take(lane_id=delivery.lane_id, owner="vanished", clock=clock)
    Delivery.objects.filter(pk=delivery.pk).update(state=State.SENDING, fence=1)
    until = machine_now() + timedelta(seconds=1)
    Lane.objects.filter(pk=delivery.lane_id).update(leased_until=until)

    with running_engine(clock=clock):
        eventually(all_submitted, within=10)
    assert machine_now() > until
    assert far_side.calls == [1]


def test_stopping_finishes_what_is_in_flight_and_lets_go(far_side: FarSide, clock: Hand) -> None:
    store = make_store()
    in_flight, next_in_line = recorded(store=store), recorded(subject_id=2, store=store)
    answered = Event()

    def slow(delivery: Delivery, lease: Lease) -> Outcome:
        assert answered.wait(20)
        return Submitted()

    far_side.will_answer(1, slow)
    with running_engine(clock=clock) as stop:
        eventually(lambda: far_side.calls == [1], within=10)
        stop.set()
        answered.set()

    in_flight.refresh_from_db()
    next_in_line.refresh_from_db()
    assert (in_flight.state, next_in_line.state) == (State.SUBMITTED, State.WAITING)
    assert Lane.objects.get().owner == ""


def test_the_engine_outlives_a_database_that_fails(
    far_side: FarSide, clock: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    recorded()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE outbox_lane RENAME TO outbox_lane_away")
    with running_engine(clock=clock):
        eventually(lambda: "The engine could not look for work" in caplog.messages, within=10)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE outbox_lane_away RENAME TO outbox_lane")
        eventually(lambda: far_side.calls == [1], within=10)


def test_an_engine_without_threads_is_refused(clock: Hand) -> None:
    with pytest.raises(ValueError, match="one thread"), running_engine(clock=clock, threads=0):
        pytest.fail("it must not start")
