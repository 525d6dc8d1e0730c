"""Pacing: a request to a company waits until its budget has room for it.

Fortnox allows 25 requests in any 5 seconds per integration and company, and answers 429 over it
(measured by client authors: 24 is safe, 25 is not). Each request is booked before it leaves, in a
row that web pages and workers share, so a killed process leaves the budget known. It runs in the
machine's own time, whatever TAMIO_CLOCK says.

What counts is when a request *arrives*, which lies between its leaving and its answer. So one
whose answer has come counts from at most JITTER after it left, and one whose answer never came
counts until it cannot arrive any more.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from tamio.fortnox.models import RateBudget
from tamio.fortnox.sync.queueing import Queue

#: Requests in any WINDOW seconds; one less than Fortnox allows.
ALLOWED = 24
WINDOW = 5.0
JITTER = 0.2
#: How long a request without an answer may still be under way: the client's longest call.
UNANSWERED = 25.0
#: So many at once may follow each other freely; over it they are spread out, so that a person's
#: click in a saturated lane never waits for a whole window to pass.
BURST = 8
GAP = 0.2
#: A wait is cut into pieces: an answer may make room sooner, and the worker may be told to stop.
_GLANCE = 0.1

_queues: dict[str, Queue] = {}


@dataclass(frozen=True, slots=True)
class Turn:
    """A request's place in the budget of `tenant_id`; `left_at` in seconds of the clock."""

    tenant_id: str
    ticket: int
    left_at: float


@contextmanager
def turn(
    *, tenant_id: str, urgency: int = 0, still_wanted: Callable[[], None] = lambda: None
) -> Iterator[Turn]:
    """Waits for room, books the request, and counts it from its answer on.

    A smaller `urgency` goes first among the threads of this process. `still_wanted` is asked again
    and again, the last time when the request may go: it raises to give up, and nothing is booked.
    """
    with _queue(tenant_id).place(urgency) as place:
        booked = _wait(tenant_id, place.is_first, still_wanted)
    try:
        still_wanted()
    except BaseException:
        give_back(booked)
        raise
    yield booked


def book(*, tenant_id: str, at: float) -> Turn | float:
    """The turn, or the seconds until it is worth asking again. Nothing is written then."""
    wait = _room(_counting(tenant_id, at), at)
    if wait:
        return wait
    with transaction.atomic():
        budget, _ = RateBudget.objects.select_for_update().get_or_create(tenant_id=tenant_id)
        budget.counted = _still_counted(budget, at)
        if wait := _room(budget, at):
            return wait
        budget.last_ticket += 1
        budget.last_begun = at
        budget.counted.append([budget.last_ticket, at + UNANSWERED + WINDOW])
        budget.save()
        return Turn(tenant_id, budget.last_ticket, at)


def answered(turn: Turn, *, status: int | None, at: float) -> None:
    """Its answer is here, or the wait for one is over: from now on it counts for a window only."""
    with transaction.atomic():
        budget = RateBudget.objects.select_for_update().get(tenant_id=turn.tenant_id)
        _count(budget, turn, until=min(at, turn.left_at + JITTER) + WINDOW)
        name = str(status or "none")
        budget.answers[name] = budget.answers.get(name, 0) + 1
        budget.save(update_fields=["counted", "answers"])


def give_back(turn: Turn) -> None:
    """It was never sent."""
    with transaction.atomic():
        budget = RateBudget.objects.select_for_update().get(tenant_id=turn.tenant_id)
        _count(budget, turn, until=0.0)
        budget.save(update_fields=["counted"])


def spend(*, tenant_id: str, at: float) -> None:
    """Fortnox says that it was too much: all of the budget is taken as used from now on."""
    with transaction.atomic():
        budget, _ = RateBudget.objects.select_for_update().get_or_create(tenant_id=tenant_id)
        spent = [[0, at + WINDOW]] * (ALLOWED - len(budget.counted))
        budget.counted = [
            [ticket, max(until, at + WINDOW)] for ticket, until in budget.counted
        ] + spent
        budget.save()


def used(*, tenant_id: str, at: float) -> int:
    """How many of the ALLOWED requests are counted at this moment."""
    return len(_counting(tenant_id, at).counted)


def _queue(tenant_id: str) -> Queue:
    return _queues.setdefault(tenant_id, Queue())


def _wait(tenant_id: str, is_first: Callable[[], bool], still_wanted: Callable[[], None]) -> Turn:
    while True:
        if is_first():
            booked = book(tenant_id=tenant_id, at=time.time())
            if isinstance(booked, Turn):
                return booked
            time.sleep(min(booked, _GLANCE))
        else:
            time.sleep(_GLANCE / 10)
        still_wanted()


def _counting(tenant_id: str, at: float) -> RateBudget:
    """The budget as it stands now; not to be saved."""
    budget = RateBudget.objects.filter(tenant_id=tenant_id).first() or RateBudget()
    budget.counted = _still_counted(budget, at)
    return budget


def _still_counted(budget: RateBudget, at: float) -> list[list[float]]:
    """What lies further ahead than any request can count was booked before the clock was set back:
    it is left out, or the lane would stand still until the clock has caught up.
    """
    return [entry for entry in budget.counted if at < entry[1] <= at + UNANSWERED + WINDOW]


def _room(budget: RateBudget, at: float) -> float:
    """Seconds until a request may begin, 0 for now."""
    if len(budget.counted) >= ALLOWED:
        return float(min(until for _, until in budget.counted) - at)
    since = at - budget.last_begun
    if len(budget.counted) >= BURST and 0 <= since < GAP:
        return GAP - since
    return 0.0


def _count(budget: RateBudget, turn: Turn, *, until: float) -> None:
    budget.counted = [
        [ticket, until if ticket == turn.ticket else held] for ticket, held in budget.counted
    ]
