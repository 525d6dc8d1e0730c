"""A command in a terminal of its own, as a person sees it."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from io import FileIO

from tests.journeys.processes import ROOT


class Terminal:
    """What a command shows; `process` is the command."""

    def __init__(self, process: subprocess.Popen[bytes], screen: FileIO) -> None:
        self.process = process
        self.shown = ""
        self._screen = screen

    def shows(self, text: str, *, times: int, within: float) -> None:
        """Returns once `text` was shown so often; fails after `within` seconds."""
        until = time.monotonic() + within
        while self.shown.count(text) < times:
            assert time.monotonic() < until, f"{text!r} was not shown {times} times: {self.shown}"
            self._look(seconds=0.1)

    def left(self, *, within: float) -> int:
        """The exit code, once it has ended by itself."""
        code = self.process.wait(timeout=within)
        self._look(seconds=0)
        return code

    def _look(self, *, seconds: float) -> None:
        if select.select([self._screen], [], [], seconds)[0]:
            self.shown += (self._screen.read(65_536) or b"").decode()


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def terminal(*command: str, environment: Mapping[str, str]) -> Iterator[Terminal]:
    """`tamio COMMAND`, killed afterwards if it still runs."""
    ours, theirs = pty.openpty()
    with closing(FileIO(ours)) as screen:
        process = subprocess.Popen(
            [sys.executable, "-m", "tamio.config.cli", *command],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            # A shell that runs the tests in its background has Ctrl-C ignored by all below it.
            preexec_fn=_hear_interrupts,
        )
        try:
            yield Terminal(process, screen)
        finally:
            process.kill()
            process.wait(timeout=10)
            os.close(theirs)
