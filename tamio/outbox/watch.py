"""Whether the rows may have changed since the last look."""

from django.db import connection


class CommitWatch:
    """SQLite: its data version moves when any other connection, of any process, has committed.

    The question costs some microseconds and touches no table. It holds for the connection that
    asks, so the thread that watches must not write. `interval`: seconds between two looks.
    """

    interval = 0.05

    def __init__(self) -> None:
        self._seen: int | None = None

    def changed(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            version = int(cursor.fetchone()[0])
        before, self._seen = self._seen, version
        return version != before
