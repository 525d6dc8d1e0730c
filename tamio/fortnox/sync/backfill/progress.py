"""How far a backfill has come, counted in the rows. The same few queries for any size."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from tamio.fortnox.models import Backfill, Settings
from tamio.fortnox.sync.backfill.estimate import PACE
from tamio.fortnox.sync.backfill.scope import Fate, ahead_of, counts, documents_of, notes_along
from tamio.outbox.states import DUE, SETTLED, State

#: What has arrived within this long is the rate.
RATE_OVER = timedelta(minutes=1)
#: States that a person has to see to.
FAILED = (State.REJECTED, State.SETTINGS, State.RECONNECT, State.DIFFERS, State.BUG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`by_state` has every state of what is in the lane or has left it; `ahead` is not there yet.
    `left_out`: invoices, by why. `arrived_lately`: documents within RATE_OVER.
    """

    backfill: Backfill
    by_state: Mapping[State, int]
    ahead: int
    left_out: Mapping[Fate, int]
    arrived_lately: int

    @property
    def total(self) -> int:
        return sum(self.by_state.values()) + self.ahead

    @property
    def there(self) -> int:
        """In Fortnox, equal or not."""
        return self.by_state[State.SUBMITTED] + self.by_state[State.DIFFERS]

    @property
    def on_its_way(self) -> int:
        return sum(self.by_state[state] for state in DUE)

    @property
    def failed(self) -> int:
        return sum(self.by_state[state] for state in FAILED)

    @property
    def stopped(self) -> int:
        """Not there, and waiting for someone."""
        return self.failed - self.by_state[State.DIFFERS]

    @property
    def held(self) -> int:
        return self.by_state[State.HELD]

    @property
    def done(self) -> int:
        """Nothing more is sent of these."""
        return sum(self.by_state[state] for state in SETTLED)

    @property
    def per_cent(self) -> int:
        """Rounded down, so that 100 means all."""
        return self.done * 100 // self.total if self.total else 100

    @property
    def per_minute(self) -> int:
        return int(self.arrived_lately * timedelta(minutes=1) / RATE_OVER)

    @property
    def minutes_left(self) -> int:
        """By the rate of the last minute; before anything has arrived by what was estimated."""
        left = self.ahead + self.on_its_way + self.held
        if self.per_minute:
            return -(-left // self.per_minute)
        told = self.backfill
        requests = left * told.requests_told / max(told.documents_told, 1)
        return -(-int(requests) // PACE)


def progress(backfill: Backfill, *, settings: Settings, now: datetime) -> Progress:
    """Five queries at most."""
    documents = documents_of(backfill)
    counted = dict(documents.order_by().values_list("state").annotate(Count("pk")))
    ahead, left_out = 0, dict(backfill.left_out)
    if backfill.is_open and backfill.reached < backfill.until:
        invoices = ahead_of(backfill)
        fates = counts(invoices, settings=settings)
        ahead = fates[Fate.TAKE] + notes_along(invoices, settings=settings).count()
        left_out = {fate: left_out.get(fate, 0) + fates[fate] for fate in Fate}
    lately = documents.filter(settled_at__gt=now - RATE_OVER, settled_at__lte=now)
    return Progress(
        backfill=backfill,
        by_state={state: counted.get(state, 0) for state in State},
        ahead=ahead,
        left_out={fate: left_out.get(fate, 0) for fate in Fate if fate is not Fate.TAKE},
        arrived_lately=lately.exclude(state=State.SKIPPED).count(),
    )
