"""People, sales and workers touch the rows of one lane at once, and nobody is refused for it."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connections

from tamio.outbox.lanes import release, take
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.factories import NOW, make_store
from tests.outbox.far_side import PROBLEM, Hand
from tests.outbox.rows import PERSON, recorded

pytestmark = [
    pytest.mark.integration,
    pytest.mark.usefixtures("shared_database", "far_side"),
]


@contextmanager
def meanwhile(call: Callable[[], object]) -> Iterator[Future[object]]:
    """`call` has ended in a thread of its own, or has come to a lock that is held here."""

    def run() -> object:
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(run)
        wait([under_way], timeout=1)
        yield under_way


def walked(delivery: Delivery, clock: Hand) -> Lease:
    lease = take(lane_id=delivery.lane_id, owner="w", clock=clock)
    assert lease is not None
    return lease


def test_a_click_waits_for_a_worker_that_is_writing(clock: Hand) -> None:
    delivery = recorded()
    with ExitStack() as until_the_end:
        with walked(delivery, clock).writing():
            click = until_the_end.enter_context(
                meanwhile(lambda: delivery.submit_now(now=NOW, by=PERSON))
            )
            Delivery.objects.filter(pk=delivery.pk).update(tries=1)
        click.result(timeout=20)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == (State.WAITING, 0)


def test_a_release_waits_for_a_worker_that_is_writing(clock: Hand) -> None:
    delivery = recorded()
    stopped = {"state": State.SETTINGS, "due_at": None, "problem": PROBLEM.as_json(answer="")}
    with ExitStack() as until_the_end:
        with walked(delivery, clock).writing():
            let_go = until_the_end.enter_context(
                meanwhile(
                    lambda: release(
                        store_id=delivery.store_id, destination="far", now=NOW, by=PERSON
                    )
                )
            )
            Delivery.objects.filter(pk=delivery.pk).update(**stopped)
        assert let_go.result(timeout=20) == 1
    delivery.refresh_from_db()
    assert delivery.state == State.WAITING


@pytest.mark.postgresql
def test_a_sale_does_not_wait_for_a_worker_that_is_writing(clock: Hand) -> None:
    store = make_store()
    delivery = recorded(store=store)
    with (
        walked(delivery, clock).writing(),
        meanwhile(lambda: recorded(subject_id=2, store=store)) as sale,
    ):
        assert sale.done()
    assert Delivery.objects.filter(lane=delivery.lane_id).count() == 2
