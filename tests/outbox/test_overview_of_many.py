"""All lanes together: the totals, what destinations tell beside, and what a reading costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.outbox.destinations import declared
from tamio.outbox.drain import drain_due
from tamio.outbox.figures import Figures, Metric, RateUsed
from tamio.outbox.lane_counts import counted
from tamio.outbox.lanes import take
from tamio.outbox.overview import overview
from tamio.outbox.states import STOPPED, Priority
from tamio.outbox.totals import totals
from tests.factories import NOW, make_store
from tests.outbox.far_side import DESTINATION, FarSide, Hand
from tests.outbox.rows import recorded

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_totals_are_the_sums_and_the_oldest_of_all(far_side: FarSide, clock: Hand) -> None:
    for number, hours in ((1, 5), (2, 2)):
        recorded(subject_id=number, now=NOW - hours * HOUR)
    drain_due(clock=clock)
    walked = recorded(subject_id=3, now=NOW - 3 * HOUR).lane_id
    recorded(subject_id=4, now=NOW - HOUR)
    assert take(lane_id=walked, owner="w", clock=clock)

    together = totals(overview(now=NOW).lanes)
    assert (together.lanes, together.walked, together.workers) == (4, 1, 1)
    assert (together.backlog["due"], together.answers["submitted"]) == (2, 2)
    assert together.oldest_waiting_at == NOW - 3 * HOUR
    assert (together.leases, together.takeovers) == (3, 0)


TOLD = Metric(name="far_calls", help="Calls.", labels=("side",), samples=[(("left",), 7)])
#: What the scripted destination tells; set by a test.
_rates: dict[int, RateUsed] = {}


def figures(at: datetime) -> Figures:
    return Figures(rates=_rates, metrics=[TOLD])


@contextmanager
def telling(rates: dict[int, RateUsed]) -> Iterator[None]:
    _rates.update(rates)
    try:
        with declared(replace(DESTINATION, figures=f"{__name__}.figures")):
            yield
    finally:
        _rates.clear()


def test_a_destination_tells_its_own_figures_and_a_shared_allowance_counts_once(
    far_side: FarSide,
) -> None:
    stores = [make_store() for _ in range(3)]
    for number, store in enumerate(stores):
        recorded(subject_id=number, store=store)
    shared = RateUsed(shared="a", counted=5, allowed=24)
    alone = RateUsed(shared="b", counted=2, allowed=24)

    with telling({stores[0].pk: shared, stores[1].pk: shared, stores[2].pk: alone}):
        stands = overview(now=NOW)

    together = totals(stands.lanes)
    assert {lane.store: lane.rate for lane in stands.lanes}[stores[1].slug] == shared
    assert (together.counted, together.allowed) == (7, 48)
    assert TOLD in stands.metrics


def test_a_destination_that_tells_nothing_has_no_rate(far_side: FarSide) -> None:
    recorded()
    assert [lane.rate for lane in overview(now=NOW).lanes] == [None]


def test_many_lanes_ask_no_more_than_few(far_side: FarSide) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            overview(now=NOW)
        return len(asked)

    for number in range(3):
        recorded(subject_id=number)
    few = queries()
    for number in range(3, 30):
        recorded(subject_id=number)
    assert queries() == few <= 3


def test_no_reading_walks_the_deliveries_themselves(far_side: FarSide) -> None:
    """What was settled long ago must cost nothing: every look goes through an index."""
    recorded()
    if connection.vendor == "sqlite":
        plan = counted(now=NOW).explain()
        assert plan.count("outbox_due_lanes (lane_id=? AND due_at") == 2
        assert plan.count("outbox_next_of_lane (lane_id=? AND priority=?)") == len(Priority)
        by_state = "outbox_store_by_state (store_id=? AND destination=? AND state=?)"
        assert plan.count(by_state) == 1 + 2 * len(STOPPED)
    else:
        with connection.cursor() as cursor:
            # So small a table is read as a whole, whatever indexes there are, unless told not to.
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = counted(now=NOW).explain()
    assert "SCAN U0" not in plan
    assert "Seq Scan on outbox_delivery" not in plan
