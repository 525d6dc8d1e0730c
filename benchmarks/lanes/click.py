"""How soon a person's click is answered in a lane that is full, with a great deal waiting in it."""

import time
from collections.abc import Iterator

from benchmarks.deliveries import deliveries
from benchmarks.lanes.ground import BY, Ground, fill
from tamio.clock import now

CLICKS = 10
_SATURATED_SECONDS, _BETWEEN_SECONDS, _PATIENCE = 20, 3, 60.0


def run(ground: Ground, *, documents: int, workers: int) -> Iterator[str]:
    """Each click is on the last of those that wait: without it, its turn would come in an hour."""
    store = ground.stores[0]
    fill([store], each=documents)
    with ground.worker():
        time.sleep(_SATURATED_SECONDS)
        waits = [_clicked() for _ in range(CLICKS)]
        left = deliveries().filter(state="waiting").count()
    told = ", ".join(f"{wait:.2f}" for wait in sorted(waits))
    yield f"clicks behind {left} waiting documents: {told} s"


def _clicked() -> float:
    time.sleep(_BETWEEN_SECONDS)
    last = deliveries().filter(state="waiting").order_by("-pk")[0]
    last.submit_now(now=now(), by=BY)
    started = time.perf_counter()
    while not deliveries().filter(pk=last.pk, state="submitted").exists():
        if time.perf_counter() - started > _PATIENCE:
            raise SystemExit("a click was not answered within a minute")
        time.sleep(0.01)
    return time.perf_counter() - started
