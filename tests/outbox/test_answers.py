from datetime import timedelta
from random import Random

import pytest
from django.utils import translation

from tamio.outbox.drain import drain_due
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import (
    Bug,
    Differs,
    Held,
    Later,
    NeedsSettings,
    Outcome,
    Reconnect,
    Rejected,
    Skipped,
)
from tamio.outbox.states import State
from tests.factories import NOW, make_store
from tests.outbox.far_side import PROBLEM, FarSide, Hand
from tests.outbox.rows import recorded, whats

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def after(outcome: Outcome, far_side: FarSide, clock: Hand) -> Delivery:
    """A delivery that was answered so, once."""
    delivery = recorded()
    far_side.will_answer(1, outcome)
    drain_due(clock=clock, random=Random(1))
    delivery.refresh_from_db()
    return delivery


@pytest.mark.parametrize(
    "outcome",
    [Differs(PROBLEM), NeedsSettings(PROBLEM), Rejected(PROBLEM), Bug(PROBLEM)],
)
def test_an_answer_for_a_person_explains_itself_and_is_not_tried_again(
    outcome: Outcome, far_side: FarSide, clock: Hand
) -> None:
    delivery = after(outcome, far_side, clock)

    assert (delivery.state, delivery.due_at) == (outcome.state, None)
    assert delivery.problem == PROBLEM.as_json(answer=outcome.state)
    assert delivery.events.last().detail == {"problem": delivery.problem}  # type: ignore[union-attr]


def test_an_explanation_speaks_the_language_in_force(far_side: FarSide, clock: Hand) -> None:
    explanation = after(Rejected(PROBLEM), far_side, clock).explanation
    assert explanation is not None

    with translation.override("sv"):
        assert (str(explanation.message), str(explanation.remedy)) == (
            "Konto saknas.",
            "Välj ett konto.",
        )
    with translation.override("en"):
        assert str(explanation.message) == "An account is missing."
    assert (explanation.code, explanation.answer) == ("no-account", "rejected")


@pytest.mark.parametrize("outcome", [Held("manual"), Skipped("before the start date")])
def test_a_rule_that_stops_a_delivery_says_why(
    outcome: Held | Skipped, far_side: FarSide, clock: Hand
) -> None:
    delivery = after(outcome, far_side, clock)

    assert (delivery.state, delivery.reason) == (outcome.state, outcome.reason)
    assert delivery.events.last().detail == {"reason": outcome.reason}  # type: ignore[union-attr]


def test_a_reason_fits_its_column() -> None:
    for reason in ("", "x" * 201):
        with pytest.raises(ValueError, match="1 to 200"):
            Held(reason)


def test_later_without_a_time_backs_off_and_counts(far_side: FarSide, clock: Hand) -> None:
    delivery = after(Later(PROBLEM), far_side, clock)

    assert (delivery.state, delivery.tries) == (State.LATER, 1)
    assert delivery.due_at is not None
    assert NOW < delivery.due_at <= NOW + timedelta(seconds=2)


def test_each_try_waits_under_a_higher_ceiling_until_it_goes_through(
    far_side: FarSide, clock: Hand
) -> None:
    delivery = recorded()
    far_side.will_answer(1, *[Later(PROBLEM)] * 6)
    for tries in range(1, 7):
        drain_due(clock=clock, random=Random(tries))
        delivery.refresh_from_db()
        assert (delivery.state, delivery.tries) == (State.LATER, tries)
        clock.move(timedelta(seconds=2**tries))
    drain_due(clock=clock)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.problem) == (State.SUBMITTED, None)
    assert whats(delivery).count("later") == 6


def test_later_at_a_given_time_is_due_then(far_side: FarSide, clock: Hand) -> None:
    assert after(Later(PROBLEM, due_at=NOW + MINUTE), far_side, clock).due_at == NOW + MINUTE


def test_later_after_a_while_is_due_then(far_side: FarSide, clock: Hand) -> None:
    assert after(Later(PROBLEM, after=MINUTE), far_side, clock).due_at == NOW + MINUTE


def test_what_is_not_the_documents_fault_costs_no_try(far_side: FarSide, clock: Hand) -> None:
    outcome = Later(PROBLEM, after=MINUTE, counts_as_try=False)

    assert after(outcome, far_side, clock).tries == 0


def test_a_lane_rests_until_the_time_it_was_told(far_side: FarSide, clock: Hand) -> None:
    store = make_store()
    recorded(store=store)
    recorded(subject_id=2, store=store)
    far_side.will_answer(1, Later(PROBLEM, after=MINUTE, rests_until=NOW + MINUTE))

    drain_due(clock=clock)
    assert far_side.calls == [1]

    clock.move(MINUTE)
    drain_due(clock=clock)
    assert far_side.calls == [1, 1, 2]


def test_a_far_side_that_is_down_is_noticed_once_per_lane_and_not_per_document(
    far_side: FarSide, clock: Hand
) -> None:
    store = make_store()
    for subject_id in range(1, 13):
        recorded(subject_id=subject_id, store=store)
    far_side.will_answer(1, *[Later(PROBLEM, whole_lane=True, counts_as_try=False)] * 4)

    for failures in range(1, 5):
        drain_due(clock=clock, random=Random(failures))
        clock.move(timedelta(seconds=2**failures))
    assert far_side.calls == [1, 1, 1, 1]

    drain_due(clock=clock)
    assert far_side.calls[4:] == list(range(1, 13))


def test_a_lane_that_recovered_rests_briefly_the_next_time(far_side: FarSide, clock: Hand) -> None:
    lane = recorded().lane
    lane.failures = 9
    lane.save()
    drain_due(clock=clock)

    lane.refresh_from_db()
    assert lane.failures == 0


def test_a_lost_consent_closes_the_lane_and_everything_in_it_waits(
    far_side: FarSide, clock: Hand
) -> None:
    store = make_store()
    first, second = recorded(store=store), recorded(subject_id=2, store=store)
    far_side.will_answer(1, Reconnect(PROBLEM))
    drain_due(clock=clock)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.RECONNECT, State.WAITING)
    assert (first.lane.closed_reason, first.lane.closed_at) == ("reconnect", NOW)
    assert far_side.calls == [1]
