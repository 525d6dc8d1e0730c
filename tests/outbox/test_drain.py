import logging
from datetime import timedelta

import pytest
from django.db import OperationalError

from tamio.outbox.drain import drain, drain_due
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.outcome import Later, Outcome, Submitted
from tamio.outbox.states import Priority, State
from tests.factories import NOW, make_store
from tests.outbox.far_side import PROBLEM, FarSide, Hand
from tests.outbox.rows import PERSON, recorded, whats

pytestmark = pytest.mark.django_db


def test_what_is_due_is_delivered_and_noted(far_side: FarSide, clock: Hand) -> None:
    delivery = recorded(subject_id=7)

    assert drain_due(clock=clock) == 1

    delivery.refresh_from_db()
    assert far_side.calls == [7]
    assert (delivery.state, delivery.settled_at) == (State.SUBMITTED, NOW)
    assert whats(delivery) == ["recorded", "submitted"]


def test_what_is_delivered_is_not_delivered_again(far_side: FarSide, clock: Hand) -> None:
    recorded()
    drain_due(clock=clock)

    assert drain_due(clock=clock) == 0
    assert far_side.calls == [1]


def test_what_is_not_due_yet_waits(far_side: FarSide, clock: Hand) -> None:
    recorded(now=NOW + timedelta(seconds=1))
    assert drain_due(clock=clock) == 0

    clock.move(timedelta(seconds=1))
    assert drain_due(clock=clock) == 1


def test_clicks_go_first_then_sales_as_they_came_then_backfill(
    far_side: FarSide, clock: Hand
) -> None:
    store = make_store()
    recorded(subject_id=1, store=store, priority=Priority.BACKFILL)
    recorded(subject_id=2, store=store)
    recorded(subject_id=3, store=store)
    recorded(subject_id=4, store=store).submit_now(now=NOW, by=PERSON)

    drain_due(clock=clock)

    assert far_side.calls == [4, 2, 3, 1]


def test_it_is_on_record_as_being_sent_before_the_far_side_hears_of_it(
    far_side: FarSide, clock: Hand
) -> None:
    seen: list[tuple[str, int]] = []

    def look(delivery: Delivery, lease: Lease) -> Outcome:
        row = Delivery.objects.get(pk=delivery.pk)
        seen.append((row.state, row.fence))
        return Submitted()

    delivery = recorded()
    far_side.will_answer(1, look)
    drain_due(clock=clock)

    assert seen == [(State.SENDING, Lane.objects.get(pk=delivery.lane_id).fence)]


def test_an_attempt_that_a_crash_cut_short_is_picked_up_again(
    far_side: FarSide, clock: Hand
) -> None:
    delivery = recorded()
    Delivery.objects.filter(pk=delivery.pk).update(state=State.SENDING, fence=0)

    drain_due(clock=clock)

    delivery.refresh_from_db()
    assert delivery.state == State.SUBMITTED
    assert whats(delivery) == ["recorded", "resumed", "submitted"]


def test_an_unexpected_error_stops_that_delivery_alone_and_keeps_its_trace(
    far_side: FarSide, clock: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    store = make_store()
    broken, sound = recorded(store=store), recorded(subject_id=2, store=store)
    far_side.will_answer(1, KeyError("the secret is in the details"))

    with caplog.at_level(logging.ERROR):
        drain_due(clock=clock)

    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.state, sound.state) == (State.BUG, State.SUBMITTED)
    assert broken.explanation is not None
    assert "KeyError: 'the secret is in the details'" in broken.explanation.detail
    assert caplog.messages == ["A delivery failed unexpectedly"]


def test_an_answer_that_is_no_outcome_is_a_bug(far_side: FarSide, clock: Hand) -> None:
    delivery = recorded()
    far_side.will_answer(1, lambda delivery, lease: None)  # type: ignore[arg-type, return-value]
    drain_due(clock=clock)

    delivery.refresh_from_db()
    assert delivery.state == State.BUG


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_is_no_bug(far_side: FarSide, clock: Hand) -> None:
    delivery = recorded()
    far_side.will_answer(1, OperationalError("database is locked"))
    drain_due(clock=clock)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == (State.LATER, 1)


def test_a_slice_ends_so_that_other_lanes_get_their_turn(far_side: FarSide, clock: Hand) -> None:
    store = make_store()
    waiting = [recorded(subject_id=number, store=store) for number in range(5)]
    lane_id = waiting[0].lane_id

    assert drain(lane_id=lane_id, owner="w", clock=clock, deliveries=3) == 3
    assert drain(lane_id=lane_id, owner="w", clock=clock, seconds=0) == 0
    assert drain(lane_id=lane_id, owner="w", clock=clock) == 2


def test_a_lane_whose_destination_is_gone_is_left_alone(clock: Hand, far_side: FarSide) -> None:
    delivery = recorded()
    Lane.objects.filter(pk=delivery.lane_id).update(destination="uninstalled")

    assert drain_due(clock=clock) == 0


def test_work_without_end_is_an_error_and_not_a_hang(far_side: FarSide, clock: Hand) -> None:
    recorded()
    far_side.will_answer(1, *[Later(PROBLEM, after=timedelta(0))] * 20)

    with pytest.raises(RuntimeError, match="still work after 1 slices"):
        drain_due(clock=clock, slices=1)
