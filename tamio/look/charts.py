"""Bars over time, as geometry: drawn by the server as SVG, with the figures in a table under it.

Across, everything is in percent, so that the chart fills its column without stretching its
text; upwards, in pixels. Numbers are strings with a point, as SVG wants them in any language.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

#: Pixels from the base line to the highest tick, and above it for the direct label.
HEIGHT = 140
HEADROOM = 22
#: Pixels that one digit of the small type takes.
_DIGIT = 8
#: A part that is there is seen, however little it is beside the others.
_LEAST = Decimal(3)
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
class Layer:
    """A part of a bar. `kind` is its place from the base line, from 1: the key has the same."""

    kind: int
    text: str
    href: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Column:
    """A bar in layers. `x` and `width` are its whole place, which leads to `href`."""

    bar: Bar
    href: str
    x: str
    width: str
    layers: Sequence[Layer]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from zero, and the lines to read them by. `axis` is the width of the longest figure.

    `against` stand behind the bars, wider: what each is compared with. `columns` are the bars in
    layers, where they have any.
    """

    bars: Sequence[Bar]
    against: Sequence[Bar]
    ticks: Sequence[Tick]
    axis: int
    columns: Sequence[Column] = ()
    height: int = HEADROOM + HEIGHT


Point = tuple[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """So many of one kind; `text` says it, `href` is where they are, "" for nowhere."""

    count: int
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """What stands at one place, from the base line up: as many parts in every stack. `name` is for
    below the bar, `label` for who points at it.
    """

    name: str
    label: str
    parts: Sequence[Part]
    href: str = ""

    @property
    def total(self) -> Decimal:
        return Decimal(sum(part.count for part in self.parts))


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


def layer_chart(
    *, stacks: Sequence[Stack], number: Callable[[Decimal], str], name_every: int
) -> Chart:
    """Counts in layers. `number` writes a count; every n-th name from the last stands below.

    In the piece bars.html the kinds differ by fill and pattern, not by colour alone.
    """
    top = _round_count(max((stack.total for stack in stacks), default=Decimal(0)))
    points = [(stack.name, stack.total) for stack in stacks]
    bars = _bars(points, top=top, text=number, name_every=name_every, room=_WIDER)
    ticks = [Tick(text=number(top * part / 2), y=_y(Decimal(part) / 2)) for part in (1, 2)]
    slot = Decimal(100) / max(len(stacks), 1)
    return Chart(
        bars=bars,
        against=(),
        ticks=ticks,
        axis=_DIGIT * max(len(each.text) for each in ticks),
        columns=[
            Column(
                bar=replace(bar, label=stack.label),
                href=stack.href,
                x=f"{slot * at:.3f}%",
                width=f"{slot:.3f}%",
                layers=list(_layers(stack, top=top)),
            )
            for at, (bar, stack) in enumerate(zip(bars, stacks, strict=True))
        ],
    )


def _layers(stack: Stack, *, top: Decimal) -> Iterator[Layer]:
    """Each on the one below it. One that is too little to be seen is drawn a little higher."""
    below = Decimal(0)
    for kind, part in enumerate(stack.parts, start=1):
        height = max(part.count / top * HEIGHT, _LEAST) if part.count else Decimal(0)
        below += height
        if part.count:
            yield Layer(
                kind=kind,
                text=part.text,
                href=part.href,
                y=f"{HEADROOM + HEIGHT - below:.1f}",
                height=f"{height:.1f}",
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


def _round_count(most: Decimal) -> Decimal:
    """As _round_top does it for what comes in whole ones: half of it is a whole number too."""
    unit = Decimal(10) ** max(most.adjusted(), 0)
    steps = (2, 4, 6, 10) if unit == 1 else (1, 2, 4, 6, 10)
    return next(unit * step for step in steps if unit * step >= most)


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
