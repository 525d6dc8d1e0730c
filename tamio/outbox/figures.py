"""What a destination can tell about itself, beside what the rows of the outbox say.

A destination that has something to tell names a function in its declaration. It is asked once for
all of its lanes, so it must not ask the database more the more lanes there are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from django.utils.module_loading import import_string

from tamio.outbox import destinations


@dataclass(frozen=True, slots=True, kw_only=True)
class RateUsed:
    """`counted` of the `allowed` requests are used at this moment.

    Stores that share one allowance at the destination have the same `shared`.
    """

    shared: str
    counted: int
    allowed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """Named as Prometheus would: in base units, and a counter ends in `_total`.

    `samples`: the labels' values, in the order of `labels`, with the figure.
    """

    name: str
    help: str
    labels: tuple[str, ...]
    samples: Sequence[tuple[tuple[str, ...], float]]

    @property
    def is_counter(self) -> bool:
        return self.name.endswith("_total")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`rates`: by the pk of the store."""

    rates: Mapping[int, RateUsed] = field(default_factory=dict)
    metrics: Sequence[Metric] = ()


def told(*, at: datetime) -> dict[str, Figures]:
    """By destination, of those that tell something. `at` is in the machine's own time."""
    return {
        name: cast("Callable[[datetime], Figures]", import_string(path))(at)
        for name in destinations.names()
        if (path := destinations.named(name).figures)
    }
