"""The demo as a whole: what a newcomer starts, kills, stops and starts again."""

import os
import signal
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


def test_a_demo_sells_is_stopped_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with demo_in(tmp_path / "a folder") as demo:
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


def test_two_demos_live_side_by_side(tmp_path: Path) -> None:
    with demo_in(tmp_path / "one") as one, demo_in(tmp_path / "two") as two:
        number = one.sell(reference="only in one")["number"]
        eventually(lambda: is_in_fortnox(one, number), within=10)
        assert one.report["password"] != two.report["password"]
        assert two.orders(NORRSKEN) == []


def test_a_sale_arrives_although_the_worker_was_killed(tmp_path: Path) -> None:
    with demo_in(tmp_path) as demo:
        killed = demo.pid("worker")
        os.kill(killed, signal.SIGKILL)
        number = demo.sell(reference="nobody there")["number"]
        eventually(lambda: demo.pid("worker") != killed, within=10)
        eventually(lambda: is_in_fortnox(demo, number), within=30)
        demo.stop()
        assert "The worker has died (ended by SIGKILL) and is started again" in demo.said


def test_a_killed_demo_takes_its_processes_along_and_starts_again(tmp_path: Path) -> None:
    with demo_in(tmp_path) as demo:
        pids = [demo.pid(child) for child in CHILDREN]
        demo.stop(number=signal.SIGKILL)
        eventually(lambda: not any(map(is_alive, pids)), within=30)
        assert demo.report_file.exists(), "nobody was there to take it away"
        demo.report_file.unlink()
        demo.start()
        assert loopback.get(demo.report["shop_url"]).status_code == 200


def test_a_port_that_is_taken_is_named_and_nothing_is_left_running(tmp_path: Path) -> None:
    with demo_in(tmp_path / "first") as first:
        second = Demo(folder=tmp_path / "second", port=first.port)
        second.launch()
        assert f"Something else listens on port {first.port}. Set PORT" in second.wait()
        assert not second.runs
        third = Demo(folder=first.folder)
        third.launch()
        assert "Another demo runs on" in third.wait()
        assert first.report_file.exists()
