"""What the rings share: the guard around the fast one, and how hard the property tests try."""

import gc
import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation

from tests import tries

# Every exchange with a simulated Fortnox is held against Fortnox's own description.
pytest_plugins = ["tests.migrated", "tests.simulator.described.watch"]

tries.prepare()

_OUTER_RINGS = ("integration", "journey")
_VISITORS = {"browser", "shopper"}
_DATABASE = {"db", "transactional_db"}
_COMMERCE = Path(__file__).parent / "commerce"
#: They begin, so that the processes of a run end together.
_LONGEST = (
    "tests/pictures/test_walk.py",
    "tests/journeys/test_demo.py",
    "tests/storefront/test_for_everyone.py",
    "tests/journeys/test_subscription_for_months.py",
    "tests/journeys/test_killed_worker.py",
    "tests/journeys/test_main_job.py",
    "tests/backoffice/test_in_a_browser.py",
    "tests/journeys/test_chaos.py",
)
_connect = socket.socket.connect


def pytest_collection_finish() -> None:
    """What thousands of tests have imported and collected stays: the collector need not walk it
    again and again, which was a fifth of the fast ring's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only a server can show is left to the ring that has one. Whole pages are told by who
    visits them: they go through every layer, and take most of the time of the tests without a
    network. What has a database is told by its fixtures.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if _VISITORS & fixtures:
            item.add_marker("page")
        if _DATABASE & fixtures or item.get_closest_marker("django_db") or _has_rows(item):
            item.add_marker("database")
        if _COMMERCE in item.path.parents:
            item.add_marker("commerce")
    if config.getoption("markexpr") == "journey":
        items.sort(key=_turn)
    if connection.vendor == "postgresql":
        return
    left = [item for item in items if item.get_closest_marker("postgresql")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _has_rows(item: pytest.Item) -> bool:
    """Hypothesis' histories of rows are classes of Django's."""
    return isinstance(item, pytest.Function) and issubclass(item.cls or object, TransactionTestCase)


def _turn(item: pytest.Item) -> int:
    file = item.nodeid.partition("::")[0]
    return _LONGEST.index(file) if file in _LONGEST else len(_LONGEST)


def pytest_runtest_setup(item: pytest.Item) -> None:
    # A page leaves its visitor's language in the thread; each test begins in the ordinary one.
    translation.deactivate()
    outer = any(item.get_closest_marker(ring) for ring in _OUTER_RINGS)
    sockets: Any = socket.socket
    sockets.connect = _connect if outer else _refuse


def _refuse(self: socket.socket, address: Any, /) -> None:
    pytest.fail(
        f"A test of the fast ring opened a connection to {address!r}; "
        "mark it `integration`, or give it a far side without a network."
    )


@pytest.fixture
def file_database(tmp_path: Path, transactional_db: None) -> Iterator[Path]:
    """SQLite's test database in a file of its own, as in production: the one in memory cannot be
    shared by threads that write, nor by processes at all. Tests ask for `shared_database`.
    """
    path = tmp_path / "tamio.sqlite3"
    in_memory = connections["default"]
    with closing(sqlite3.connect(path)) as copy:
        in_memory.connection.backup(copy)
        # As `tamio migrate` leaves it: of several who would change it at once, all but one fail.
        copy.execute("PRAGMA journal_mode=WAL")
    shared = in_memory.settings_dict
    name = shared["NAME"]
    # A thread of the server for browsers may close its connection at any time, when the browser
    # does: under the file's name that would be the end of the database in memory.
    in_memory.settings_dict = {**shared}
    shared["NAME"] = str(path)
    del connections["default"]
    yield path
    connections["default"].close()
    shared["NAME"] = name
    in_memory.settings_dict = shared
    connections["default"] = in_memory


@pytest.fixture
def shared_database(request: pytest.FixtureRequest, transactional_db: None) -> str:
    """The test database as threads and processes share it: its DATABASE_URL, for the latter."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{request.getfixturevalue('file_database')}"
    with connection.cursor() as cursor:
        # Between tests Django empties the tables of its own models, which these are not.
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    server = urlsplit(os.environ["DATABASE_URL"])
    return server._replace(path=quote(connection.settings_dict["NAME"])).geturl()
