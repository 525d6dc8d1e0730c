"""How soon a worker is at work again when a great deal has been left waiting."""

import time
from collections.abc import Iterator

from benchmarks.deliveries import deliveries
from benchmarks.lanes.ground import Ground, fill

_PATIENCE = 600.0


def run(ground: Ground, *, documents: int, workers: int) -> Iterator[str]:
    """From the start of the process, Python's own start and Django's included."""
    fill(ground.stores, each=documents)
    yield f"{deliveries().exclude(state='submitted').count()} documents wait"
    started = time.monotonic()
    with ground.worker() as worker:
        _until(1)
        yield f"first order: {time.monotonic() - started:.2f} s after the worker's start"
        _until(len(ground.stores))
        yield f"every lane has one: {time.monotonic() - started:.2f} s"
        yield f"the worker holds {worker.megabytes:.0f} MB"


def _until(lanes: int) -> None:
    until = time.monotonic() + _PATIENCE
    arrived = deliveries().filter(state="submitted").values("lane").distinct()
    while arrived.count() < lanes:
        if time.monotonic() > until:
            raise SystemExit(f"only {arrived.count()} of {lanes} lanes were walked")
        time.sleep(0.02)
