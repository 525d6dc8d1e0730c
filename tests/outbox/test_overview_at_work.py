import pytest

from tamio.outbox.overview import overview
from tamio.outbox.totals import totals
from tests.factories import NOW, make_store
from tests.outbox.far_side import FarSide, Hand
from tests.outbox.rows import recorded
from tests.outbox.running import eventually, running_engine

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]
SALES = 120


def test_while_workers_run_every_reading_counts_each_delivery_once(
    far_side: FarSide, clock: Hand
) -> None:
    stores = [make_store() for _ in range(6)]
    for number in range(SALES):
        recorded(subject_id=number, store=stores[number % 6])
    seen: list[tuple[int, int]] = []

    def all_are_sent() -> bool:
        together = totals(overview(now=NOW).lanes)
        seen.append((sum(together.backlog.values()), together.answers["submitted"]))
        return seen[-1][1] == SALES

    with running_engine(clock=clock):
        eventually(all_are_sent, within=60)

    assert {waiting + sent for waiting, sent in seen} == {SALES}
    assert len({sent for _, sent in seen}) > 2, "nothing was read while it was under way"
