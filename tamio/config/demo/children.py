"""The demo's processes: started, watched, started again when they die, stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from tamio.config.demo.place import CannotStart

START_SECONDS = 60.0
# A worker that was told to stop finishes its request first, and Fortnox may be slow.
STOP_SECONDS = 40.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
# One that has lived this long has recovered: the next death is a new story.
HEALTHY_SECONDS = 60.0
POLL_SECONDS = 0.1
# Lines of its log that are said when it does not start.
LAST_WORDS = 5
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

Say = Callable[[str], None]


class Stopped(Exception):
    """Somebody stopped the demo before it was ready."""


class Child:
    """One process, in a group of its own: Ctrl-C reaches the demo alone, which then asks each
    child once. Its output goes to `log`, its process number to `pid`.
    """

    def __init__(self, *, name: str, command: list[str], folder: Path) -> None:
        self.name = name
        self.log = folder / "log" / f"{name}.log"
        self._pid = folder / "pid" / name
        self._command = [str(Path(sysconfig.get_path("scripts")) / command[0]), *command[1:]]
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._pause = FIRST_PAUSE_SECONDS
        self._again_at: float | None = None

    def start(self) -> None:
        for file in (self.log, self._pid):
            file.parent.mkdir(exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # our own commands
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=partial(_die_with_the_demo, os.getpid()),
            )
        self._pid.write_text(f"{self._process.pid}\n")
        self._started_at, self._again_at = time.monotonic(), None

    @property
    def lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def wait_until(self, ready: Callable[[], bool], *, stop: Event) -> None:
        """Raises CannotStart if it dies or is not ready in time, Stopped if `stop` is set."""
        until = time.monotonic() + START_SECONDS
        while not ready():
            if stop.wait(POLL_SECONDS):
                raise Stopped
            if not self.lives or time.monotonic() > until:
                raise CannotStart(self._why_not())

    def _why_not(self) -> str:
        how = "did not start in time" if self.lives else "did not start"
        words = self.log.read_text(errors="replace").splitlines()[-LAST_WORDS:]
        said = "".join(f"\n  {line}" for line in words)
        return f"The {self.name} {how}; {self.log} says why.{said}"

    def look_after(self, *, say: Say) -> None:
        """Starts it again if it has died, after a pause that doubles from death to death."""
        if self.lives:
            return
        now = time.monotonic()
        if self._again_at is None:
            self._again_at = now + self._next_pause(lived=now - self._started_at)
            code = self._process.returncode if self._process else None
            say(f"The {self.name} has died ({_how(code)}) and is started again; see {self.log}")
        elif now >= self._again_at:
            self.start()

    def _next_pause(self, *, lived: float) -> float:
        if lived >= HEALTHY_SECONDS:
            self._pause = FIRST_PAUSE_SECONDS
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE_SECONDS)
        return pause

    def ask_to_stop(self) -> None:
        if self.lives and self._process:
            self._process.send_signal(signal.SIGTERM)

    def wait_for_end(self, *, hurry: Event) -> None:
        """Waits for it; kills it when its time is up, or at once when `hurry` is set."""
        until = time.monotonic() + STOP_SECONDS
        while self.lives and time.monotonic() < until and not hurry.is_set():
            time.sleep(POLL_SECONDS / 2)
        if self.lives and self._process:
            self._process.kill()
            self._process.wait()
        self._pid.unlink(missing_ok=True)


def look_after(children: list[Child], *, stop: Event, say: Say) -> None:
    """Keeps the children alive until `stop` is set."""
    while not stop.wait(POLL_SECONDS):
        for child in children:
            child.look_after(say=say)


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"ended by {signal.Signals(-code).name}"
    return f"exit code {code}"


def _die_with_the_demo(demo: int) -> None:
    """Between fork and exec: a demo that is killed outright takes its children with it."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != demo:
            os._exit(1)
