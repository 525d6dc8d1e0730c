"""In whose time something is done: each store's own, which is ahead where its clock was moved."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from functools import wraps

from django.db.models import Q

from tamio.commerce.stores.models import Store
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Outcome
from tamio.prepared import Prepared
from tamio.store_clock import NOT_AHEAD, running_ahead, told

Deliver = Callable[[Delivery, Lease], Outcome]


def in_time_of(store: Store) -> AbstractContextManager[None]:
    """Inside, now is what it is in that store."""
    return running_ahead(store.clock_ahead)


def each_time(
    now: datetime, *, stores: Iterable[Store] | None = None
) -> Iterator[tuple[Q, datetime]]:
    """What is now, for these stores or all, beside the filter on `store` of those for which it is.

    Done with a pair is done in that time. `now` is the house's.
    """
    # Read anew: what a caller holds in memory may be of before the clock was moved.
    wanted = None if stores is None else [each.pk for each in stores]
    known = Store.objects.all() if wanted is None else Store.objects.filter(pk__in=wanted)
    among = Q() if wanted is None else Q(store__in=wanted)
    aheads = sorted(set(known.order_by().values_list("clock_ahead", flat=True).distinct()))
    for ahead in aheads:
        # Where nobody has moved a clock, as everywhere but in a demo, nothing is joined for it.
        alike = Q() if aheads == [NOT_AHEAD] else Q(store__clock_ahead=ahead)
        with running_ahead(ahead):
            yield among & alike, told(now)


def in_its_store(deliver: Deliver) -> Deliver:
    """A destination's `deliver`, done in the time of the store that the lane is of: then
    `told(lease.clock())` is that store's now.
    """

    @wraps(deliver)
    def delivered(delivery: Delivery, lease: Lease) -> Outcome:
        store = _STORES.first(lease.store_id)
        with running_ahead(store.clock_ahead if store else NOT_AHEAD):
            return deliver(delivery, lease)

    return delivered


_STORES = Prepared(lambda store: Store.objects.filter(pk=store).order_by(), int)
