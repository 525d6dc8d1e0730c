"""Bars over time, as geometry: drawn by the server as SVG, with the figures in a table under it.

Across, everything is in percent, so that the chart fills its column without stretching its
text; upwards, in pixels. Numbers are strings with a point, as SVG wants them in any language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

#: Pixels from the base line to the highest tick, and above it for the direct label.
HEIGHT = 140
HEADROOM = 22
#: Pixels that one digit of the small type takes.
_DIGIT = 8
#: How much of its place a bar fills, and one that stands behind it.
_NARROW, _WIDER = Decimal("0.6"), Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Bar:
    """`label` is the day, `text` the amount as people read it.

    `name` is "" if nothing stands below the bar, "spare" if it goes where room is scarce.
    """

    label: str
    text: str
    x: str
    width: str
    middle: str
    y: str
    height: str
    anchor: str
    name: str
    highest: bool
    value_anchor: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across, and what it stands for."""

    text: str
    y: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from zero, and the lines to read them by. `axis` is the width of the longest figure.

    `against` stand behind the bars, wider: what each is compared with.
    """

    bars: Sequence[Bar]
    against: Sequence[Bar]
    ticks: Sequence[Tick]
    axis: int
    height: int = HEADROOM + HEIGHT


Point = tuple[str, Decimal]


def bar_chart(
    *,
    points: Sequence[Point],
    text: Callable[[Decimal], str],
    tick: Callable[[Decimal], str],
    name_every: int,
    against: Sequence[Point] = (),
) -> Chart:
    """`points` are (label, amount) from left to right, amounts >= 0. Every n-th from the last has
    its name below it. `text` writes a bar's amount, `tick` a round one. `against`: as many points,
    each to stand behind its own; its label is all that is said of it.
    """
    top = _round_top(max((amount for _, amount in (*points, *against)), default=Decimal(0)))
    ticks = [Tick(text=tick(top * part / 2), y=_y(Decimal(part) / 2)) for part in (1, 2)]
    return Chart(
        bars=_bars(points, top=top, text=text, name_every=name_every, room=_NARROW),
        against=_bars(against, top=top, text=text, name_every=name_every, room=_WIDER),
        ticks=ticks,
        axis=_DIGIT * max(len(each.text) for each in ticks),
    )


def _bars(
    points: Sequence[Point],
    *,
    top: Decimal,
    text: Callable[[Decimal], str],
    name_every: int,
    room: Decimal,
) -> list[Bar]:
    highest = max(range(len(points)), key=lambda at: points[at][1], default=0)
    return [
        _bar(
            at,
            count=len(points),
            room=room,
            label=label,
            text=text(amount),
            share=amount / top,
            name=_name(len(points) - 1 - at, every=name_every),
            highest=at == highest and amount > 0,
        )
        for at, (label, amount) in enumerate(points)
    ]


def _round_top(most: Decimal) -> Decimal:
    """The least of 1, 2, 4, 5, 10 times a power of ten that holds `most`."""
    if most <= 0:
        return Decimal(100)
    unit = Decimal(10) ** most.adjusted()
    return next(unit * step for step in (1, 2, 4, 5, 10) if unit * step >= most)


def _bar(
    at: int,
    *,
    count: int,
    room: Decimal,
    label: str,
    text: str,
    share: Decimal,
    name: str,
    highest: bool,
) -> Bar:
    slot = Decimal(100) / count
    return Bar(
        label=label,
        text=text,
        x=f"{slot * at + slot * (1 - room) / 2:.3f}%",
        width=f"{slot * room:.3f}%",
        middle=f"{slot * at + slot / 2:.3f}%",
        y=_y(share),
        height=f"{share * HEIGHT:.1f}",
        anchor="start" if at == 0 else "end" if at == count - 1 else "middle",
        name=name,
        highest=highest,
        # The amount is wider than its bar: near an edge it is written inwards.
        value_anchor="start" if at < count / 4 else "end" if at >= count * 3 / 4 else "middle",
    )


def _name(from_last: int, *, every: int) -> str:
    if from_last % every:
        return ""
    return "spare" if from_last // every % 2 else "kept"


def _y(share: Decimal) -> str:
    return f"{HEADROOM + HEIGHT * (1 - share):.1f}"
