"""The demo as a whole: what a newcomer starts, kills, stops and starts again."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import loopback
from tests.journeys.demo_process import NORRSKEN, Demo, demo_from
from tests.journeys.processes import eventually

pytestmark = pytest.mark.journey

CHILDREN = ("simulator", "worker", "web")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def is_in_fortnox(demo: Demo, number: int) -> bool:
    return bool(demo.submission(number)["order_number"])


@pytest.fixture
def demo(shared_demo: Demo) -> Demo:
    """Runs, whatever the test before has done to it: to start it takes longer than most tests."""
    if not shared_demo.runs:
        shared_demo.start()
    return shared_demo


@pytest.fixture(scope="module")
def shared_demo(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demo_from(made_demo, tmp_path_factory.mktemp("demo") / "a folder") as demo:
        yield demo


def test_a_demo_sells_is_stopped_and_goes_on_where_it_stopped(demo: Demo) -> None:
    before, pids = demo.report, [demo.pid(child) for child in CHILDREN]
    orders = len(demo.orders(NORRSKEN))
    number = demo.sell(reference="first")["number"]
    eventually(lambda: is_in_fortnox(demo, number), within=10)
    assert demo.stop() == 0
    assert "Tamio is ready." in demo.said
    assert [pid for pid in pids if is_alive(pid)] == []
    assert not demo.report_file.exists()

    demo.start()
    assert demo.report == before
    again = demo.sell(reference="first")
    assert (again["number"], again["submission"]["state"]) == (number, "submitted")
    assert len(demo.orders(NORRSKEN)) == orders + 1


def test_two_demos_live_side_by_side(demo: Demo, made_demo: Path, tmp_path: Path) -> None:
    with demo_from(made_demo, tmp_path / "another") as another:
        number = demo.sell(reference="only in one")["number"]
        eventually(lambda: is_in_fortnox(demo, number), within=10)
        assert another.orders(NORRSKEN) == []


def test_a_sale_arrives_although_the_worker_was_killed(demo: Demo) -> None:
    killed = demo.pid("worker")
    os.kill(killed, signal.SIGKILL)
    number = demo.sell(reference="nobody there")["number"]
    eventually(lambda: demo.pid("worker") != killed, within=10)
    eventually(lambda: is_in_fortnox(demo, number), within=30)
    assert "The worker has died (ended by SIGKILL) and is started again" in demo.said


def test_a_port_that_is_taken_is_named_and_nothing_is_left_running(
    demo: Demo, tmp_path: Path
) -> None:
    second = Demo(folder=tmp_path / "second", port=demo.port)
    second.launch()
    assert f"Something else listens on port {demo.port}. Set PORT" in second.wait()
    assert not second.runs
    third = Demo(folder=demo.folder)
    third.launch()
    assert "Another demo runs on" in third.wait()
    assert demo.report_file.exists()


def test_a_killed_demo_takes_its_processes_along_and_starts_again(demo: Demo) -> None:
    pids = [demo.pid(child) for child in CHILDREN]
    demo.stop(number=signal.SIGKILL)
    eventually(lambda: not any(map(is_alive, pids)), within=30)
    assert demo.report_file.exists(), "nobody was there to take it away"
    demo.report_file.unlink()
    demo.start()
    assert loopback.get(demo.report["shop_url"]).status_code == 200
