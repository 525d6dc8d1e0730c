"""The hands that help in a lane, each begun at a chosen request of another."""

from collections.abc import Callable, Sequence
from threading import Condition
from typing import TypeVar

import pytest

from tamio.outbox import walk
from tamio.outbox.hands import Hands, Task

Answer = TypeVar("Answer")


class PlannedHands(Hands):
    """`plan[i]` says after how many further requests the i-th hand begins what it was offered;
    there are no more hands than that. In one thread: a request waits while the hand works.
    """

    def __init__(self, plan: Sequence[int]) -> None:
        super().__init__(count=0)
        self._plan = list(plan)
        self._waiting: list[tuple[int, Task]] = []

    def offer(self, task: Task) -> bool:
        if not self._plan:
            return False
        self._waiting.append((self._plan.pop(0), task))
        return True

    def at_a_request(self) -> None:
        due = [task for requests, task in self._waiting if requests == 0]
        self._waiting = [(requests - 1, task) for requests, task in self._waiting if requests > 0]
        for task in due:
            task()

    def begin_all(self) -> None:
        while self._waiting:
            _requests, task = self._waiting.pop(0)
            task()


def let_hands_work_while_waiting(monkeypatch: pytest.MonkeyPatch) -> "list[PlannedHands]":
    """Whoever waits for hands lets them begin, where threads would run by themselves. The last of
    the list that is returned is at work.
    """
    at_work: list[PlannedHands] = []

    class Waiting(Condition):
        def wait_for(self, predicate: Callable[[], Answer], timeout: float | None = None) -> Answer:
            for hands in at_work[-1:]:
                hands.begin_all()
            answer = predicate()
            assert answer, "in one thread nobody else could make it so"
            return answer

    monkeypatch.setattr(walk, "Condition", Waiting)
    return at_work
