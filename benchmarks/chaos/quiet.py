"""After the chaos: no faults, consents given, a click on Retry; how long until it is still."""

import time
from dataclasses import dataclass, field

from benchmarks.chaos.consents import Consents
from benchmarks.chaos.progress import Progress, open_work
from benchmarks.chaos.shops import BY
from benchmarks.chaos.workers import Crew
from benchmarks.deliveries import deliveries
from tamio.clock import now
from tamio.outbox.errors import Refused
from tamio.outbox.states import State

_LOOK_EVERY = 0.5


@dataclass(kw_only=True)
class Drained:
    """`seconds` until nothing was due any more; `waiting` is how many were when the quiet began."""

    waiting: int
    seconds: float = 0.0
    clicks: int = 0
    wrong: list[str] = field(default_factory=list)


def until_quiet(*, crew: Crew, consents: Consents, progress: Progress, patience: float) -> Drained:
    """Waits at most `patience` seconds. What is still on its way then is wrong."""
    drained = Drained(waiting=open_work())
    started = time.monotonic()
    drained.clicks = click_retry_on_all()
    while (left := open_work()) > 0:
        drained.seconds = time.monotonic() - started
        if drained.seconds > patience:
            drained.wrong = [f"still not done after {patience:.0f} s: {one}" for one in _left()]
            return drained
        crew.keep_alive()
        consents.look_after(at_once=True)
        progress.tell(f"quiet, {left} to go")
        time.sleep(_LOOK_EVERY)
    drained.seconds = time.monotonic() - started
    return drained


def click_retry_on_all() -> int:
    """A person who sees that Fortnox is back: what waits for its next try goes now."""
    clicks = 0
    for delivery in deliveries().filter(state=State.LATER):
        try:
            delivery.retry(now=now(), by=BY)
            clicks += 1
        except Refused:
            # A worker was quicker, which is what was wanted.
            continue
    return clicks


def _left() -> list[str]:
    waiting = deliveries().exclude(state__in=[State.SUBMITTED, State.SKIPPED])
    return [f"{each}, lane of {each.store}, due {each.due_at}, {each.problem}" for each in waiting]
