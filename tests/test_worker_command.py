"""`tamio worker`: how it stands among the processes of its machine."""

import os

import pytest
from django.core.management import CommandError, call_command

from tamio.outbox import worker


@pytest.mark.parametrize(("asked", "given"), [((), 10), (("--niceness", "0"), 0)])
def test_it_gives_way_to_the_shop_unless_it_is_told_not_to(
    monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], given: int
) -> None:
    said: list[tuple[str, int]] = []
    monkeypatch.setattr(os, "nice", lambda by: said.append(("gives way", by)))
    monkeypatch.setattr(worker, "run", lambda threads: said.append(("walks", threads)))
    call_command("worker", *asked)
    assert said == [("gives way", given), ("walks", 8)]


def test_it_never_pushes_itself_forward() -> None:
    with pytest.raises(CommandError, match="--niceness"):
        call_command("worker", "--niceness", "-1")
