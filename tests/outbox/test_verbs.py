from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation

from tamio.outbox.errors import Refused
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE, EXPLAINED, Priority, State
from tests.factories import NOW
from tests.outbox.far_side import PROBLEM
from tests.outbox.rows import PERSON, recorded, whats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("far_side")]

LATER = NOW + timedelta(hours=1)


def delivery_in(state: State) -> Delivery:
    delivery = recorded()
    settled = {State.SUBMITTED, State.DIFFERS, State.SKIPPED}
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state,
        due_at=LATER if state in DUE else None,
        settled_at=NOW if state in settled else None,
        problem=PROBLEM.as_json(answer=state) if state in EXPLAINED else None,
        reason="so" if state in {State.SKIPPED, State.HELD} else "",
        tries=5,
    )
    delivery.refresh_from_db()
    return delivery


@pytest.mark.parametrize("state", sorted(frozenset(State) - {State.SENDING, State.SUBMITTED}))
def test_a_click_submits_from_every_state_that_is_not_done_or_in_hand(state: State) -> None:
    delivery = delivery_in(state)
    delivery.submit_now(now=LATER, by=PERSON)

    assert (delivery.state, delivery.due_at) == (State.WAITING, LATER)
    assert (delivery.priority, delivery.tries) == (Priority.CLICK, 0)
    assert (delivery.problem, delivery.reason, delivery.settled_at) == (None, "", None)
    assert delivery.events.get(what="submit-requested").by == PERSON


@pytest.mark.parametrize("state", [State.SENDING, State.SUBMITTED])
def test_what_is_done_or_in_hand_is_not_submitted_again(state: State) -> None:
    delivery = delivery_in(state)
    with pytest.raises(Refused) as refused:
        delivery.submit_now(now=LATER, by=PERSON)

    assert refused.value.state == delivery.state == state
    assert whats(delivery) == ["recorded"]


@pytest.mark.parametrize("state", sorted(EXPLAINED))
def test_what_did_not_go_through_can_be_retried(state: State) -> None:
    delivery = delivery_in(state)
    delivery.retry(now=LATER, by=PERSON)

    assert (delivery.state, delivery.priority) == (State.WAITING, Priority.CLICK)
    assert whats(delivery) == ["recorded", "retried"]


@pytest.mark.parametrize("state", sorted(frozenset(State) - EXPLAINED))
def test_what_was_not_tried_in_vain_is_not_retried(state: State) -> None:
    delivery = delivery_in(state)
    with pytest.raises(Refused):
        delivery.retry(now=LATER, by=PERSON)

    assert delivery.state == state


def test_a_skip_is_final_and_says_who_and_why() -> None:
    delivery = delivery_in(State.REJECTED)
    delivery.skip(reason=" Bokförd för hand ", now=LATER, by=PERSON)

    assert (delivery.state, delivery.reason) == (State.SKIPPED, "Bokförd för hand")
    assert (delivery.settled_at, delivery.due_at, delivery.problem) == (LATER, None, None)
    event = delivery.events.get(what="skipped")
    assert (event.by, event.detail) == (PERSON, {"reason": "Bokförd för hand"})


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_a_skip_needs_a_reason(reason: str) -> None:
    delivery = delivery_in(State.WAITING)
    with pytest.raises(ValueError, match="200"):
        delivery.skip(reason=reason, now=LATER, by=PERSON)


@pytest.mark.parametrize("state", [State.SENDING, State.SUBMITTED, State.DIFFERS, State.SKIPPED])
def test_what_is_in_hand_or_settled_is_neither_skipped_nor_held(state: State) -> None:
    delivery = delivery_in(state)
    with pytest.raises(Refused):
        delivery.skip(reason="no", now=LATER, by=PERSON)
    with pytest.raises(Refused):
        delivery.hold(reason="no", now=LATER, by=PERSON)

    assert delivery.state == state


def test_a_held_delivery_waits_until_it_is_released_in_its_own_turn() -> None:
    delivery = recorded()
    delivery.hold(reason="The customer may cancel", now=NOW, by=PERSON)
    assert (delivery.state, delivery.due_at, delivery.settled_at) == (State.HELD, None, None)

    delivery.release(now=LATER, by=PERSON)
    assert (delivery.state, delivery.due_at) == (State.WAITING, LATER)
    assert delivery.priority == Priority.SALE
    assert whats(delivery) == ["recorded", "held", "released"]


def test_nothing_is_released_that_nothing_holds_back() -> None:
    with pytest.raises(Refused, match="already waiting"), translation.override("en"):
        recorded().release(now=LATER, by=PERSON)


def test_a_verb_on_a_stale_copy_sees_the_state_as_it_is() -> None:
    delivery = recorded()
    seen_earlier = Delivery.objects.get(pk=delivery.pk)
    delivery.skip(reason="no", now=NOW, by=PERSON)

    with pytest.raises(Refused):
        seen_earlier.hold(reason="wait", now=LATER, by=PERSON)
    assert seen_earlier.state == State.SKIPPED


def test_a_click_wakes_a_lane_that_rests() -> None:
    delivery = delivery_in(State.LATER)
    delivery.lane.rests_until = LATER
    delivery.lane.save()
    delivery.retry(now=NOW, by=PERSON)

    delivery.lane.refresh_from_db()
    assert delivery.lane.rests_until is None


@pytest.mark.parametrize("state", list(State))
def test_what_a_page_offers_is_what_the_verb_allows(state: State) -> None:
    delivery = delivery_in(state)
    offered = [delivery.can_submit, delivery.can_retry, delivery.can_skip]

    assert offered == [
        allows(state, "submit_now"),
        allows(state, "retry"),
        allows(state, "skip", reason="so"),
    ]


def allows(state: State, verb: str, **arguments: str) -> bool:
    delivery = delivery_in(state)
    now: datetime = timezone.now()
    try:
        getattr(delivery, verb)(now=now, by=PERSON, **arguments)
    except Refused:
        return False
    return True
