"""The backend that DATABASES names: Django's own, which remembers how a query is written.

Django writes `%s` where SQLite wants `?`, and looks through the text of every query for it, each
time: as long as SQLite takes to answer.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

#: Longer ones, of many rows at once, seldom come again.
_MOST_REMEMBERED = 8_000


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> "Cursor":
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> Any:
        if param_names is not None or len(query) > _MOST_REMEMBERED:
            return super().convert_query(query, param_names=param_names)
        return _converted(query)


@lru_cache(maxsize=1024)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
