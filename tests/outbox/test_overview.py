"""How every lane stands, read from rows as workers and people leave them."""

from datetime import timedelta

import pytest

from tamio.commerce.stores.models import Store
from tamio.outbox.drain import drain_due
from tamio.outbox.lane_counts import BACKLOG
from tamio.outbox.lanes import close_lane, take
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.outcome import ANSWERS, Differs, Held, Later, NeedsSettings, Rejected, Skipped
from tamio.outbox.overview import LaneOverview, overview
from tamio.outbox.states import DUE, SETTLED, STOPPED, Priority, State
from tamio.outbox.totals import totals
from tests.factories import NOW, make_store
from tests.outbox.far_side import PROBLEM, Answer, FarSide, Hand
from tests.outbox.rows import PERSON, let_the_lease_expire, recorded

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def seen(store: Store | None = None) -> LaneOverview:
    """The one lane there is, or the one of that store."""
    [lane] = overview(now=NOW, store_slug=store.slug if store else None).lanes
    return lane


def test_every_state_is_due_or_settled_or_waits_for_someone() -> None:
    assert sorted([*DUE, *SETTLED, *STOPPED]) == sorted(State)


def test_whatever_an_attempt_becomes_is_an_answer() -> None:
    assert sorted(ANSWERS) == sorted(set(State) - {State.WAITING, State.SENDING})


def test_a_delivery_is_counted_once_by_what_it_waits_for(far_side: FarSide, clock: Hand) -> None:
    store = make_store()
    answers: list[Answer] = [
        NeedsSettings(PROBLEM), Rejected(PROBLEM), Held("a look first"), ValueError("a bug"),
        Later(PROBLEM, after=HOUR), Later(PROBLEM, after=HOUR),
        Differs(PROBLEM), Skipped("too old"),
    ]  # fmt: skip
    for number, answer in enumerate(answers):
        recorded(subject_id=number, store=store)
        far_side.will_answer(number, answer)
    recorded(subject_id=99, store=store)
    drain_due(clock=clock)
    for number in range(200, 203):
        recorded(subject_id=number, store=store)
    being_sent = recorded(subject_id=300, store=store)
    Delivery.objects.filter(pk=being_sent.pk).update(state=State.SENDING)

    lane = seen()
    waits = {"due": 3, "sending": 1, "later": 2, "settings": 1, "rejected": 1, "bug": 1, "held": 1}
    assert lane.backlog == {**dict.fromkeys(BACKLOG, 0), **waits}
    assert (lane.waiting, lane.stopped) == (6, 4)
    assert lane.answers == {
        "submitted": 1, "differs": 1, "later": 2, "settings": 1, "rejected": 1, "reconnect": 0,
        "bug": 1, "held": 1, "skipped": 1,
    }  # fmt: skip


def test_what_was_put_off_is_due_again_once_its_time_has_come(far_side: FarSide) -> None:
    delivery = recorded()
    Delivery.objects.filter(pk=delivery.pk).update(due_at=NOW + HOUR)
    assert (seen().backlog["due"], seen().backlog["later"]) == (0, 1)

    [lane] = overview(now=NOW + HOUR).lanes
    assert (lane.backlog["due"], lane.backlog["later"]) == (1, 0)


def test_the_oldest_waiting_is_the_first_recorded_whoever_goes_first(far_side: FarSide) -> None:
    store = make_store()
    backfill = recorded(subject_id=1, store=store, now=NOW - 5 * HOUR, priority=Priority.BACKFILL)
    recorded(subject_id=2, store=store, now=NOW - 3 * HOUR)
    recorded(subject_id=3, store=store, now=NOW - HOUR, priority=Priority.CLICK)
    assert seen().oldest_waiting_at == NOW - 5 * HOUR

    backfill.skip(reason="by hand", now=NOW, by=PERSON)
    assert seen().oldest_waiting_at == NOW - 3 * HOUR


