"""Where the state is kept: nowhere but in memory, or written through to one SQLite file."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

Record = tuple[int, str, str, dict[str, Any]]
SETUP = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS record (
    tenant INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    UNIQUE (tenant, kind, key)
);
CREATE TABLE IF NOT EXISTS request (id INTEGER PRIMARY KEY, entry TEXT NOT NULL);
"""


class Storage(Protocol):
    """One record per document. Nothing is kept for good before `commit`."""

    def write(self, tenant: int, kind: str, key: str, value: dict[str, Any]) -> None: ...
    def erase(self, tenant: int, kind: str, key: str) -> None: ...
    def log(self, entry: dict[str, Any]) -> None: ...
    def clear_log(self) -> None: ...
    def records(self) -> Iterator[Record]: ...
    def logged(self, *, last: int) -> list[dict[str, Any]]: ...
    def clear(self) -> None: ...
    def commit(self) -> None: ...
    def close(self) -> None: ...


class Memory:
    """Keeps the records while the process lives, and no log besides the request log's own."""

    def __init__(self) -> None:
        self._records: dict[tuple[int, str, str], dict[str, Any]] = {}

    def write(self, tenant: int, kind: str, key: str, value: dict[str, Any]) -> None:
        self._records[tenant, kind, key] = value

    def erase(self, tenant: int, kind: str, key: str) -> None:
        self._records.pop((tenant, kind, key), None)

    def records(self) -> Iterator[Record]:
        for (tenant, kind, key), value in self._records.items():
            yield tenant, kind, key, value

    def clear(self) -> None:
        self._records.clear()

    def log(self, entry: dict[str, Any]) -> None: ...
    def clear_log(self) -> None: ...
    def commit(self) -> None: ...
    def close(self) -> None: ...

    def logged(self, *, last: int) -> list[dict[str, Any]]:
        return []


class SQLiteFile:
    """One file, one process: committed before the answer leaves, so a killed process loses nothing.

    Raises sqlite3.OperationalError ("database is locked") if another one keeps the file for longer
    than `patience_seconds`.
    """

    def __init__(self, path: Path, *, patience_seconds: float = 1.0) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, check_same_thread=False, timeout=patience_seconds)
        try:
            self._connection.executescript(SETUP)
        except sqlite3.Error:
            self._connection.close()
            raise

    def write(self, tenant: int, kind: str, key: str, value: dict[str, Any]) -> None:
        self._connection.execute(
            "INSERT INTO record VALUES (?, ?, ?, ?)"
            " ON CONFLICT (tenant, kind, key) DO UPDATE SET value = excluded.value",
            (tenant, kind, key, json.dumps(value, ensure_ascii=False)),
        )

    def erase(self, tenant: int, kind: str, key: str) -> None:
        self._connection.execute(
            "DELETE FROM record WHERE tenant = ? AND kind = ? AND key = ?", (tenant, kind, key)
        )

    def log(self, entry: dict[str, Any]) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO request VALUES (?, ?)",
            (entry["id"], json.dumps(entry, ensure_ascii=False)),
        )

    def clear_log(self) -> None:
        self._connection.execute("DELETE FROM request")

    def records(self) -> Iterator[Record]:
        # By rowid: documents come back in the order they were made, however often they changed.
        for tenant, kind, key, value in self._connection.execute(
            "SELECT tenant, kind, key, value FROM record ORDER BY rowid"
        ):
            yield tenant, kind, key, json.loads(value)

    def logged(self, *, last: int) -> list[dict[str, Any]]:
        rows = self._connection.execute(
            "SELECT entry FROM request ORDER BY id DESC LIMIT ?", (last,)
        )
        return [json.loads(entry) for (entry,) in rows][::-1]

    def clear(self) -> None:
        self._connection.execute("DELETE FROM record")
        self._connection.execute("DELETE FROM request")

    def commit(self) -> None:
        self._connection.commit()

    def close(self) -> None:
        self._connection.commit()
        self._connection.close()
