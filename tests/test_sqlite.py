"""SQLite is asked as Django would ask it, though the text of a query is converted once."""

import sqlite3

import pytest
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


def _cursor() -> base.Cursor:
    return sqlite3.connect(":memory:").cursor(factory=base.Cursor)
