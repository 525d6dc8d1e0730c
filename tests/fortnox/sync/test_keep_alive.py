"""A connection with refresh tokens that nobody uses for weeks stays alive."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import TokenPair
from tamio.fortnox.sync.keep_alive import keep_alive
from tamio.outbox.models import Lane
from tests.fortnox.sync.conftest import Connect, MovableClock

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def token_requests(sim: Simulator) -> int:
    return len(sim.state.token_requests)


def test_a_token_that_rests_for_a_week_is_renewed(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    connected(service_account=False)
    before = TokenPair.objects.count()

    clock.move(days=6)
    keep_alive(clock)
    assert TokenPair.objects.count() == before
    clock.move(days=2)
    keep_alive(clock)
    assert TokenPair.objects.count() == before + 1
    keep_alive(clock)
    assert TokenPair.objects.count() == before + 1


def test_months_without_a_sale_pass(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    """Even where a refresh token lives for 31 days only."""
    connected(service_account=False)
    sim.state.variants.choose({"refresh_token_days": "31"})

    for _ in range(20):
        clock.move(days=7)
        sim.state.clock.advance(7 * 86_400)
        keep_alive(clock)

    assert {entry["status"] for entry in sim.state.token_requests} == {200}
    assert Lane.objects.get().is_open


def test_a_dead_token_closes_the_lane_so_that_somebody_is_told(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    connected(service_account=False)
    sim.faults({"kind": "revoke_consent", "tenant": 910001})
    clock.move(days=8)

    keep_alive(clock)
    asked = token_requests(sim)
    keep_alive(clock)

    lane = Lane.objects.get()
    assert (lane.closed_reason, lane.closed_by) == ("reconnect", "tamio")
    assert token_requests(sim) == asked


def test_an_authorization_server_that_is_down_is_asked_again(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    connected(service_account=False)
    before = TokenPair.objects.count()
    clock.move(days=8)
    sim.faults({"kind": "status", "status": 503, "path": "/oauth-v1/token", "count": 1})

    keep_alive(clock)
    assert Lane.objects.get().is_open
    keep_alive(clock)
    assert TokenPair.objects.count() == before + 1


def test_a_service_account_has_nothing_to_keep_alive(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    connected()
    asked = token_requests(sim)
    clock.move(days=60)

    keep_alive(clock)

    assert token_requests(sim) == asked
