"""A pre-flight remembers the company's financial years, for what is to be sent from other days."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import Connection
from tamio.fortnox.sync.preflight import run
from tamio.fortnox.sync.preflight.findings import Check
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

BY = "anna@example.com"


@pytest.fixture
def connection(connected: Connect) -> Connection:
    return connected()


def in_fortnox(sim: Simulator) -> list[list[str]]:
    years = sim.state.companies[TENANT].shelves["financialyears"].values()
    return sorted([year["FromDate"], year["ToDate"]] for year in years)


def test_all_years_are_read_in_one_request(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    before = len(sim.requests())
    made = run.check(connection=connection, clock=clock, by=BY)
    asked = [each for each in sim.requests()[before:] if each["path"] == "/3/financialyears"]
    assert len(asked) == 1
    assert sorted(made.years or []) == in_fortnox(sim)


def test_looking_at_something_else_keeps_them(connection: Connection, clock: MovableClock) -> None:
    first = run.check(connection=connection, clock=clock, by=BY)
    again = run.check(connection=connection, clock=clock, by=BY, only=Check.COMPANY)
    assert again.years == first.years is not None


def test_years_that_could_not_be_read_are_not_known(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    sim.faults({"kind": "maintenance", "path": "/3/financialyears"})
    assert run.check(connection=connection, clock=clock, by=BY).years is None
