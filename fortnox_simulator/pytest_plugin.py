"""Fixtures for a test suite that talks to Fortnox; they come with the installed package.

    def test_a_sale_arrives(fortnox):
        shop = Shop(fortnox.api_url, token=fortnox.access_token(910001))
        shop.sell()
        assert len(fortnox.orders(910001)) == 1

One server runs for the whole session; before each test it is as it was at its start.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from fortnox_simulator.testing import Simulator


@pytest.fixture(scope="session")
def fortnox_options() -> dict[str, Any]:
    """Keywords for `fortnox_simulator.testing.running`; a suite's own conftest overrides this."""
    return {"rate_limit": 0}


@pytest.fixture(scope="session")
def _fortnox_server(fortnox_options: dict[str, Any]) -> "Iterator[Simulator]":
    # Imported here, so that suites that do not ask for it do not pay for a web server.
    from fortnox_simulator.testing import running

    with running(**fortnox_options) as simulator:
        simulator.state.take_snapshot(START)
        yield simulator


@pytest.fixture
def fortnox(_fortnox_server: "Simulator") -> "Iterator[Simulator]":
    """A running simulator with nothing but its seed; see `fortnox_simulator.testing.Simulator`."""
    yield _fortnox_server
    _fortnox_server.restore(START)


START = "as the session began"
