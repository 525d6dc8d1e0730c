"""The price that a reduced one may be compared with in the shop.

Prisinformationslagen (2004:347) 7 a §, which carries out directive 98/6/EC article 6a: the lowest
price of the thirty days before the reduction; where the price has been reduced step by step in
that time, of the thirty days before the first step. Nothing else is ever struck through.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Point:
    """From `at` on it costs `price`; None while it is not for sale."""

    at: datetime
    price: Decimal | None


def prior_price(history: Sequence[Point], *, now: datetime) -> Decimal | None:
    """The price to compare today's with; None if the last change was no reduction.

    `history` is in the order of time. It may be no higher than today's price: then there is no
    reduction that may be announced.
    """
    points = _without_repeats([point for point in history if point.at <= now])
    first = _first_step(points)
    if first is None:
        return None
    began = points[first].at
    prices = [
        before.price
        for before, after in itertools.pairwise(points[: first + 1])
        if before.price is not None and after.at > began - WINDOW
    ]
    return min(prices)


def _without_repeats(points: Sequence[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        if not kept or kept[-1].price != point.price:
            kept.append(point)
    return kept


def _first_step(points: Sequence[Point]) -> int | None:
    """Where the reduction in force began: the first of its unbroken steps within the window."""
    at = len(points) - 1
    if not _is_step(points, at):
        return None
    while _is_step(points, at - 1) and points[at - 1].at > points[-1].at - WINDOW:
        at -= 1
    return at


def _is_step(points: Sequence[Point], at: int) -> bool:
    if at < 1:
        return False
    before, after = points[at - 1].price, points[at].price
    return before is not None and after is not None and after < before
