"""Threads that each do one thing again and again, until they are told to stop."""

import traceback
from collections.abc import Callable
from threading import Event, Thread

from django.db import connections

Act = Callable[[], object]
Pause = Callable[[], float]


class Actors:
    """`errors` holds what any of them stumbled over: whoever did acts no more."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self._stop = Event()
        self._threads: list[Thread] = []

    def send(self, name: str, act: Act, *, pause: Pause) -> None:
        """Acts after each pause (seconds), from now on."""
        thread = Thread(target=self._keep_acting, args=(name, act, pause), name=name)
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _keep_acting(self, name: str, act: Act, pause: Pause) -> None:
        try:
            while not self._stop.wait(pause()):
                act()
        except Exception:  # noqa: BLE001 - whatever it is fails the run, and is told at its end
            self.errors.append(f"{name}: {traceback.format_exc()}")
        finally:
            connections.close_all()
