"""Chores are done when they are due, by one worker of all."""

from datetime import datetime, timedelta

import pytest

from tamio.outbox import chores
from tamio.outbox.chores import Chore, do_due
from tamio.outbox.lease import Clock
from tests.outbox.far_side import Hand

pytestmark = pytest.mark.django_db
done: list[datetime] = []


def sweep(clock: Clock) -> None:
    done.append(clock())


def stumble(clock: Clock) -> None:
    sweep(clock)
    raise ValueError("the far side is gone")


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    done.clear()
    monkeypatch.setattr(chores, "_declared", {})


def declared(run: str = "sweep") -> None:
    chore = Chore(name="sweep", every=timedelta(hours=6), run=f"tests.outbox.test_chores.{run}")
    chores.declare(chore)


def test_a_chore_is_done_at_once_and_then_every_so_often(clock: Hand) -> None:
    declared()

    assert do_due(clock=clock) == ["sweep"]
    assert do_due(clock=clock) == []
    clock.move(timedelta(hours=5, minutes=59))
    assert do_due(clock=clock) == []
    clock.move(timedelta(minutes=1))
    assert do_due(clock=clock) == ["sweep"]
    assert len(done) == 2


def test_what_was_missed_is_done_once(clock: Hand) -> None:
    declared()
    do_due(clock=clock)
    clock.move(timedelta(days=10))

    assert do_due(clock=clock) == ["sweep"]
    assert do_due(clock=clock) == []


def test_a_chore_that_fails_is_on_record_and_due_again_as_always(
    clock: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    declared("stumble")

    do_due(clock=clock)
    clock.move(timedelta(hours=6))
    do_due(clock=clock)

    assert len(done) == 2
    assert "The chore sweep failed" in caplog.text


def test_a_name_is_declared_once() -> None:
    declared()
    declared()

    with pytest.raises(ValueError, match="two chores"):
        declared("stumble")
