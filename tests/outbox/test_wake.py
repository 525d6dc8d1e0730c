"""On PostgreSQL: whoever gives a lane work wakes it, in the transaction that does so."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from tamio.outbox.lanes import open_lane, release
from tamio.outbox.models import Delivery
from tamio.outbox.states import Priority, State
from tamio.outbox.wake_ups import waiting_lanes
from tests.factories import NOW, make_store
from tests.outbox.far_side import PROBLEM
from tests.outbox.rows import PERSON, recorded

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.usefixtures("far_side", "nobody_is_woken"),
]


@pytest.fixture
def nobody_is_woken(db: None) -> None:
    forget_wake_ups()


def forget_wake_ups() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def stopped_in(state: State) -> Delivery:
    """One that waits for a person, and whose lane nobody has woken since."""
    delivery = recorded()
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state,
        due_at=None,
        problem=PROBLEM.as_json(answer=state) if state != State.HELD else None,
        reason="so" if state == State.HELD else "",
    )
    forget_wake_ups()
    delivery.refresh_from_db()
    return delivery


def test_a_fact_wakes_the_lane_that_it_is_recorded_in() -> None:
    ours, theirs = recorded(), recorded(subject_id=2)

    assert sorted(waiting_lanes()) == [ours.lane_id, theirs.lane_id]


def test_a_lane_is_woken_once_however_much_there_is_to_do() -> None:
    store = make_store()
    with transaction.atomic():
        recorded(store=store)
        delivery = recorded(subject_id=2, store=store, priority=Priority.BACKFILL)
    recorded(subject_id=3, store=store)

    assert waiting_lanes() == [delivery.lane_id]


def test_a_fact_that_was_recorded_before_wakes_nobody() -> None:
    store = make_store()
    recorded(store=store)
    forget_wake_ups()
    recorded(store=store)

    assert waiting_lanes() == []


def test_a_fact_that_is_rolled_back_wakes_nobody() -> None:
    with transaction.atomic():
        recorded()
        transaction.set_rollback(True)

    assert waiting_lanes() == []


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        (State.REJECTED, lambda delivery: delivery.submit_now(now=NOW, by=PERSON)),
        (State.REJECTED, lambda delivery: delivery.retry(now=NOW, by=PERSON)),
        (State.HELD, lambda delivery: delivery.release(now=NOW, by=PERSON)),
    ],
    ids=["submit_now", "retry", "release"],
)
def test_whoever_puts_a_delivery_back_wakes_its_lane(
    state: State, verb: Callable[[Delivery], None]
) -> None:
    delivery = stopped_in(state)
    verb(delivery)

    assert waiting_lanes() == [delivery.lane_id]


def test_what_a_saved_setting_lets_go_wakes_the_lane() -> None:
    delivery = stopped_in(State.SETTINGS)
    release(store_id=delivery.store_id, destination="far", now=NOW, by=PERSON)

    assert waiting_lanes() == [delivery.lane_id]


def test_a_lane_that_is_opened_is_woken() -> None:
    delivery = recorded()
    forget_wake_ups()
    open_lane(store_id=delivery.store_id, destination="far", now=NOW, by=PERSON)

    assert waiting_lanes() == [delivery.lane_id]


def test_what_is_taken_out_of_a_lane_wakes_nobody() -> None:
    held, skipped = recorded(), recorded(subject_id=2)
    forget_wake_ups()
    held.hold(reason="so", now=NOW, by=PERSON)
    skipped.skip(reason="so", now=NOW, by=PERSON)

    assert waiting_lanes() == []
