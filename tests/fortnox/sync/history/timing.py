"""One clock for both sides: it stands still until somebody waits or a test moves it."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from importlib import import_module

import pytest

from tests.factories import NOW

#: Every module, of Tamio and of the simulator, that reads the machine's clock or sleeps.
_READERS = (
    "tamio.outbox.walk",
    "tamio.fortnox.sync.pacing",
    "tamio.fortnox.sync.tokens",
    "fortnox_simulator.rate_limit",
    "fortnox_simulator.companies.shelf",
    "fortnox_simulator.api.gate",
)
_CALENDARS = ("tamio.outbox.lease", "fortnox_simulator.clock")


class Time:
    """Stands in for the `time` module and for the class `datetime` where they are read."""

    def __init__(self) -> None:
        self._seconds = NOW.timestamp()
        #: Asked before time passes, with the instant it passes to: what happens until then.
        self.before_it_passes: Callable[[float], None] = lambda until: None

    def time(self) -> float:
        return self._seconds

    def monotonic(self) -> float:
        return self._seconds

    def now(self, zone: tzinfo | None = None) -> datetime:
        return datetime.fromtimestamp(self._seconds, zone or UTC)

    def __call__(self) -> datetime:
        return self.now()

    def sleep(self, seconds: float) -> None:
        self.pass_to(self._seconds + seconds)

    def pass_to(self, instant: float) -> None:
        self.before_it_passes(instant)
        self._seconds = max(self._seconds, instant)

    def stand_at(self, instant: float) -> None:
        self._seconds = max(self._seconds, instant)


def govern(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The one clock, in force until the test ends."""
    time = Time()
    for name in _READERS:
        monkeypatch.setattr(import_module(name), "time", time)
    for name in _CALENDARS:
        monkeypatch.setattr(import_module(name), "datetime", time)
    return time
