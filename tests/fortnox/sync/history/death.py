"""A process that is killed: from one instant on it writes nothing and sends nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection

_WRITES = ("INSERT", "UPDATE", "DELETE")
#: What a connection that is lost undoes by itself: the database does it for the dead.
_UNDOING = ("ROLLBACK", "SAVEPOINT", "RELEASE")


class Killed(BaseException):
    """Caught by nobody but the test: `finally` blocks run, but reach neither side any more."""


class Process:
    """The one that walks the lane. `dies_at_write` and `fails_at_write` count its writes to the
    database, from 1; 0 is never.
    """

    def __init__(self, *, dies_at_write: int = 0, fails_at_write: int = 0) -> None:
        self.is_dead = False
        #: Another process acts at this moment, in the same thread.
        self.is_aside = False
        self._dies_at, self._fails_at = dies_at_write, fails_at_write
        self._writes = 0

    def die(self) -> None:
        self.is_dead = True
        raise Killed

    @contextmanager
    def lives(self) -> Iterator[None]:
        """Runs the block as this process. It may die in it; everything else is raised."""
        with connection.execute_wrapper(self._execute):
            try:
                yield
            except BaseException:
                if not self.is_dead:
                    raise
        assert not connection.in_atomic_block

    @contextmanager
    def stands_aside(self) -> Iterator[None]:
        """What is done in the block is done by another process, while this one waits."""
        self.is_aside = True
        try:
            yield
        finally:
            self.is_aside = False

    def _execute(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if self.is_aside:
            return execute(sql, params, many, context)
        if self.is_dead and not sql.startswith(_UNDOING):
            raise Killed
        if sql.startswith(_WRITES):
            self._writes += 1
            if self._writes == self._dies_at:
                self.die()
            if self._writes == self._fails_at:
                raise OperationalError("database is locked")
        return execute(sql, params, many, context)
