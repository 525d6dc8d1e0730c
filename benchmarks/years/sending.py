"""Sends what waits for Fortnox, and nothing else: letters and chores would live in another time.

As a program: walks those lanes, as a worker does, until it is told to stop.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from benchmarks.chaos.simulator import ROOT
from benchmarks.years.result import children_seconds
from tamio.outbox.hands import Hands

_THREADS = 4
_GLANCE = 0.3


class Sender:
    """The process; whoever was killed is started again."""

    def __init__(self, *, folder: Path, environment: Mapping[str, str]) -> None:
        self._environment = {**os.environ, **environment}
        self._log = folder / "sender.log"
        self.kills = 0
        #: Of processor, of those that have ended.
        self.seconds = 0.0
        #: It ended without having been told to.
        self.deaths: list[str] = []
        self._process = self._started()

    def kill(self) -> None:
        """With no warning, and up again."""
        self._process.kill()
        self._wait(10)
        self.kills += 1
        self._process = self._started()

    def keep_alive(self) -> None:
        if (code := self._process.poll()) is not None:
            self.deaths.append(f"the sender ended by itself, with {code}: see {self._log}")
            self._process = self._started()

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._wait(10)

    def _wait(self, seconds: float) -> None:
        before = children_seconds()
        self._process.wait(seconds)
        self.seconds += children_seconds() - before

    def _started(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "benchmarks.years.sending"],
                cwd=ROOT, env=self._environment, stderr=log,
            )  # fmt: skip


def main() -> None:
    import django

    django.setup()
    from tamio.outbox.lanes import end_leases_of_the_gone

    stopping = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    end_leases_of_the_gone()
    hands = Hands(count=_THREADS)
    with ThreadPoolExecutor(_THREADS) as pool:
        walks = [pool.submit(_walk, number, hands, stopping) for number in range(_THREADS)]
        stopping.wait()
    hands.close()
    for each in walks:
        each.result()


def _walk(number: int, hands: Hands, stopping: Event) -> None:
    """Its share of the lanes, one after the other; `hands` help where a lane has much to send."""
    from django.db import OperationalError, connection

    from tamio.outbox.models import Lane

    lanes = list(
        Lane.objects.filter(destination="fortnox").order_by("pk").values_list("pk", flat=True)
    )
    try:
        while not stopping.is_set():
            try:
                done = sum(_drain(pk, hands, stopping) for pk in lanes[number::_THREADS])
            except OperationalError as error:
                # The other process wrote for longer than anybody waits.
                sys.stderr.write(f"{error}\n")
                done = 0
            if not done:
                stopping.wait(_GLANCE)
    except BaseException:
        stopping.set()
        raise
    finally:
        connection.close()


def _drain(lane: int, hands: Hands, stopping: Event) -> int:
    from tamio.clock import now
    from tamio.outbox.drain import drain
    from tamio.outbox.lanes import is_due
    from tamio.outbox.owner import own_name

    if stopping.is_set() or not is_due(lane_id=lane, now=now()):
        return 0
    return drain(lane_id=lane, owner=own_name(), clock=now, stopping=stopping.is_set, hands=hands)


if __name__ == "__main__":
    main()
