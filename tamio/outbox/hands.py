"""Spare threads of a process, which help in lanes where more than one delivery can be under way."""

import logging
import queue
from collections.abc import Callable
from threading import Lock, Thread

from django.db import close_old_connections, connections

Task = Callable[[], None]

log = logging.getLogger(__name__)


class Hands:
    """Started at once; `close` waits until all are done. An offer is taken at once or never."""

    def __init__(self, *, count: int) -> None:
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._free = count
        self._lock = Lock()
        self._threads = [
            Thread(target=self._live, name=f"hand-{number}", daemon=True) for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def offer(self, task: Task) -> bool:
        """Whether a hand takes it. What the task raises is logged: it has to keep it itself."""
        with self._lock:
            if self._free == 0:
                return False
            self._free -= 1
        self._tasks.put(task)
        return True

    def close(self) -> None:
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _live(self) -> None:
        try:
            while (task := self._tasks.get()) is not None:
                self._do(task)
        finally:
            connections.close_all()

    def _do(self, task: Task) -> None:
        try:
            close_old_connections()
            task()
        except Exception:
            log.exception("A hand dropped its task")
        finally:
            with self._lock:
                self._free += 1
