"""At the pace that Fortnox allows: a burst is spread out before Fortnox has to refuse anything."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.outbox.drain import drain_due
from tests.factories import make_invoice
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import basket

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.paced]

#: More than Fortnox takes in five seconds, with the requests of connecting and of the first sale.
SALES = 24


def test_more_than_a_window_takes_is_never_refused(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    contents = basket(store)
    for _ in range(SALES):
        make_invoice(store=store, contents=contents, now=clock())
    drain_due(clock=clock)
    assert len(sim.orders(TENANT)) == SALES
    answers = [entry["status"] for entry in sim.requests(TENANT)]
    assert len(answers) > 25
    assert set(answers) <= {200, 201}
