"""Several at once: in threads that start together, each with a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def together(calls: Sequence[Callable[[], Result]]) -> list[Result]:
    """What each call returned, in the order given. Raises what the first of them raised."""
    start = Barrier(len(calls), timeout=30)

    def run(call: Callable[[], Result]) -> Result:
        start.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [promise.result(60) for promise in [pool.submit(run, call) for call in calls]]
