"""The rate budget as every process shares it."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connections

from tamio.fortnox.models import RateBudget
from tamio.fortnox.sync import pacing
from tamio.fortnox.sync.budget import ALLOWED, BURST, GAP, JITTER, UNANSWERED, WINDOW
from tamio.fortnox.sync.pacing import Turn
from tests.fortnox.sync.conftest import TENANT

pytestmark = pytest.mark.django_db
COMPANY = str(TENANT)


def booked(at: float) -> Turn:
    turn = pacing.book(tenant_id=COMPANY, at=at)
    assert isinstance(turn, Turn), f"no room for {turn} s"
    return turn


def when_there_is_room(at: float) -> Turn:
    while not isinstance(turn := pacing.book(tenant_id=COMPANY, at=at), Turn):
        at += turn + 1e-6  # a float of the clock has no finer steps
    return turn


def test_a_few_requests_follow_each_other_freely() -> None:
    for _ in range(BURST):
        booked(100.0)

    assert pacing.book(tenant_id=COMPANY, at=100.0) == pytest.approx(GAP)


def test_over_a_few_they_are_spread_out() -> None:
    at = [when_there_is_room(100.0).left_at for _ in range(BURST)]
    while len(at) < ALLOWED:
        at.append(when_there_is_room(at[-1]).left_at)

    gaps = [later - earlier for earlier, later in zip(at[BURST - 1 :], at[BURST:], strict=False)]
    assert gaps == pytest.approx([GAP] * len(gaps), abs=1e-4)


def test_a_request_under_way_counts_until_it_cannot_arrive_any_more() -> None:
    """As a worker that was killed leaves it: nobody says that an answer came."""
    at = 100.0
    for _ in range(ALLOWED):
        at = when_there_is_room(at).left_at

    first_end = 100.0 + UNANSWERED + WINDOW
    assert pacing.book(tenant_id=COMPANY, at=at + 1) == pytest.approx(first_end - at - 1)
    assert pacing.used(tenant_id=COMPANY, at=at + 1) == ALLOWED


def test_an_answer_lets_it_count_for_a_window_from_when_it_can_have_arrived() -> None:
    quick, slow = booked(100.0), booked(100.0)
    pacing.answered(quick, status=201, at=100.05)
    pacing.answered(slow, status=None, at=115.0)

    assert pacing.used(tenant_id=COMPANY, at=105.04) == 2
    assert pacing.used(tenant_id=COMPANY, at=105.06) == 1
    assert pacing.used(tenant_id=COMPANY, at=100 + JITTER + WINDOW + 0.01) == 0
    assert RateBudget.objects.get().answers == {"201": 1, "none": 1}


def test_what_was_never_sent_does_not_count() -> None:
    pacing.give_back(booked(100.0))

    assert pacing.used(tenant_id=COMPANY, at=100.0) == 0


def test_a_refusal_for_speed_spends_the_whole_budget() -> None:
    booked(100.0)
    pacing.spend(tenant_id=COMPANY, at=100.5)

    assert pacing.book(tenant_id=COMPANY, at=100.5) == pytest.approx(WINDOW)
    assert isinstance(pacing.book(tenant_id=COMPANY, at=105.6), Turn)


def test_a_clock_that_was_set_back_does_not_stop_the_lane() -> None:
    at = 1_000_000.0
    for _ in range(ALLOWED):
        at = when_there_is_room(at).left_at

    assert isinstance(pacing.book(tenant_id=COMPANY, at=at - 86_400), Turn)


def test_companies_have_budgets_of_their_own() -> None:
    for _ in range(BURST):
        booked(100.0)

    assert isinstance(pacing.book(tenant_id="910002", at=100.0), Turn)


@pytest.mark.integration
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_a_click_goes_before_the_sales_that_wait_for_room() -> None:
    went: list[int] = []
    now = time.time()
    for _ in range(BURST):
        pacing.book(tenant_id=COMPANY, at=now)

    def go(urgency: int) -> None:
        with pacing.turn(tenant_id=COMPANY, urgency=urgency):
            went.append(urgency)

    threads = [threading.Thread(target=_closing(go), args=(urgency,)) for urgency in (1, 1, 2, 0)]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    for thread in threads:
        thread.join(timeout=10)

    # The first sale may have gone before the click came; the backfill goes last in any case.
    assert went in ([0, 1, 1, 2], [1, 0, 1, 2])


def _closing(task: Callable[[int], None]) -> Callable[[int], None]:
    def run(urgency: int) -> None:
        try:
            task(urgency)
        finally:
            connections.close_all()

    return run


def test_giving_up_while_waiting_books_nothing() -> None:
    class Stop(Exception):
        pass

    def stop() -> None:
        raise Stop

    with pytest.raises(Stop), pacing.turn(tenant_id=COMPANY, still_wanted=stop):
        pytest.fail("it went")

    assert pacing.used(tenant_id=COMPANY, at=time.time()) == 0
