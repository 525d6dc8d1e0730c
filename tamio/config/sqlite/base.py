"""The backend that DATABASES names: Django's own, which remembers how a query is written, and which
waits for its turn to write by asking often.

Django writes `%s` where SQLite wants `?`, and looks through the text of every query for it, each
time: as long as SQLite takes to answer.
"""

import sqlite3
import sys
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

#: Longer ones, of many rows at once, seldom come again.
_MOST_REMEMBERED = 8_000
#: Seconds after which a thread that holds the database's write lock has the interpreter back from
#: another one. It lets go of it at each statement, and with Python's own 5 ms would hold the lock
#: ten times as long as its statements take.
_TURN = 0.000_5
#: Seconds between two questions for the lock. It is held for a few milliseconds; SQLite's own
#: waiting, which soon sleeps for 25 to 100, finds it taken by somebody else each time.
_ASKS_EACH = 0.001
_BUSY = 5
_PRIMARY = 0xFF


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA busy_timeout = 0")
        sys.setswitchinterval(_TURN)
        return connection

    def create_cursor(self, name: str | None = None) -> "Cursor":
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        return cursor


class Cursor(base.SQLiteCursorWrapper):
    #: Seconds for which the lock is asked for.
    patience: float

    def execute(self, query: str, params: Any = None) -> Any:
        try:
            return super().execute(query, params)
        except sqlite3.OperationalError as error:
            # Within a transaction the lock is held: what is busy then does not change by waiting.
            if not _is_busy(error) or self.connection.in_transaction:
                raise
        return self._in_its_turn(query, params)

    def _in_its_turn(self, query: str, params: Any) -> Any:
        """Raises OperationalError (database is locked) where patience ends."""
        until = time.monotonic() + self.patience
        while True:
            time.sleep(_ASKS_EACH)
            try:
                return super().execute(query, params)
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() > until:
                    raise

    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> Any:
        if param_names is not None or len(query) > _MOST_REMEMBERED:
            return super().convert_query(query, param_names=param_names)
        return _converted(query)


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & _PRIMARY == _BUSY


@lru_cache(maxsize=1024)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
