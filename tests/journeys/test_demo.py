"""The demo as a whole: what a newcomer starts, kills, stops and starts again."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import loopback
from tests.journeys.demo_process import NORRSKEN, Demo, demo_in
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


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo that was ready once, and stopped: to make its database takes longest."""
    folder = tmp_path_factory.mktemp("stopped") / "a folder"
    with demo_in(folder) as demo:
        assert demo.stop() == 0
        assert "Tamio is ready." in demo.said
    return folder


@pytest.fixture
def anew(stopped: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Copies of it, by name."""

    def copied(name: str) -> Path:
        return shutil.copytree(stopped, tmp_path / name)

    return copied


def test_a_demo_sells_is_stopped_and_goes_on_where_it_stopped(anew: Callable[[str], Path]) -> None:
    with demo_in(anew("a folder")) as demo:
        before, pids = demo.report, [demo.pid(child) for child in CHILDREN]
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
        assert len(demo.orders(NORRSKEN)) == 1


def test_two_demos_live_side_by_side(anew: Callable[[str], Path]) -> None:
    with demo_in(anew("one")) as one, demo_in(anew("two")) as two:
        number = one.sell(reference="only in one")["number"]
        eventually(lambda: is_in_fortnox(one, number), within=10)
        assert two.orders(NORRSKEN) == []


def test_a_sale_arrives_although_the_worker_was_killed(anew: Callable[[str], Path]) -> None:
    with demo_in(anew("one")) as demo:
        killed = demo.pid("worker")
        os.kill(killed, signal.SIGKILL)
        number = demo.sell(reference="nobody there")["number"]
        eventually(lambda: demo.pid("worker") != killed, within=10)
        eventually(lambda: is_in_fortnox(demo, number), within=30)
        demo.stop()
        assert "The worker has died (ended by SIGKILL) and is started again" in demo.said


def test_a_killed_demo_takes_its_processes_along_and_starts_again(
    anew: Callable[[str], Path],
) -> None:
    with demo_in(anew("one")) as demo:
        pids = [demo.pid(child) for child in CHILDREN]
        demo.stop(number=signal.SIGKILL)
        eventually(lambda: not any(map(is_alive, pids)), within=30)
        assert demo.report_file.exists(), "nobody was there to take it away"
        demo.report_file.unlink()
        demo.start()
        assert loopback.get(demo.report["shop_url"]).status_code == 200


def test_a_port_that_is_taken_is_named_and_nothing_is_left_running(
    anew: Callable[[str], Path], tmp_path: Path
) -> None:
    with demo_in(anew("first")) as first:
        second = Demo(folder=tmp_path / "second", port=first.port)
        second.launch()
        assert f"Something else listens on port {first.port}. Set PORT" in second.wait()
        assert not second.runs
        third = Demo(folder=first.folder)
        third.launch()
        assert "Another demo runs on" in third.wait()
        assert first.report_file.exists()
