"""The struck-through price: the lowest of thirty days before the reduction (facts, section 8)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.catalogue.prior_price import Point, prior_price
from tests.factories import NOW


def history(*changes: tuple[int, int | None]) -> list[Point]:
    """`changes` as (day, price), day 0 being today."""
    return [
        Point(NOW + timedelta(days=day), None if price is None else Decimal(price))
        for day, price in changes
    ]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        # The vectors of the facts.
        ([(-90, 100), (0, 80)], 100),
        ([(-90, 100), (-5, 120), (0, 90)], 100),
        ([(-90, 100), (-20, 90), (0, 80)], 100),
        ([(-90, 100), (-20, 80), (-10, 100), (0, 85)], 80),
        ([(-10, 100), (0, 80)], 100),
        # Three steps, and a step that is older than the thirty days.
        ([(-90, 100), (-20, 90), (-10, 85), (0, 80)], 100),
        ([(-90, 100), (-50, 90), (-25, 85), (0, 80)], 90),
        # Raised between the steps: two reductions, and the second one counts.
        ([(-90, 100), (-20, 80), (-15, 90), (0, 85)], 80),
        # The low price ended exactly thirty days before, or a day later.
        ([(-90, 80), (-30, 100), (0, 90)], 100),
        ([(-90, 80), (-29, 100), (0, 90)], 80),
        # A reduction that has been in force for a while.
        ([(-90, 100), (-14, 80)], 100),
        # Not for sale at the low price: nobody could buy at it.
        ([(-90, 100), (-20, None), (-10, 100), (0, 80)], 100),
        ([(-20, None), (-10, 100), (0, 80)], 100),
        # No reduction.
        ([(-90, 100)], None),
        ([(-90, 100), (0, 120)], None),
        ([(-90, 100), (-10, None), (0, 80)], None),
        ([(-90, 100), (0, None)], None),
        ([], None),
        # Written twice, and one that is still to come.
        ([(-90, 100), (-40, 100), (0, 80), (0, 80)], 100),
        ([(-90, 100), (5, 80)], None),
    ],
)
def test_the_price_to_compare_with_is_the_lowest_of_thirty_days_before(
    changes: list[tuple[int, int | None]], shown: int | None
) -> None:
    assert prior_price(history(*changes), now=NOW) == shown


CHANGES = st.lists(
    st.tuples(st.integers(-120, 0), st.one_of(st.none(), st.integers(1, 5))), max_size=8
)


@given(changes=CHANGES)
def test_it_is_a_price_that_was_asked_before_the_reduction_in_force(
    changes: list[tuple[int, int | None]],
) -> None:
    points = history(*sorted(changes, key=lambda change: change[0]))
    prior = prior_price(points, now=NOW)
    if prior is not None:
        assert prior in {point.price for point in points[:-1]}
        assert points[-1].price is not None
