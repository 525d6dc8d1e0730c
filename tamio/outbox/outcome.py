"""What a destination answers for one delivery; each leads to an action a merchant understands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, get_args

from tamio.outbox.problem import Problem
from tamio.outbox.states import MAX_REASON, State


@dataclass(frozen=True)
class Submitted:
    """The far side has it, proven."""

    state: ClassVar = State.SUBMITTED


@dataclass(frozen=True)
class Differs:
    """The far side has it, but with other totals."""

    problem: Problem
    state: ClassVar = State.DIFFERS


@dataclass(frozen=True)
class Later:
    """Worth trying again: at `due_at`, or `after` that long, or else by the back-off.

    `counts_as_try=False` leaves the back-off where it is (a rate limit is not the document's
    fault). `rests_until` pauses the whole lane to that instant. `whole_lane=True` pauses it
    by a back-off of the lane's own, for a far side that is down for everyone: it is then noticed
    once per lane and not once per document.
    """

    problem: Problem
    due_at: datetime | None = None
    after: timedelta | None = None
    counts_as_try: bool = True
    rests_until: datetime | None = None
    whole_lane: bool = False
    state: ClassVar = State.LATER


@dataclass(frozen=True)
class NeedsSettings:
    """The merchant must choose something first; released once that is saved."""

    problem: Problem
    state: ClassVar = State.SETTINGS


@dataclass(frozen=True)
class Rejected:
    """This document cannot pass as it is."""

    problem: Problem
    state: ClassVar = State.REJECTED


@dataclass(frozen=True)
class Reconnect:
    """The consent is gone: the lane closes, and everything in it waits until it is opened."""

    problem: Problem
    state: ClassVar = State.RECONNECT


@dataclass(frozen=True)
class Bug:
    """Ours. Also what an unexpected exception becomes."""

    problem: Problem
    state: ClassVar = State.BUG


@dataclass(frozen=True)
class Held:
    """Not until a person says so."""

    reason: str
    state: ClassVar = State.HELD

    def __post_init__(self) -> None:
        _check(self.reason)


@dataclass(frozen=True)
class Skipped:
    """Never, by a rule of the store."""

    reason: str
    state: ClassVar = State.SKIPPED

    def __post_init__(self) -> None:
        _check(self.reason)


Outcome = Submitted | Differs | Later | NeedsSettings | Rejected | Reconnect | Bug | Held | Skipped
#: The state that each of them leads to.
ANSWERS: tuple[State, ...] = tuple(answer.state for answer in get_args(Outcome))


def _check(reason: str) -> None:
    if not 0 < len(reason) <= MAX_REASON:
        raise ValueError(f"a reason has 1 to {MAX_REASON} characters: {reason!r}")
