"""The clock at the door: views, workers and commands ask it once and pass `now` inwards.

TAMIO_CLOCK sets which clock is meant:

    system                       the machine's (default)
    2026-11-23T09:00:00+01:00    frozen at that instant (must carry an offset)
    +36h, -15m, +31d             the machine's, moved by that much
    file:PATH                    one of the above, read from PATH at every call,
                                 so that several processes can be moved together
"""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

_MOVED = re.compile(r"(?P<sign>[+-])(?P<count>\d{1,6})(?P<unit>[smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class MalformedClock(ValueError):
    """TAMIO_CLOCK is none of the forms above; the message says which value and what is allowed."""


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return read(setting=os.environ.get("TAMIO_CLOCK", "system"))


def read(*, setting: str) -> datetime:
    """The instant that `setting` (a value of TAMIO_CLOCK) stands for. Raises MalformedClock."""
    if setting.startswith("file:"):
        return read(setting=_written_in(Path(setting.removeprefix("file:"))))
    if setting == "system":
        return datetime.now(UTC)
    if moved := _MOVED.fullmatch(setting):
        return datetime.now(UTC) + _distance(moved)
    return _frozen(setting)


def _written_in(file: Path) -> str:
    try:
        return file.read_text().strip() or "system"
    except OSError as error:
        raise MalformedClock(
            f"TAMIO_CLOCK names the file {file}, which cannot be read: {error.strerror}"
        ) from error


def _distance(moved: re.Match[str]) -> timedelta:
    count = int(moved["sign"] + moved["count"])
    return timedelta(**{_UNITS[moved["unit"]]: count})


def _frozen(setting: str) -> datetime:
    try:
        instant = datetime.fromisoformat(setting)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise MalformedClock(
            f"TAMIO_CLOCK is {setting!r}; it must be system, an instant with its offset such as"
            " 2026-11-23T09:00:00+01:00, a distance such as +36h, or file:PATH"
        )
    return instant.astimezone(UTC)
