"""What follows the lanes on a screen, and stops on Ctrl-C."""

import io

import pytest
from django.db import OperationalError

from tamio.config.watching.live import live

SLEEP = "tamio.config.watching.live.time.sleep"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Pictures:
    """Draws what it is given, one by one, and then the person presses Ctrl-C."""

    def __init__(self, *pictures: str | Exception) -> None:
        self.most: list[int | None] = []
        self._pictures = iter(pictures)

    def __call__(self, lines: int | None) -> str:
        self.most.append(lines)
        picture = next(self._pictures, None)
        if picture is None:
            raise KeyboardInterrupt
        if isinstance(picture, Exception):
            raise picture
        return picture


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr(SLEEP, slept.append)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("LINES", "4")
    return slept


def test_it_draws_until_ctrl_c_and_returns(slept: list[float]) -> None:
    screen = io.StringIO()
    live(Pictures("one", "two"), screen=screen, seconds=0.5)

    assert screen.getvalue() == "one\n\ntwo\n\n\n"
    assert slept == [0.5, 0.5]


def test_ctrl_c_between_two_pictures_ends_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(SLEEP, interrupted)
    screen = io.StringIO()
    live(Pictures("one", "two"), screen=screen, seconds=1)
    assert screen.getvalue() == "one\n\n\n"


def test_on_a_terminal_each_picture_is_drawn_over_the_last() -> None:
    screen = Terminal()
    live(Pictures("one\nmore", "two"), screen=screen, seconds=1)

    first, second = screen.getvalue().removeprefix("\x1b[2J").split("\x1b[H")[1:]
    assert first == "one\x1b[K\nmore\x1b[K\n\x1b[J"
    assert second == "two\x1b[K\n\x1b[J\n"


def test_a_picture_neither_breaks_its_lines_nor_scrolls_the_terminal() -> None:
    screen, pictures = Terminal(), Pictures("x" * 99 + "\nb\nc\nd\ne")
    live(pictures, screen=screen, seconds=1)

    assert pictures.most[0] == 3
    assert screen.getvalue().count("x") == 19
    assert "c\x1b[K\n\x1b[J" in screen.getvalue()


@pytest.mark.parametrize("term", ["dumb", None])
def test_a_terminal_that_cannot_move_its_cursor_gets_plain_text(
    term: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if term is None:
        monkeypatch.delenv("TERM")
    else:
        monkeypatch.setenv("TERM", term)
    screen, pictures = Terminal(), Pictures("one")
    live(pictures, screen=screen, seconds=1)

    assert "\x1b" not in screen.getvalue()
    assert pictures.most[0] is None


def test_a_database_that_is_away_for_a_while_does_not_end_it() -> None:
    screen = io.StringIO()
    live(Pictures(OperationalError("gone away"), "back"), screen=screen, seconds=1)

    assert screen.getvalue() == "The database did not answer: gone away\n\nback\n\n\n"
