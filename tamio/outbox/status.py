"""What pages ask: how many are where, how long the oldest has waited, and the one of an invoice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import DUE, SETTLED, State

_OPEN = (frozenset(State) - SETTLED) | {State.DIFFERS}


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Deliveries of one store to one destination. `by_state` has every state, also with 0."""

    by_state: dict[State, int]
    # When the oldest was recorded that is neither submitted nor skipped; None if there is none.
    oldest_open_at: datetime | None

    @property
    def on_its_way(self) -> int:
        return sum(self.by_state[state] for state in DUE)

    @property
    def needs_someone(self) -> int:
        """What does not go on until a person has done something."""
        return self.total - self.on_its_way - self.done

    @property
    def done(self) -> int:
        return self.by_state[State.SUBMITTED] + self.by_state[State.SKIPPED]

    @property
    def total(self) -> int:
        return sum(self.by_state.values())


def tally(*, store_id: int, destination: str) -> Tally:
    """Two queries, answered from one index."""
    ours = Delivery.objects.filter(store_id=store_id, destination=destination)
    counted = dict(ours.order_by().values_list("state").annotate(Count("pk")))
    # By state: for the least of all, an index by time would be followed through what is settled.
    still_open = ours.filter(state__in=sorted(_OPEN)).order_by().values_list("state")
    oldest = (at for _state, at in still_open.annotate(Min("recorded_at")))
    return Tally(
        by_state={state: counted.get(state, 0) for state in State},
        oldest_open_at=min(oldest, default=None),
    )


def deliveries_of(
    *, kind: str, subject_ids: Collection[int], destination: str
) -> dict[int, Delivery]:
    """By subject, in one query however many there are; those never recorded are absent."""
    found = Delivery.objects.filter(destination=destination, kind=kind, subject_id__in=subject_ids)
    return {delivery.subject_id: delivery for delivery in found}


def lane_of(*, store_id: int, destination: str) -> Lane | None:
    """None until something was recorded for it, or it was opened."""
    return Lane.objects.filter(store_id=store_id, destination=destination).first()
