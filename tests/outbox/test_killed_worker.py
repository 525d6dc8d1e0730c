import signal
from pathlib import Path
from random import Random
from time import sleep

import pytest

from tamio.outbox.models import Delivery, DeliveryEvent, Lane
from tamio.outbox.states import State
from tests.outbox.books import record_sales, submitted, wait_for_progress, written
from tests.outbox.running import eventually, worker_process

pytestmark = pytest.mark.journey


def test_workers_killed_at_any_moment_lose_nothing_and_double_nothing(
    shared_database: str, book: Path
) -> None:
    sales = record_sales(lanes=3, each=60)
    random = Random(20261123)
    for _ in range(4):
        with worker_process(database=shared_database, book=book) as worker:
            wait_for_progress()
            sleep(random.uniform(0, 0.2))
            worker.kill()
            worker.wait(10)
    assert submitted() < len(sales), "every worker was killed before the end"

    with worker_process(database=shared_database, book=book):
        eventually(lambda: submitted() == len(sales), within=60)

    assert sorted(written(book)) == sales
    assert DeliveryEvent.objects.filter(what="resumed").exists(), "no kill cut an attempt in two"


def test_a_worker_told_to_stop_lets_go_of_its_lanes_and_says_that_all_is_well(
    shared_database: str, book: Path
) -> None:
    record_sales(lanes=2, each=200)
    with worker_process(database=shared_database, book=book) as worker:
        eventually(lambda: submitted() > 0, within=30)
        worker.send_signal(signal.SIGTERM)

        assert worker.wait(10) == 0
    assert not Lane.objects.exclude(owner="").exists()
    assert not Delivery.objects.filter(state=State.SENDING).exists()
    assert 0 < submitted() < 400


def test_a_second_signal_ends_a_worker_at_once(shared_database: str, book: Path) -> None:
    book.unlink()
    record_sales(lanes=1, each=1)
    with worker_process(database=shared_database, book=book, hang=True) as worker:
        eventually(book.exists, within=30)
        worker.send_signal(signal.SIGINT)
        eventually(lambda: worker.poll() is None, within=1)
        sleep(0.2)
        assert worker.poll() is None, "the first signal waits for the request in flight"
        worker.send_signal(signal.SIGINT)

        assert worker.wait(5) == 128 + signal.SIGINT
    assert Delivery.objects.get().state == State.SENDING