def test_the_oldest_that_waits_for_a_person_is_told_apart(far_side: FarSide, clock: Hand) -> None:
    store = make_store()
    recorded(subject_id=1, store=store, now=NOW - 9 * HOUR)
    recorded(subject_id=2, store=store, now=NOW - 7 * HOUR)
    far_side.will_answer(1, Rejected(PROBLEM))
    far_side.will_answer(2, Held("a look first"))
    drain_due(clock=clock)
    recorded(subject_id=3, store=store, now=NOW - HOUR)

    assert seen().oldest_stopped_at == NOW - 9 * HOUR
    assert seen().oldest_waiting_at == NOW - HOUR


def test_an_empty_lane_has_nothing_old(far_side: FarSide, clock: Hand) -> None:
    recorded()
    drain_due(clock=clock)

    assert (seen().oldest_waiting_at, seen().oldest_stopped_at, seen().waiting) == (None, None, 0)


def test_leases_and_takeovers_are_counted_and_the_walker_is_named(
    far_side: FarSide, clock: Hand
) -> None:
    lane_id = recorded().lane_id
    assert take(lane_id=lane_id, owner="one", clock=clock)
    let_the_lease_expire(lane_id)
    assert take(lane_id=lane_id, owner="two", clock=clock)
    lane = seen()
    assert (lane.leases, lane.takeovers, lane.owner) == (2, 1, "two")
    assert lane.leased_until == Lane.objects.get().leased_until


def test_nobody_walks_a_lane_whose_lease_has_run_out(far_side: FarSide, clock: Hand) -> None:
    lane_id = recorded().lane_id
    assert take(lane_id=lane_id, owner="gone", clock=clock)
    let_the_lease_expire(lane_id)

    assert (seen().owner, seen().leased_until) == ("", None)


def test_a_lane_rests_only_until_its_time(far_side: FarSide) -> None:
    Lane.objects.filter(pk=recorded().lane_id).update(rests_until=NOW + HOUR)

    assert seen().rests_until == NOW + HOUR
    assert overview(now=NOW + HOUR).lanes[0].rests_until is None


def close(store: Store, reason: str) -> None:
    close_lane(store_id=store.pk, destination="far", reason=reason, now=NOW, by=PERSON)


def test_a_closed_lane_says_why_since_when_and_by_whom(far_side: FarSide) -> None:
    close(make_store(), "disconnected")
    lane = seen()
    assert (lane.is_open, lane.closed_reason) == (False, "disconnected")
    assert (lane.closed_at, lane.closed_by) == (NOW, PERSON)


def test_a_lane_needs_someone_if_something_is_stopped_or_waits_behind_a_closed_door(
    far_side: FarSide, clock: Hand
) -> None:
    stopped, shut_in, lost, shut, flowing = (make_store() for _ in range(5))
    recorded(subject_id=1, store=stopped)
    far_side.will_answer(1, Rejected(PROBLEM))
    drain_due(clock=clock)
    recorded(subject_id=2, store=shut_in)
    close(shut_in, "not-connected")
    close(lost, "reconnect")
    close(shut, "not-connected")
    recorded(subject_id=3, store=flowing)

    needing = [store.slug for store in (stopped, shut_in, lost)]
    assert [each.store for each in overview(now=NOW).lanes if each.needs_someone] == needing
    assert totals(overview(now=NOW).lanes).need_someone == 3


def test_those_that_need_someone_come_first_then_the_longest_backlog(
    far_side: FarSide, clock: Hand
) -> None:
    idle, short, long, stopped = (make_store() for _ in range(4))
    recorded(subject_id=1, store=stopped)
    far_side.will_answer(1, Rejected(PROBLEM))
    recorded(subject_id=2, store=idle)
    drain_due(clock=clock)
    for number, store in enumerate([short, long, long], start=3):
        recorded(subject_id=number, store=store)

    slugs = [lane.store for lane in overview(now=NOW).lanes]
    assert slugs == [store.slug for store in (stopped, long, short, idle)]


def test_the_lanes_of_one_store_are_read_alone(far_side: FarSide) -> None:
    ours = make_store()
    recorded(subject_id=1, store=ours)
    recorded(subject_id=2)

    assert [lane.store for lane in overview(now=NOW, store_slug=ours.slug).lanes] == [ours.slug]
