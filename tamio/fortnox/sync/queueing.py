"""Who goes first among the threads of one process that wait for the same thing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from threading import Lock


@dataclass(frozen=True, slots=True)
class Place:
    is_first: Callable[[], bool]


class Queue:
    """The most urgent first, and among equals in the order in which they came."""

    def __init__(self) -> None:
        self._waiting: set[tuple[int, int]] = set()
        self._arrivals = count()
        self._lock = Lock()

    @contextmanager
    def place(self, urgency: int) -> Iterator[Place]:
        """A place in the queue until the block ends."""
        with self._lock:
            mine = (urgency, next(self._arrivals))
            self._waiting.add(mine)
        try:
            yield Place(lambda: self._is_first(mine))
        finally:
            with self._lock:
                self._waiting.discard(mine)

    def _is_first(self, mine: tuple[int, int]) -> bool:
        with self._lock:
            return min(self._waiting) == mine
