from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from tamio.outbox.drain import drain, drain_due
from tamio.outbox.errors import LaneClosed, LeaseLost, Stopping
from tamio.outbox.lanes import close_lane, due_lanes, take
from tamio.outbox.lease import Lease, machine_now
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.outcome import Outcome, Submitted
from tamio.outbox.states import State
from tests.factories import NOW, make_store
from tests.outbox.far_side import FarSide, Hand
from tests.outbox.rows import PERSON, let_the_lease_expire, recorded, whats

pytestmark = pytest.mark.django_db


def taken(*, lane_id: int, clock: Hand, owner: str = "worker") -> Lease:
    lease = take(lane_id=lane_id, owner=owner, clock=clock)
    assert lease is not None
    return lease


def test_one_worker_at_a_time_walks_a_lane(far_side: FarSide, clock: Hand) -> None:
    lane_id = recorded().lane_id
    taken(lane_id=lane_id, clock=clock)

    assert take(lane_id=lane_id, owner="another", clock=clock) is None
    assert due_lanes(now=NOW, limit=9) == []
    assert drain(lane_id=lane_id, owner="another", clock=clock) == 0


def test_of_two_workers_that_saw_a_lane_free_one_gets_it(far_side: FarSide, clock: Hand) -> None:
    lane_id = recorded().lane_id
    others: list[Lease | None] = []

    def overtake(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and not others:
            others.append(None)
            others[0] = take(lane_id=lane_id, owner="the-quicker", clock=clock)
        return execute(sql, *rest)

    with connection.execute_wrapper(overtake):
        assert take(lane_id=lane_id, owner="the-slower", clock=clock) is None
    assert others[0] is not None
    assert Lane.objects.get(pk=lane_id).owner == "the-quicker"


def test_a_released_lane_is_free_and_its_fence_grows(far_side: FarSide, clock: Hand) -> None:
    lane_id = recorded().lane_id
    first = taken(lane_id=lane_id, clock=clock)
    first.release()
    second = taken(lane_id=lane_id, clock=clock)

    assert second.fence == first.fence + 1
    assert (first.taken_over, second.taken_over) == (False, False)


def test_a_lane_whose_worker_died_is_taken_over(far_side: FarSide, clock: Hand) -> None:
    lane_id = recorded().lane_id
    taken(lane_id=lane_id, clock=clock)
    let_the_lease_expire(lane_id)

    assert due_lanes(now=NOW, limit=9) == [lane_id]
    assert taken(lane_id=lane_id, clock=clock).taken_over


def test_a_closed_or_resting_lane_is_not_taken(far_side: FarSide, clock: Hand) -> None:
    delivery = recorded()
    Lane.objects.filter(pk=delivery.lane_id).update(rests_until=NOW + timedelta(seconds=1))
    assert take(lane_id=delivery.lane_id, owner="w", clock=clock) is None

    clock.move(timedelta(seconds=1))
    close_lane(store_id=delivery.store_id, destination="far", reason="off", now=NOW, by=PERSON)
    assert take(lane_id=delivery.lane_id, owner="w", clock=clock) is None


def test_a_worker_that_lost_its_lease_writes_nothing_more(far_side: FarSide, clock: Hand) -> None:
    store = make_store()
    delivery, untouched = recorded(store=store), recorded(subject_id=2, store=store)

    def overtaken(delivery: Delivery, lease: Lease) -> Outcome:
        let_the_lease_expire(lease.lane_id)
        taken(lane_id=lease.lane_id, clock=clock, owner="the-next")
        return Submitted()

    far_side.will_answer(1, overtaken)
    drain(lane_id=delivery.lane_id, owner="the-first", clock=clock)

    delivery.refresh_from_db()
    untouched.refresh_from_db()
    assert (delivery.state, untouched.state) == (State.SENDING, State.WAITING)
    assert whats(delivery) == ["recorded"]
    assert Lane.objects.get(pk=delivery.lane_id).owner == "the-next"


def test_a_heartbeat_tells_at_once_that_the_lease_is_lost(far_side: FarSide, clock: Hand) -> None:
    lane_id = recorded().lane_id
    lease = taken(lane_id=lane_id, clock=clock)
    let_the_lease_expire(lane_id)
    taken(lane_id=lane_id, clock=clock, owner="the-next")

    with pytest.raises(LeaseLost):
        lease.heartbeat()


def test_a_heartbeat_tells_that_the_lane_was_closed(far_side: FarSide, clock: Hand) -> None:
    delivery = recorded()
    lease = taken(lane_id=delivery.lane_id, clock=clock)
    close_lane(store_id=delivery.store_id, destination="far", reason="off", now=NOW, by=PERSON)

    with pytest.raises(LaneClosed):
        lease.heartbeat()


def test_a_lease_outlasts_the_call_it_is_told_of(far_side: FarSide, clock: Hand) -> None:
    lane_id = recorded().lane_id
    taken(lane_id=lane_id, clock=clock).heartbeat(covering=timedelta(minutes=2))

    until = Lane.objects.values_list("leased_until", flat=True).get(pk=lane_id)
    assert until is not None
    assert until > machine_now() + timedelta(minutes=2)


def test_a_lease_that_expired_unnoticed_goes_on_if_nobody_took_the_lane(
    far_side: FarSide, clock: Hand
) -> None:
    lane_id = recorded().lane_id
    lease = taken(lane_id=lane_id, clock=clock)
    let_the_lease_expire(lane_id)
    lease.heartbeat(covering=timedelta(minutes=1))

    assert take(lane_id=lane_id, owner="another", clock=clock) is None


def test_a_note_of_the_destinations_own_is_written_under_the_lease(
    far_side: FarSide, clock: Hand
) -> None:
    delivery = recorded()
    lease = taken(lane_id=delivery.lane_id, clock=clock)
    with lease.writing() as lane:
        assert lane == delivery.lane

    let_the_lease_expire(delivery.lane_id)
    taken(lane_id=delivery.lane_id, clock=clock, owner="the-next")
    with pytest.raises(LeaseLost), lease.writing():
        pytest.fail("nothing may be written")


def test_a_lane_closed_in_mid_walk_puts_the_delivery_back(far_side: FarSide, clock: Hand) -> None:
    delivery = recorded()

    def closed_meanwhile(delivery: Delivery, lease: Lease) -> Outcome:
        close_lane(store_id=delivery.store_id, destination="far", reason="off", now=NOW, by=PERSON)
        lease.heartbeat()
        return Submitted()

    far_side.will_answer(1, closed_meanwhile)
    drain_due(clock=clock)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.due_at, delivery.tries) == (State.WAITING, NOW, 0)


def test_a_worker_asked_to_stop_lets_go_before_its_next_call(
    far_side: FarSide, clock: Hand
) -> None:
    delivery = recorded()
    asked: list[bool] = []

    def asked_meanwhile(delivery: Delivery, lease: Lease) -> Outcome:
        asked.append(True)
        with pytest.raises(Stopping):
            lease.heartbeat()
        raise Stopping

    far_side.will_answer(1, asked_meanwhile)
    drain(lane_id=delivery.lane_id, owner="w", clock=clock, stopping=lambda: bool(asked))

    delivery.refresh_from_db()
    assert delivery.state == State.WAITING
    assert Lane.objects.get(pk=delivery.lane_id).owner == ""


@pytest.mark.django_db(transaction=True)
def test_a_lane_is_never_walked_inside_a_transaction(far_side: FarSide, clock: Hand) -> None:
    recorded()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        drain_due(clock=clock)
    assert far_side.calls == []
