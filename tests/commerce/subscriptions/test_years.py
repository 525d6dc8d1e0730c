"""Years of subscriptions with random wishes, pauses, outages and zones: see simulating.py.

Larger by hand: `TAMIO_YEARS_OF=2000 TAMIO_YEARS_DAYS=1461` before the tests' command, with `-s`.
"""

import os
import sys

import pytest

from tests.commerce.subscriptions.making import net_store
from tests.commerce.subscriptions.simulating import World, check

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.mark.parametrize("seed", [7])
def test_after_years_nothing_is_missing_doubled_or_summed_otherwise(seed: int) -> None:
    many = int(os.environ.get("TAMIO_YEARS_OF", "12"))
    days = int(os.environ.get("TAMIO_YEARS_DAYS", "420"))
    world = World(net_store(), seed=seed)
    world.live(many, days=days, wishes=0.015)
    counts = check(world)
    sys.stdout.write(f"{counts}\n")
    assert counts["subscriptions"] == many
    assert counts["invoices"] > many
