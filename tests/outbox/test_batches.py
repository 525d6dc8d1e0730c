"""Many deliveries of one lane are moved at once: each once, with its line on the time line."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tamio.commerce.stores.models import Store
from tamio.outbox import batches
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE, EXPLAINED, SETTLED, Priority, State
from tests.factories import NOW, make_store
from tests.outbox.far_side import PROBLEM
from tests.outbox.rows import PERSON, recorded, whats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("far_side")]


@pytest.fixture
def store() -> Store:
    return make_store()


def record_all(store: Store, *subjects: int, by: str = PERSON) -> list[int]:
    with transaction.atomic():
        lane = batches.locked(store_id=store.pk, destination="far", now=NOW)
        return batches.record_all(
            lane=lane,
            kind="thing.happened",
            subject_ids=subjects,
            priority=Priority.BACKFILL,
            now=NOW,
            by=by,
        )


def moved(store: Store, how: Any, **more: Any) -> list[int]:
    with transaction.atomic():
        lane = batches.locked(store_id=store.pk, destination="far", now=NOW)
        return list(how(lane=lane, deliveries=Delivery.objects.all(), now=NOW, by=PERSON, **more))


def in_state(store: Store, subject_id: int, state: State) -> Delivery:
    delivery = recorded(subject_id=subject_id, store=store)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state,
        due_at=NOW if state in DUE else None,
        settled_at=NOW if state in SETTLED else None,
        problem=PROBLEM.as_json(answer=state) if state in EXPLAINED else None,
        reason="so" if state in {State.SKIPPED, State.HELD} else "",
    )
    delivery.refresh_from_db()
    return delivery


def test_each_subject_is_recorded_once_and_in_order(store: Store) -> None:
    known = recorded(subject_id=2, store=store)
    pks = record_all(store, 3, 2, 1)
    found = Delivery.objects.in_bulk(pks)
    assert [found[pk].subject_id for pk in pks] == [3, 1]
    assert {(each.state, each.priority) for each in found.values()} == {
        (State.WAITING, Priority.BACKFILL)
    }
    assert record_all(store, 3, 2, 1) == []
    known.refresh_from_db()
    assert known.priority == Priority.SALE
    assert [whats(each) for each in found.values()] == [["recorded"]] * 2


def test_only_what_is_held_or_skipped_goes_back(store: Store) -> None:
    deliveries = [in_state(store, number, state) for number, state in enumerate(State, start=1)]
    pks = moved(store, batches.send_all, priority=Priority.BACKFILL)
    back = [each for each in deliveries if each.pk in pks]
    assert {each.state for each in back} == {State.HELD, State.SKIPPED}
    for each in back:
        each.refresh_from_db()
        assert (each.state, each.priority, each.reason) == (
            State.WAITING,
            Priority.BACKFILL,
            "",
        )
        assert whats(each)[-1] == "released"


def test_what_is_in_hand_or_there_is_not_held(store: Store) -> None:
    deliveries = [in_state(store, number, state) for number, state in enumerate(State, start=1)]
    pks = moved(store, batches.hold_all, reason="paused")
    left = {each.state for each in deliveries if each.pk not in pks}
    assert left == {State.SENDING, State.SUBMITTED, State.DIFFERS}
    for each in deliveries:
        each.refresh_from_db()
        if each.pk in pks:
            assert (each.state, each.reason, each.problem) == (State.HELD, "paused", None)
            event = each.events.last()
            assert event is not None
            assert (event.what, event.by, event.detail) == ("held", PERSON, {"reason": "paused"})


def test_another_lane_is_not_touched(store: Store) -> None:
    foreign = recorded(store=make_store())
    assert moved(store, batches.hold_all, reason="paused") == []
    foreign.refresh_from_db()
    assert foreign.state == State.WAITING


def test_many_take_as_many_queries_as_few(store: Store) -> None:
    def asked(first: int, count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            record_all(store, *range(first, first + count))
            moved(store, batches.hold_all, reason="paused")
            moved(store, batches.send_all, priority=Priority.BACKFILL)
        return len(queries)

    record_all(store, 1)
    assert asked(10, 2) == asked(100, 60)
