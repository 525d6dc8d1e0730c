"""Connecting, disconnecting and reading the chart are written into the audit trail."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.audit.models import Change
from tamio.fortnox.sync import connect
from tests.fortnox.sync.conftest import Connect, MovableClock

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
OWNER = "owner@example.com"


def test_a_connections_life_is_told_with_who_and_which_company(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    name = connection.company_name
    connect.disconnect(connection=connection, clock=clock, by=OWNER)
    told = list(Change.objects.values_list("subject_kind", "what", "field", "by"))
    assert told == [
        ("fortnox.connection", "connected", "", OWNER),
        ("fortnox.chart", "read", "", OWNER),
        ("fortnox.settings", "changed", "goods_account", OWNER),
        ("fortnox.settings", "changed", "services_account", OWNER),
        ("fortnox.connection", "disconnected", "", OWNER),
    ]
    companies = [
        Change.objects.get(what="connected").after,
        Change.objects.get(what="disconnected").before,
    ]
    assert companies[0] == companies[1]
    assert companies[0].startswith(name)


def test_another_companys_accounts_that_are_dropped_are_told_as_a_change(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    connected(store=store, tenant=910002)
    moves = Change.objects.filter(field="goods_account").values_list("before", "after")
    assert list(moves) == [("", "3001"), ("3001", ""), ("", "3001")]
