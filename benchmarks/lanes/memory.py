"""What a worker holds when it has met no lane yet, and when it has walked every one."""

import time
from collections.abc import Iterator

from benchmarks.lanes.ground import Ground, fill, sold
from benchmarks.lanes.throughput import _submitted, _until

_SETTLED_SECONDS = 10


def run(ground: Ground, *, documents: int, workers: int) -> Iterator[str]:
    """Two rounds: what grows with the lanes shows in the first, a leak in the second."""
    lanes = len(ground.stores)
    with ground.worker() as worker:
        time.sleep(_SETTLED_SECONDS)
        yield f"a worker beside {lanes} idle lanes: {worker.megabytes:.0f} MB"
        used = worker.seconds
        time.sleep(_SETTLED_SECONDS)
        yield f"and it uses {(worker.seconds - used) / _SETTLED_SECONDS:.1%} of one processor"
        fill(ground.stores, each=documents)
        _until(lanes * documents)
        yield f"after {documents} orders in each: {worker.megabytes:.0f} MB"
        before = _submitted()
        for store in ground.stores:
            sold(store)
        _until(before + lanes)
        yield f"after one more in each: {worker.megabytes:.0f} MB"
