"""Worker processes on one database share the lanes, come and go, and nothing is sent twice."""

from contextlib import ExitStack
from pathlib import Path
from random import Random
from time import sleep

import pytest

from tests.outbox.books import record_sales, sell_until, submitted, writers, written
from tests.outbox.running import eventually, worker_process

pytestmark = pytest.mark.journey


def test_workers_share_the_lanes_and_each_sale_is_sent_once(
    shared_database: str, book: Path
) -> None:
    with ExitStack() as running:
        workers = {
            running.enter_context(worker_process(database=shared_database, book=book)).pid
            for _ in range(3)
        }
        sales = sell_until(lambda: writers(book) == workers, within=60)
        eventually(lambda: submitted() == len(sales), within=60)

    assert sorted(written(book)) == sales


def test_a_worker_that_is_added_takes_its_part(shared_database: str, book: Path) -> None:
    with worker_process(database=shared_database, book=book) as first:
        sales = sell_until(lambda: writers(book) == {first.pid}, within=30)
        with worker_process(database=shared_database, book=book) as added:
            sales += sell_until(lambda: added.pid in writers(book), within=60, after=len(sales))
            eventually(lambda: submitted() == len(sales), within=60)

    assert sorted(written(book)) == sales


def test_the_others_go_on_for_a_worker_that_is_killed(shared_database: str, book: Path) -> None:
    sales = record_sales(lanes=4, each=10)
    random = Random(20261126)
    with worker_process(database=shared_database, book=book):
        for _ in range(3):
            with worker_process(database=shared_database, book=book) as doomed:
                sales += sell_until(
                    lambda: doomed.pid in writers(book),
                    within=60,
                    after=len(sales),
                )
                sleep(random.uniform(0, 0.2))
                doomed.kill()
                doomed.wait(10)
        eventually(lambda: submitted() == len(sales), within=60)

    assert sorted(written(book)) == sales
