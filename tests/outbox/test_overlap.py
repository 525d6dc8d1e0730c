"""Deliveries of one lane overlap where they do not clash, and keep their order where they do."""

from collections.abc import Callable, Iterator
from threading import Event, Lock

import pytest

from tamio.outbox.claims import Claims
from tamio.outbox.destinations import Destination, declared
from tamio.outbox.drain import drain
from tamio.outbox.errors import Outgrown
from tamio.outbox.hands import Hands
from tamio.outbox.lease import Lease, machine_now
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.outcome import Later, Outcome, Submitted
from tamio.outbox.states import State
from tests.factories import make_store
from tests.outbox.far_side import PROBLEM
from tests.outbox.rows import recorded
from tests.outbox.running import eventually

pytestmark = [
    pytest.mark.integration,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
HERE = "tests.outbox.test_overlap"


class Crowd:
    """A far side that lets many in at once and keeps each until it is told to let it go."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.inside: set[int] = set()
        self.begun: list[int] = []
        self.most = 0
        self.doors: dict[int, Event] = {}
        self.claims: dict[int, Claims] = {}
        self.answers: dict[int, Callable[[], Outcome]] = {}

    def enter(self, delivery: Delivery) -> Outcome:
        subject = delivery.subject_id
        with self.lock:
            self.begun.append(subject)
            self.inside.add(subject)
            self.most = max(self.most, len(self.inside))
        door = self.doors.get(subject)
        assert door is None or door.wait(timeout=20), f"{subject} was never let go"
        with self.lock:
            self.inside.discard(subject)
        return self.answers.get(subject, Submitted)()


_crowds: list[Crowd] = []


def deliver(delivery: Delivery, lease: Lease) -> Outcome:
    return _crowds[-1].enter(delivery)


def claims(delivery: Delivery) -> Claims:
    return _crowds[-1].claims.get(delivery.subject_id, Claims())


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    crowd = Crowd()
    _crowds.append(crowd)
    destination = Destination(
        name="far",
        hears=("thing.happened",),
        deliver=f"{HERE}.deliver",
        claims=f"{HERE}.claims",
        overlap=3,
    )
    with declared(destination):
        yield crowd
    _crowds.clear()


@pytest.fixture
def hands() -> Iterator[Hands]:
    hands = Hands(count=8)
    yield hands
    hands.close()


def lane_with(count: int) -> int:
    store = make_store()
    now = machine_now()
    deliveries = [
        recorded(subject_id=number, store=store, now=now) for number in range(1, count + 1)
    ]
    return int(deliveries[0].lane_id)


def walked(lane_id: int, hands: Hands) -> int:
    return drain(lane_id=lane_id, owner="w", clock=machine_now, hands=hands, seconds=30)


def states() -> dict[int, str]:
    return dict(Delivery.objects.order_by("subject_id").values_list("subject_id", "state"))


def test_as_many_as_the_destination_allows_are_under_way_at_once(
    crowd: Crowd, hands: Hands
) -> None:
    lane_id = lane_with(9)
    crowd.doors = {number: Event() for number in range(1, 10)}

    def let_go() -> None:
        eventually(lambda: len(crowd.inside) == 3, within=10)
        for door in crowd.doors.values():
            door.set()

    hands.offer(let_go)

    assert walked(lane_id, hands) == 9
    assert crowd.most == 3
    assert set(states().values()) == {State.SUBMITTED}


def test_two_that_would_write_the_same_thing_go_one_after_the_other(
    crowd: Crowd, hands: Hands
) -> None:
    lane_id = lane_with(6)
    card = frozenset({"customer:1"})
    crowd.claims = {number: Claims(needs=card, writes=card) for number in range(1, 7)}

    walked(lane_id, hands)

    assert crowd.most == 1
    assert crowd.begun == [1, 2, 3, 4, 5, 6]


def test_what_only_needs_a_thing_waits_for_the_one_that_writes_it(
    crowd: Crowd, hands: Hands
) -> None:
    """1 is under way and needs the card; 2 changes it; 3 needs it as 2 leaves it; 4 does not."""
    lane_id = lane_with(4)
    card = frozenset({"customer:1"})
    crowd.claims = {
        1: Claims(needs=card),
        2: Claims(needs=card, writes=card),
        3: Claims(needs=card),
    }
    crowd.doors = {1: Event()}

    def let_go() -> None:
        eventually(lambda: 4 in crowd.begun, within=10)
        assert crowd.begun == [1, 4]
        crowd.doors[1].set()

    hands.offer(let_go)
    walked(lane_id, hands)

    assert crowd.begun == [1, 4, 2, 3]


def test_many_may_need_the_same_thing_at_once(crowd: Crowd, hands: Hands) -> None:
    lane_id = lane_with(6)
    crowd.claims = {number: Claims(needs=frozenset({"customer:1"})) for number in range(1, 7)}
    crowd.doors = {number: Event() for number in range(1, 7)}

    def let_go() -> None:
        eventually(lambda: len(crowd.inside) == 3, within=10)
        for door in crowd.doors.values():
            door.set()

    hands.offer(let_go)
    walked(lane_id, hands)

    assert crowd.most == 3


def test_what_has_outgrown_its_claims_is_begun_anew_without_a_trace(
    crowd: Crowd, hands: Hands
) -> None:
    lane_id = lane_with(1)
    times = iter([Outgrown("it must write more"), None])

    def answer() -> Outcome:
        if (error := next(times)) is not None:
            raise error
        return Submitted()

    crowd.answers = {1: answer}

    assert walked(lane_id, hands) == 2
    assert list(Delivery.objects.get().events.values_list("what", flat=True)) == [
        "recorded",
        "submitted",
    ]
    assert Delivery.objects.get().tries == 0


def test_a_far_side_that_is_down_is_noticed_once_by_all_that_were_under_way(
    crowd: Crowd, hands: Hands
) -> None:
    lane_id = lane_with(3)
    crowd.answers = {number: lambda: Later(PROBLEM, whole_lane=True) for number in (1, 2, 3)}
    crowd.doors = {number: Event() for number in (1, 2, 3)}

    def let_go() -> None:
        eventually(lambda: len(crowd.inside) == 3, within=10)
        for door in crowd.doors.values():
            door.set()

    hands.offer(let_go)
    walked(lane_id, hands)

    lane = Lane.objects.get(pk=lane_id)
    assert lane.failures == 1
    assert lane.answers == {"later": 3}
    assert set(Delivery.objects.values_list("due_at", flat=True)) == {lane.rests_until}


def test_after_trouble_one_feels_its_way_before_the_others_follow(
    crowd: Crowd, hands: Hands
) -> None:
    lane_id = lane_with(5)
    Lane.objects.filter(pk=lane_id).update(failures=2)
    crowd.doors = {number: Event() for number in range(1, 6)}
    alone: list[int] = []

    def let_go() -> None:
        eventually(lambda: 1 in crowd.inside, within=10)
        alone.extend(crowd.inside)
        crowd.doors[1].set()
        eventually(lambda: len(crowd.inside) == 3, within=10)
        for door in crowd.doors.values():
            door.set()

    hands.offer(let_go)
    walked(lane_id, hands)

    assert alone == [1]
    assert Lane.objects.get(pk=lane_id).failures == 0


def test_an_error_of_the_outbox_itself_reaches_whoever_walks_the_lane(
    crowd: Crowd, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    lane_id = lane_with(2)

    def broken(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tamio.outbox.walk.attempt", broken)

    with pytest.raises(ZeroDivisionError):
        walked(lane_id, hands)
    assert Lane.objects.get(pk=lane_id).owner == ""
