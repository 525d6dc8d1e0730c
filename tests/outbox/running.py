"""Engines and worker processes under test, always stopped again; waits that always end."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from tamio.outbox import worker
from tamio.outbox.lease import Clock

ROOT = Path(__file__).resolve().parents[2]


def eventually(is_so: Callable[[], bool], *, within: float) -> None:
    """Returns as soon as it is so; fails after `within` seconds."""
    until = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < until, f"still not so after {within} s"
        time.sleep(0.005)


@contextmanager
def running_engine(*, clock: Clock, threads: int = 4) -> Iterator[Event]:
    """The one for the ring's database. Yields what stops it; afterwards it has stopped."""
    stop = Event()
    engine = Thread(target=worker.engine(threads=threads, clock=clock, stop=stop).run)
    engine.start()
    try:
        yield stop
    finally:
        stop.set()
        engine.join(timeout=30)
        assert not engine.is_alive()


@contextmanager
def worker_process(
    *, database: str, book: Path, hang: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """A real worker whose destination writes into `book`; killed afterwards if it still runs."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database,
        "BOOK": str(book),
        "HANG": "yes" if hang else "",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.outbox.book_worker"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=10)
