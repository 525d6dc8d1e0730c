from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.outbox.drain import drain_due
from tamio.outbox.outcome import Differs, Rejected
from tamio.outbox.states import State
from tamio.outbox.status import deliveries_of, lane_of, tally
from tests.factories import NOW, make_store
from tests.outbox.far_side import PROBLEM, FarSide, Hand
from tests.outbox.rows import PERSON, recorded

pytestmark = pytest.mark.django_db


def test_a_tally_counts_every_state_of_one_store(far_side: FarSide, clock: Hand) -> None:
    store = make_store()
    for number in range(1, 5):
        recorded(subject_id=number, store=store, now=NOW + timedelta(minutes=number))
    recorded(subject_id=9)
    far_side.will_answer(2, Rejected(PROBLEM))
    far_side.will_answer(3, Differs(PROBLEM))
    clock.move(timedelta(minutes=3))
    drain_due(clock=clock)

    now = tally(store_id=store.pk, destination="far")

    assert now.by_state[State.SUBMITTED] == now.by_state[State.REJECTED] == 1
    assert now.by_state[State.HELD] == 0
    assert (now.done, now.needs_someone, now.on_its_way, now.total) == (1, 2, 1, 4)
    assert now.oldest_open_at == NOW + timedelta(minutes=2)


def test_a_store_without_deliveries_has_an_empty_tally() -> None:
    now = tally(store_id=make_store().pk, destination="far")

    assert (now.total, now.needs_someone, now.oldest_open_at) == (0, 0, None)


def test_what_was_skipped_is_settled(far_side: FarSide) -> None:
    delivery = recorded()
    delivery.skip(reason="by hand", now=NOW, by=PERSON)

    now = tally(store_id=delivery.store_id, destination="far")
    assert (now.done, now.needs_someone, now.oldest_open_at) == (1, 0, None)


def test_the_deliveries_of_a_page_of_documents_cost_one_query(far_side: FarSide) -> None:
    made = [recorded(subject_id=number) for number in range(1, 11)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = deliveries_of(kind="thing.happened", subject_ids=[1, 2, 10, 99], destination="far")

    assert found == {1: made[0], 2: made[1], 10: made[9]}
    assert len(queries) == 1


def test_a_store_that_nothing_was_recorded_for_has_no_lane(far_side: FarSide) -> None:
    assert lane_of(store_id=make_store().pk, destination="far") is None
    delivery = recorded()
    assert lane_of(store_id=delivery.store_id, destination="far") == delivery.lane
