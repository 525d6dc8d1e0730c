"""Who hears of what. Data only: an integration declares itself in its AppConfig.ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.utils.module_loading import import_string

from tamio.outbox.claims import Claims
from tamio.outbox.errors import UnknownDestination

if TYPE_CHECKING:
    from tamio.outbox.models import Delivery


@dataclass(frozen=True, kw_only=True)
class Destination:
    """`hears`: kinds of facts. `deliver`: dotted path of `(Delivery, Lease) -> Outcome`.

    `claims`: dotted path of `(Delivery) -> Claims`; with it up to `overlap` deliveries of one lane
    are under way at once, unless they clash. Without it they go one by one.
    `starts_closed`: the reason why a new lane of it waits until opened ("" = it starts open).
    `figures`: dotted path of `(datetime) -> Figures`, for what it can tell itself: see figures.py.
    `after`: how long a fact rests before it is told here, for others to hear of it first; what a
    person has clicked for is told at once.
    """

    name: str
    hears: tuple[str, ...]
    deliver: str
    claims: str = ""
    overlap: int = 1
    starts_closed: str = ""
    figures: str = ""
    after: timedelta = timedelta(0)


_declared: dict[str, Destination] = {}


def declare(destination: Destination) -> None:
    """Raises ValueError if another declaration already has the name."""
    known = _declared.setdefault(destination.name, destination)
    if known != destination:
        raise ValueError(f"two destinations call themselves {destination.name!r}")


def named(name: str) -> Destination:
    """Raises UnknownDestination."""
    try:
        return _declared[name]
    except KeyError:
        raise UnknownDestination(f"no destination is called {name!r}") from None


def claims_of(delivery: Delivery) -> Claims | None:
    """None if its destination does not say."""
    path = named(delivery.destination).claims
    if not path:
        return None
    return cast("Callable[[Delivery], Claims]", import_string(path))(delivery)


def names() -> list[str]:
    return sorted(_declared)


def hearing(kind: str) -> list[Destination]:
    return [destination for destination in _declared.values() if kind in destination.hears]


@contextmanager
def declared(destination: Destination) -> Iterator[Destination]:
    """For tests: in force inside the block, in place of one of the same name if there is one."""
    before = _declared.get(destination.name)
    _declared[destination.name] = destination
    try:
        yield destination
    finally:
        del _declared[destination.name]
        if before is not None:
            _declared[destination.name] = before
