"""A picture that is drawn again and again, until Ctrl-C."""

import os
import shutil
import time
from collections.abc import Callable
from typing import Protocol

from django.db import DatabaseError, connection

#: Draws the picture in at most so many lines; as long as it will, if None.
Draw = Callable[[int | None], str]

_CLEAR, _HOME, _END_LINE, _END = "\x1b[2J", "\x1b[H", "\x1b[K", "\x1b[J"


class Screen(Protocol):
    """A stream that may be a terminal."""

    def isatty(self) -> bool: ...

    def write(self, text: str, /) -> object: ...

    def flush(self) -> None: ...


def live(draw: Draw, *, screen: Screen, seconds: float) -> None:
    """Returns on Ctrl-C. Where the cursor cannot be moved, each picture goes below the last."""
    in_place = screen.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    show = _show_in_place if in_place else _show_below
    try:
        if in_place:
            screen.write(_CLEAR)
        while True:
            show(draw, screen)
            screen.flush()
            time.sleep(seconds)
    except KeyboardInterrupt:
        screen.write("\n")


def _show_in_place(draw: Draw, screen: Screen) -> None:
    """Line by line over the last one, so that nothing flickers; no line may break, nor scroll."""
    size = shutil.get_terminal_size()
    lines = _drawn(draw, size.lines - 1).splitlines()[: size.lines - 1]
    picture = "".join(f"{line[: size.columns - 1]}{_END_LINE}\n" for line in lines)
    screen.write(_HOME + picture + _END)


def _show_below(draw: Draw, screen: Screen) -> None:
    screen.write(_drawn(draw, None) + "\n\n")


def _drawn(draw: Draw, lines: int | None) -> str:
    """A database that is away for a while does not end the watch."""
    try:
        return draw(lines)
    except DatabaseError as error:
        connection.close()
        return f"The database did not answer: {error}"
