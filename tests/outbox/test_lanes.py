from dataclasses import replace
from datetime import timedelta

import pytest

from tamio.outbox.destinations import declared
from tamio.outbox.drain import drain_due
from tamio.outbox.errors import UnknownDestination
from tamio.outbox.lanes import close_lane, due_lanes, open_lane, release, take
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import NeedsSettings, Outcome, Reconnect
from tamio.outbox.states import State
from tests.factories import NOW, make_store
from tests.outbox.far_side import DESTINATION, PROBLEM, FarSide, Hand
from tests.outbox.rows import PERSON, recorded, whats

pytestmark = pytest.mark.django_db


def test_a_closed_lane_delivers_nothing_until_it_is_opened(clock: Hand, far_side: FarSide) -> None:
    with declared(replace(DESTINATION, starts_closed="not-connected")):
        delivery = recorded()
        assert drain_due(clock=clock) == 0

        open_lane(store_id=delivery.store_id, destination="far", now=NOW, by=PERSON)
        assert drain_due(clock=clock) == 1


def test_a_lane_can_be_opened_before_anything_was_recorded_for_it(far_side: FarSide) -> None:
    with declared(replace(DESTINATION, starts_closed="not-connected")):
        store = make_store()
        open_lane(store_id=store.pk, destination="far", now=NOW, by=PERSON)

        assert recorded(store=store).lane.is_open


def test_opening_lets_go_what_waited_for_a_new_connection(far_side: FarSide, clock: Hand) -> None:
    delivery = recorded()
    far_side.will_answer(1, Reconnect(PROBLEM))
    drain_due(clock=clock)

    lane = open_lane(store_id=delivery.store_id, destination="far", now=NOW, by=PERSON)
    drain_due(clock=clock)

    delivery.refresh_from_db()
    assert (delivery.state, lane.closed_reason) == (State.SUBMITTED, "")
    assert whats(delivery) == ["recorded", "reconnect", "released", "submitted"]
    assert delivery.events.get(what="released").by == PERSON


def test_an_answer_from_before_an_opening_does_not_close_the_lane_again(
    far_side: FarSide, clock: Hand
) -> None:
    delivery = recorded()

    def lost_and_opened_meanwhile(delivery: Delivery, lease: Lease) -> Outcome:
        open_lane(store_id=delivery.store_id, destination="far", now=NOW, by=PERSON)
        return Reconnect(PROBLEM)

    far_side.will_answer(1, lost_and_opened_meanwhile)
    drain_due(clock=clock)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.lane.is_open) == (State.SUBMITTED, True)
    assert whats(delivery) == ["recorded", "submitted"]


def test_an_answer_does_not_say_why_a_lane_was_closed_that_someone_has_closed_already(
    far_side: FarSide, clock: Hand
) -> None:
    delivery = recorded()

    def lost_and_closed_meanwhile(delivery: Delivery, lease: Lease) -> Outcome:
        close_lane(store_id=delivery.store_id, destination="far", reason="off", now=NOW, by=PERSON)
        return Reconnect(PROBLEM)

    far_side.will_answer(1, lost_and_closed_meanwhile)
    drain_due(clock=clock)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.lane.closed_reason) == (State.RECONNECT, "off")


def test_a_lane_is_left_open_to_whoever_knows_it_from_before_it_was_opened(
    far_side: FarSide,
) -> None:
    lane = recorded().lane
    opened = open_lane(store_id=lane.store_id, destination="far", now=NOW, by=PERSON)

    def closed(*, openings: int) -> bool:
        lane = close_lane(
            store_id=opened.store_id,
            destination="far",
            reason="off",
            now=NOW,
            by=PERSON,
            openings=openings,
        )
        return not lane.is_open

    assert not closed(openings=opened.openings - 1)
    assert closed(openings=opened.openings)


def test_closing_says_who_why_and_when(far_side: FarSide) -> None:
    delivery = recorded()
    lane = close_lane(
        store_id=delivery.store_id, destination="far", reason="disconnected", now=NOW, by=PERSON
    )

    assert lane == delivery.lane
    assert (lane.closed_reason, lane.closed_by, lane.closed_at) == ("disconnected", PERSON, NOW)


def test_a_lane_is_not_closed_without_a_reason(far_side: FarSide) -> None:
    with pytest.raises(ValueError, match="reason"):
        close_lane(store_id=make_store().pk, destination="far", reason="", now=NOW, by=PERSON)


def test_a_lane_to_nowhere_cannot_be_opened() -> None:
    with pytest.raises(UnknownDestination):
        open_lane(store_id=make_store().pk, destination="nowhere", now=NOW, by=PERSON)


def test_a_saved_setting_releases_what_waited_for_it_in_that_store_alone(
    far_side: FarSide, clock: Hand
) -> None:
    ours, theirs = recorded(), recorded(subject_id=2)
    far_side.will_answer(1, NeedsSettings(PROBLEM))
    far_side.will_answer(2, NeedsSettings(PROBLEM))
    drain_due(clock=clock)

    released = release(store_id=ours.store_id, destination="far", now=NOW, by=PERSON)

    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert released == 1
    assert (ours.state, theirs.state) == (State.WAITING, State.SETTINGS)
    assert ours.events.get(what="released").by == PERSON


@pytest.mark.parametrize("state", [State.SUBMITTED, State.SENDING, State.SKIPPED, State.LATER])
def test_only_what_is_held_back_is_released(state: State) -> None:
    with pytest.raises(ValueError, match="held back"):
        release(store_id=1, destination="far", now=NOW, by=PERSON, state=state)


def test_the_lane_that_waited_longest_for_a_worker_goes_first(
    far_side: FarSide, clock: Hand
) -> None:
    lanes = [recorded(subject_id=number).lane_id for number in (1, 2, 3)]
    lease = take(lane_id=lanes[0], owner="w", clock=clock)
    assert lease is not None
    lease.release()

    assert due_lanes(now=NOW, limit=9) == [lanes[1], lanes[2], lanes[0]]
    assert due_lanes(now=NOW, limit=1, excluding=[lanes[1]]) == [lanes[2]]


def test_a_lane_with_nothing_due_asks_for_no_worker(far_side: FarSide) -> None:
    recorded(now=NOW + timedelta(seconds=1))

    assert due_lanes(now=NOW, limit=9) == []
