"""A pytest plugin: a test fails when an exchange that it caused departs from the description.

It looks at the request log of every simulator in this process, whatever test started it. What a
simulator in another process has kept in a file can be shown to it (`WATCH.see_file`).
"""

from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import pytest

from fortnox_simulator.request_log import WITH_BODIES, Entry, RequestLog
from fortnox_simulator.storage import SQLiteFile
from tests.simulator.described.exchanges import Exchange, departures

# These answer in Fortnox's stead, or not at all; all others let the request be carried out.
ANSWERED_BY_A_FAULT = {"hang", "maintenance", "reset_before", "status"}
SHOWN = 10


class Watch:
    """What departed since it was last asked, each with the call that it happened in."""

    def __init__(self) -> None:
        self._departed: list[str] = []

    def see(self, entry: Mapping[str, Any]) -> None:
        """One closed entry of the request log."""
        if entry["status"] is None or entry["fault"] in ANSWERED_BY_A_FAULT:
            return
        exchange = Exchange.logged(entry)
        call = f"{exchange.method} {exchange.path} {exchange.status}"
        self._departed += [f"{call}: {departure}" for departure in departures(exchange)]

    def see_file(self, path: Path) -> None:
        """What a simulator that has stopped kept with --data, if it ever started."""
        if not path.exists():
            return
        storage = SQLiteFile(path)
        for entry in storage.logged(last=WITH_BODIES):
            self.see(entry)
        storage.close()

    def taken(self) -> list[str]:
        """Each once, in the order they came; the next test starts afresh."""
        departed, self._departed = list(dict.fromkeys(self._departed)), []
        return departed

    def judge(self) -> None:
        """Fails the test that is running when anything departed."""
        departed = self.taken()
        if departed:
            more = f"\n... and {len(departed) - SHOWN} more" if len(departed) > SHOWN else ""
            pytest.fail(
                "Not as Fortnox's description has it (known defects of it stand in defects.py):\n"
                + "\n".join(departed[:SHOWN])
                + more,
                pytrace=False,
            )


WATCH = Watch()
_close = RequestLog.close


def _seen_and_closed(self: RequestLog, entry: Entry) -> None:
    _close(self, entry)
    WATCH.see(entry)


def pytest_configure() -> None:
    RequestLog.close = _seen_and_closed  # type: ignore[method-assign]


def pytest_unconfigure() -> None:
    RequestLog.close = _close  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """What the test did, and what its fixtures did before it."""
    try:
        result = yield
    except BaseException as error:
        for departed in WATCH.taken()[:SHOWN]:
            error.add_note(departed)
        raise
    WATCH.judge()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    result = yield
    WATCH.judge()
    return result
