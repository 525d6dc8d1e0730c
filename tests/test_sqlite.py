"""SQLite is asked as Django would ask it, though the text of a query is converted once, and who
waits to write asks often."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.utils import load_backend

from tamio.config.environment import database_settings
from tamio.config.sqlite import base

QUERIES = [
    "SELECT %s, %s",
    "SELECT '100 %%', %s",
    "SELECT '%%s', %s",
    "SELECT " + ", ".join(["%s"] * 4000),
]


@pytest.mark.parametrize("query", QUERIES, ids=["plain", "percent", "escaped", "long"])
def test_a_query_is_converted_as_django_does(query: str) -> None:
    cursor = _cursor()
    as_django = SQLiteCursorWrapper.convert_query(cursor, query)
    assert [cursor.convert_query(query) for _again in range(2)] == [as_django, as_django]


def test_values_are_handed_over_each_time_by_place_and_by_name() -> None:
    cursor = _cursor()
    for value in (1, 2):
        cursor.execute("SELECT '%%', %s", [value])
        assert cursor.fetchone() == ("%", value)
        cursor.execute("SELECT %(it)s, %(it)s", {"it": value})
        assert cursor.fetchone() == (value, value)


def test_it_is_the_backend_of_every_sqlite_database() -> None:
    wrapper = load_backend(database_settings("sqlite:///a.sqlite3")["ENGINE"]).DatabaseWrapper
    assert wrapper is base.DatabaseWrapper


def test_long_queries_are_not_remembered() -> None:
    before = base._converted.cache_info().currsize
    _cursor().convert_query("SELECT " + "x" * 9000)
    assert base._converted.cache_info().currsize == before


@pytest.fixture
def connect(tmp_path: Path, django_db_blocker: Any) -> Iterator[Callable[[], base.DatabaseWrapper]]:
    """Connections of their own to one file, as other processes have them. They wait for 0.2 s."""
    settings = database_settings(f"sqlite:///{tmp_path / 'shop.sqlite3'}")
    settings |= {"TIME_ZONE": None, "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True}
    settings["OPTIONS"] = {**settings["OPTIONS"], "timeout": 0.2}
    opened: list[base.DatabaseWrapper] = []

    def connect() -> base.DatabaseWrapper:
        opened.append(base.DatabaseWrapper(settings, alias="another"))
        opened[-1].inc_thread_sharing()
        return opened[-1]

    with django_db_blocker.unblock():
        _write(connect(), "CREATE TABLE sale (number int)")
        yield connect
        for each in opened:
            each.close()


def test_who_wants_to_write_waits_for_its_turn(connect: Any) -> None:
    one, other = connect(), connect()
    _write(one, "BEGIN IMMEDIATE")
    ends = threading.Timer(0.05, lambda: _write(one, "COMMIT"))
    ends.start()
    _write(other, "INSERT INTO sale VALUES (1)")
    ends.join()
    assert _write(other, "SELECT count(*) FROM sale") == [(1,)]


def test_nobody_waits_for_ever(connect: Any) -> None:
    one, other = connect(), connect()
    _write(one, "BEGIN IMMEDIATE")
    for statement in ("BEGIN IMMEDIATE", "INSERT INTO sale VALUES (1)"):
        with pytest.raises(OperationalError, match="database is locked"):
            _write(other, statement)
    _write(one, "COMMIT")
    assert _write(other, "SELECT count(*) FROM sale") == [(0,)]


def test_what_no_waiting_can_help_is_told_at_once(
    connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = connect(), connect()
    _write(one, "BEGIN")
    _write(one, "SELECT * FROM sale")
    _write(other, "INSERT INTO sale VALUES (1)")
    monkeypatch.setattr(base.Cursor, "_in_its_turn", lambda *_: pytest.fail("it waits"))
    with pytest.raises(OperationalError, match="database is locked"):
        _write(one, "INSERT INTO sale VALUES (2)")


def _write(connection: base.DatabaseWrapper, statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found: list[Any] = cursor.fetchall()
        return found


def _cursor() -> base.Cursor:
    return sqlite3.connect(":memory:").cursor(factory=base.Cursor)
