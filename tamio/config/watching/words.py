"""How figures are written where there is little room. ASCII only: a terminal may know no more."""

from collections.abc import Mapping
from datetime import datetime

#: From here on only the thousands are told; no figure takes more than five characters.
_EXACT = 100_000


def count(number: int) -> str:
    """`-` for none, `99999`, `120k`, `1.2M`, `48M`."""
    if number == 0:
        return "-"
    if number < _EXACT:
        return str(number)
    if number < 1_000_000:
        return f"{number // 1000}k"
    if number < 10_000_000:
        return f"{number // 100_000 / 10}M"
    return f"{number // 1_000_000}M"


def span(seconds: float) -> str:
    """`45 s`, `12 min`, `3 h`, `2 d`: rounded down, never less than nothing."""
    left = max(0, int(seconds))
    for most, size, unit in ((100, 1, "s"), (100 * 60, 60, "min"), (48 * 3600, 3600, "h")):
        if left < most:
            return f"{left // size} {unit}"
    return f"{left // 86400} d"


def since(moment: datetime | None, at: datetime) -> str:
    """How long ago; `-` for never."""
    return span((at - moment).total_seconds()) if moment else "-"


def clipped(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 2)] + ".."


def counted(number: int, one: str, many: str) -> str:
    """`1 lane`, `2 lanes`."""
    return f"{number} {one if number == 1 else many}"


def percent(part: int, whole: int) -> str:
    """`71%`; `-` of nothing."""
    return f"{round(100 * part / whole)}%" if whole else "-"


def listed(figures: Mapping[str, int]) -> str:
    """`12 reconnect, 1 bug`; what is 0 is left out."""
    return ", ".join(f"{number} {name}" for name, number in figures.items() if number)
