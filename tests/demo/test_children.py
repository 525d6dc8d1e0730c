"""The demo's processes, with plain system commands in their place."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from tamio.config.demo import children
from tamio.config.demo.children import Child, Stopped
from tamio.config.demo.place import CannotStart

pytestmark = pytest.mark.integration


@pytest.fixture
def hurry() -> Event:
    return Event()


def make_child(folder: Path, *command: str) -> Child:
    return Child(name="child", command=["/bin/sh", "-c", *command], folder=folder)


def eventually(is_so: Callable[[], object]) -> None:
    until = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_child_that_dies_is_started_again_after_a_pause_and_that_is_said(
    tmp_path: Path, hurry: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "FIRST_PAUSE_SECONDS", 0.01)
    said: list[str] = []
    child = make_child(tmp_path, "echo born; exec sleep 60")
    child.start()
    first = (tmp_path / "pid" / "child").read_text()
    os.kill(int(first), 9)
    eventually(lambda: not child.lives)

    def lives_again() -> bool:
        child.look_after(say=said.append)
        return child.lives

    eventually(lives_again)
    assert said == [f"The child has died (ended by SIGKILL) and is started again; see {child.log}"]
    assert (tmp_path / "pid" / "child").read_text() != first
    hurry.set()
    child.wait_for_end(hurry=hurry)


def test_a_child_that_dies_again_and_again_is_started_less_and_less_often(
    tmp_path: Path, hurry: Event
) -> None:
    child = make_child(tmp_path, "exit 3")
    pauses = [child._next_pause(lived=0.1) for _ in range(9)]
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]
    assert child._next_pause(lived=61) == 0.5


def test_a_child_that_ends_before_it_is_ready_stops_the_start(tmp_path: Path) -> None:
    child = make_child(tmp_path, "echo why it failed; exit 1")
    child.start()
    with pytest.raises(CannotStart, match=r"(?s)The child did not start; .*\n  why it failed$"):
        child.wait_until(lambda: False, stop=Event())
    assert child.log.read_text() == "why it failed\n"


def test_a_start_can_be_stopped(tmp_path: Path, hurry: Event) -> None:
    child, stop = make_child(tmp_path, "exec sleep 60"), Event()
    child.start()
    stop.set()
    with pytest.raises(Stopped):
        child.wait_until(lambda: False, stop=stop)
    hurry.set()
    child.wait_for_end(hurry=hurry)
    assert not child.lives


def test_a_child_is_asked_once_and_may_finish_what_it_does(tmp_path: Path, hurry: Event) -> None:
    slow = "trap 'echo finished; exit 0' TERM; echo ready; while :; do sleep 0.05; done"
    child = make_child(tmp_path, slow)
    child.start()
    eventually(lambda: child.log.read_text() == "ready\n")
    child.ask_to_stop()
    child.wait_for_end(hurry=hurry)
    assert child.log.read_text() == "ready\nfinished\n"
    assert not (tmp_path / "pid" / "child").exists()
