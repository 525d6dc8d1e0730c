"""The workers: real `tamio worker` processes, killed and started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from threading import Lock

from benchmarks.chaos.simulator import ROOT

#: Gives way to nobody: one that hardly lives longer than its start would deliver nothing.
_COMMAND = ("worker", "--threads", "6", "--niceness", "0")
#: Most strikes are meant for workers at work; some hit one that is only just starting.
_AT_WORK, _ASKED = 0.85, 0.15
#: Seconds for which one that was asked may finish its requests in flight.
_GRACE = 20.0


@dataclass(frozen=True, slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def is_at_work(self) -> bool:
        """It says so in its first line."""
        return self.log.stat().st_size > 0


@dataclass(frozen=True, slots=True)
class _Leaver:
    process: subprocess.Popen[bytes]
    until: float

    @property
    def is_gone(self) -> bool:
        """Who waits for longer pulls the plug."""
        if time.monotonic() > self.until:
            self.process.kill()
            self.process.wait(10)
        return self.process.poll() is not None


class Crew:
    """As many workers as were asked for; whoever was killed has been started again."""

    def __init__(
        self, *, workers: int, database: str, environment: Mapping[str, str], folder: Path
    ) -> None:
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": database,
            **environment,
        }
        self._folder = folder
        self._serial = count(1)
        self._lock = Lock()
        self.kills = 0
        self.terminations = 0
        #: Workers that ended without having been told to.
        self.deaths: list[str] = []
        #: Struck, and perhaps not gone yet: the next strike does not wait for them.
        self._leavers: list[_Leaver] = []
        self._workers = [self._started() for _ in range(workers)]

    def strike(self, random: Random) -> None:
        """One of them, by chance: most often killed, now and then asked to stop."""
        wants_one_at_work, is_asked = random.random() < _AT_WORK, random.random() < _ASKED
        with self._lock:
            self._revive()
            aim = [each for each in self._workers if each.is_at_work or not wants_one_at_work]
            if not aim:
                return
            worker = random.choice(aim)
            worker.process.send_signal(signal.SIGTERM if is_asked else signal.SIGKILL)
            self._workers[self._workers.index(worker)] = self._started()
            self._leavers.append(_Leaver(worker.process, until=time.monotonic() + _GRACE))
        self.terminations += is_asked
        self.kills += not is_asked

    def keep_alive(self) -> None:
        with self._lock:
            self._revive()

    def stop(self) -> None:
        at_work = [each.process for each in self._workers]
        for process in [*at_work, *(each.process for each in self._leavers)]:
            process.kill()
            process.wait(10)

    def _revive(self) -> None:
        self._leavers = [each for each in self._leavers if not each.is_gone]
        for position, worker in enumerate(self._workers):
            if (code := worker.process.poll()) is not None:
                self.deaths.append(f"a worker ended by itself, with {code}: see {worker.log}")
                self._workers[position] = self._started()

    def _started(self) -> _Worker:
        path = self._folder / f"worker-{next(self._serial)}.log"
        with path.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tamio.config.cli", *_COMMAND],
                cwd=ROOT,
                env=self._environment,
                stderr=log,
            )
        return _Worker(process, path)
