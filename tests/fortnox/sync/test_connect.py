"""Connecting again: the choices stay for the same company, and go for another."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import ChartAccount, Connection, Settings
from tamio.fortnox.sync import connect
from tests.factories import make_store
from tests.fortnox.sync.conftest import RETURN, TENANT, Connect, MovableClock, approve

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def reconnected(connection: Connection, *, tenant: int, clock: MovableClock) -> Settings:
    """After a disconnect, a consent for `tenant`; the settings that are then in force."""
    store = connection.store
    connect.disconnect(connection=connection, clock=clock, by="owner@example.com")
    consent = connect.begin(redirect_uri=RETURN, service_account=True, clock=clock)
    connect.complete(
        store=store,
        code=approve(consent.url, tenant=tenant)["code"],
        redirect_uri=RETURN,
        service_account=True,
        clock=clock,
        by="owner@example.com",
    )
    return Settings.objects.get(store=store)


def test_the_same_company_keeps_the_chosen_accounts(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    chosen = reconnected(connected(store=make_store()), tenant=TENANT, clock=clock)
    assert (chosen.goods_account, chosen.services_account) == (3001, 3041)


def test_another_companys_accounts_are_forgotten_even_after_a_disconnect(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    chosen = reconnected(connected(store=make_store()), tenant=910002, clock=clock)
    assert not chosen.has_accounts
    assert ChartAccount.objects.filter(store=chosen.store).exists(), "the new company's"
