"""What must be done now and then, by one worker of all: data only, like destinations.

Done when it is due and not more often, however many workers look; a worker that dies in the middle
of one leaves it to the next time, so a chore does what is left to do and keeps nothing.
"""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias, cast

from django.db.models import Q
from django.utils.module_loading import import_string

from tamio.outbox.lease import Clock
from tamio.outbox.models import ChoreTime

ChoreRun: TypeAlias = Callable[[Clock], None]

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Chore:
    """`run`: dotted path of `(Clock) -> None`, which may take a while and call foreign servers."""

    name: str
    every: timedelta
    run: str


_declared: dict[str, Chore] = {}


def declare(chore: Chore) -> None:
    """Raises ValueError if another declaration already has the name."""
    known = _declared.setdefault(chore.name, chore)
    if known != chore:
        raise ValueError(f"two chores call themselves {chore.name!r}")


_stopping: ContextVar[Callable[[], bool]] = ContextVar("stopping", default=lambda: False)


def is_stopping() -> bool:
    """Whether the worker is told to stop: a chore that takes long asks, and leaves the rest."""
    return _stopping.get()()


def do_due(*, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> list[str]:
    """Does what is due and nobody else does; the names of what was begun."""
    _stopping.set(stopping)
    begun = [chore for chore in _declared.values() if _claim(chore, now=clock())]
    for chore in begun:
        try:
            cast("ChoreRun", import_string(chore.run))(clock)
        except Exception:
            log.exception("The chore %s failed; it is tried again when it is next due", chore.name)
    return [chore.name for chore in begun]


def _claim(chore: Chore, *, now: datetime) -> bool:
    """Compare-and-swap on the time, so that of several workers one gets it."""
    if ChoreTime.objects.filter(name=chore.name, due_at__gt=now).exists():
        return False
    ChoreTime.objects.get_or_create(name=chore.name, defaults={"due_at": now})
    due = ChoreTime.objects.filter(Q(due_at__lte=now), name=chore.name)
    return bool(due.update(due_at=now + chore.every))
