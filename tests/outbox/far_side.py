"""The far side of a lane, scripted: what a real destination would be."""

from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from tamio.outbox.destinations import Destination
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Outcome, Submitted
from tamio.outbox.problem import Problem, Words

Answer = Outcome | Exception | Callable[[Delivery, Lease], Outcome]

PROBLEM = Problem(
    code="no-account",
    field="revenue_account",
    message=Words(sv="Konto saknas.", en="An account is missing."),
    remedy=Words(sv="Välj ett konto.", en="Choose an account."),
)
DESTINATION = Destination(
    name="far", hears=("thing.happened",), deliver="tests.outbox.far_side.deliver"
)


class FarSide:
    """Answers Submitted unless told otherwise; remembers whom it was asked about, in order."""

    def __init__(self) -> None:
        self.calls: list[int] = []
        self._answers: dict[int, deque[Answer]] = defaultdict(deque)

    def will_answer(self, subject_id: int, *answers: Answer) -> None:
        self._answers[subject_id].extend(answers)

    def hear(self, delivery: Delivery, lease: Lease) -> Outcome:
        self.calls.append(delivery.subject_id)
        waiting = self._answers[delivery.subject_id]
        answer = waiting.popleft() if waiting else Submitted()
        if isinstance(answer, Exception):
            raise answer
        return answer(delivery, lease) if callable(answer) else answer


_listening: list[FarSide] = []


def listen(far_side: FarSide) -> None:
    _listening.append(far_side)


def leave() -> None:
    _listening.clear()


def deliver(delivery: Delivery, lease: Lease) -> Outcome:
    return _listening[-1].hear(delivery, lease)


class Hand:
    """A clock that moves only by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> datetime:
        self.at += by
        return self.at
