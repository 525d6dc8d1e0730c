"""Years of subscriptions with codes, wishes, pauses, payments, outages and zones: see years/.

With Fortnox behind it, and larger: `python -m benchmarks.years`.
"""

import sys

import pytest

from tests.commerce.subscriptions.years.checking import check
from tests.commerce.subscriptions.years.stores import customers_of, store_of
from tests.commerce.subscriptions.years.world import World

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.mark.parametrize(("number", "seed"), [(2, 7)])
def test_after_years_nothing_is_missing_doubled_or_summed_otherwise(number: int, seed: int) -> None:
    store = store_of(number)
    world = World(store, seed=seed, customers=customers_of(store, 8))
    world.live(12, days=420, wishes=0.015)
    counts = check(world)
    sys.stdout.write(f"{counts}\n")
    assert counts["subscriptions"] == 12
    assert counts["invoices"] > 12
    assert counts["failed draws"] > 0
    assert counts["charges with a discount"] > 0
