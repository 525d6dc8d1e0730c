"""How many orders a second all lanes carry together, and whose processor time an order costs."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.deliveries import deliveries
from benchmarks.lanes.ground import Ground, fill
from benchmarks.lanes.processes import Process

_PATIENCE = 1800.0


def run(ground: Ground, *, documents: int, workers: int) -> Iterator[str]:
    """The count begins with the first order, when the workers are up."""
    fill(ground.stores, each=documents)
    total = len(ground.stores) * documents
    with ExitStack() as stack:
        at_work = [stack.enter_context(ground.worker()) for _ in range(workers)]
        _until(1)
        watched = [*at_work, *ground.others()]
        before, started, first = _seconds(watched), time.monotonic(), _submitted()
        _until(total)
        took, orders = time.monotonic() - started, total - first
        used = [after - now for after, now in zip(_seconds(watched), before, strict=True)]
        held = [process.megabytes for process in watched]
    yield f"{orders} orders of {len(ground.stores)} lanes in {took:.1f} s: {orders / took:.1f} /s"
    yield f"with {workers} worker processes on {os.cpu_count()} processors"
    for process, seconds, megabytes in zip(watched, used, held, strict=True):
        yield (
            f"{process.name}: {seconds / orders * 1000:.1f} ms of processor an order,"
            f" {seconds / took:.0%} of one processor, {megabytes:.0f} MB"
        )


def _until(count: int) -> None:
    until = time.monotonic() + _PATIENCE
    while _submitted() < count:
        if time.monotonic() > until:
            raise SystemExit(f"only {_submitted()} of {count} arrived")
        time.sleep(0.25)


def _submitted() -> int:
    return deliveries().filter(state="submitted").count()


def _seconds(processes: list[Process]) -> list[float]:
    return [process.seconds for process in processes]
