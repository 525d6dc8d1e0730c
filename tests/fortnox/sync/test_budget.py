"""Never over what Fortnox allows, whatever the network does to the requests."""

from collections import deque
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.fortnox.sync.budget import ALLOWED, JITTER, WINDOW, Budget
from tests.tries import times

UNDER_WAY = 4
DELAYS = st.lists(st.tuples(st.floats(0, JITTER), st.floats(0, 3.0)), min_size=80, max_size=120)


@settings(max_examples=times(0.6))
@given(delays=DELAYS)
def test_no_window_ever_holds_more_than_is_allowed(delays: list[tuple[float, float]]) -> None:
    """Any delay on the way there, any delay until the answer; a few requests under way at once."""
    arrivals = sorted(arrivals_of(delays))

    for first in range(len(arrivals) - ALLOWED):
        assert arrivals[first + ALLOWED] - arrivals[first] >= WINDOW - 1e-6


def test_a_saturated_lane_uses_over_nine_tenths_of_what_fortnox_allows() -> None:
    """At 300 ms an answer, over ten minutes: 300 a minute are allowed."""
    arrivals = arrivals_of([(0.1, 0.2)] * 3_000)

    first_ten_minutes = [arrival for arrival in arrivals if arrival < arrivals[0] + 600]
    assert 2_700 <= len(first_ten_minutes) <= 3_000


def test_a_saturated_lane_never_stands_still_for_a_second() -> None:
    """So a person's click has its turn in time, also right after a burst used the budget up."""
    arrivals = arrivals_of([(0.1, 0.2)] * 500)

    gaps = [later - earlier for earlier, later in pairwise(arrivals)]
    assert max(gaps) < 1
    assert max(gaps[2 * ALLOWED :]) < 0.5


def arrivals_of(delays: list[tuple[float, float]]) -> list[float]:
    budget = Budget([])
    arrivals: list[float] = []
    under_way: deque[tuple[float, int, float]] = deque()
    at = 1_000.0
    for there, back in delays:
        if len(under_way) == UNDER_WAY:
            ready, ticket, left_at = under_way.popleft()
            at = max(at, ready)
            budget.answered(ticket, left_at=left_at, at=ready)
        budget.let_go(at=at)
        while wait := budget.room(at=at):
            at += wait + 1e-6  # a float of the clock has no finer steps
            budget.let_go(at=at)
        arrivals.append(at + there)
        under_way.append((at + there + back, budget.book(at=at), at))
    return arrivals
