"""Connect, walked end to end against a simulated company on loopback."""

from typing import Any

import pytest
from django.test import Client

from fortnox_simulator.testing import Simulator
from tamio.clock import now
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ChartAccount, Connection, OrderLink, Preflight, Settings
from tamio.fortnox.models.connection import Grant
from tamio.outbox.drain import drain_due
from tamio.outbox.models import Lane
from tests.factories import make_invoice
from tests.fortnox.pages.conftest import FORTNOX, text_of
from tests.fortnox.sync.conftest import TENANT, approve

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

CALLBACK = "/fortnox/callback/"
ANOTHER_TENANT, WITHOUT_ORDERS = 910002, 910003
CHOICES = {
    "goods_account": "3001",
    "services_account": "3041",
    "automatic": "yes",
    "start_date": "2020-01-01",
    "customer_prefix": "",
    "send_zero_totals": "yes",
}


@pytest.fixture
def store(store: Store) -> Store:
    """The simulated company's own store."""
    store.organisation_number = "559284-5175"
    store.save()
    return store


@pytest.fixture
def browser(browser: Client) -> Client:
    """At an address that the simulated integration may send people back to."""
    browser.defaults["SERVER_NAME"] = "127.0.0.1"
    return browser


def answered(browser: Client, *, account: str = "", **answer: Any) -> dict[str, str]:
    """What a person brings back from the consent page."""
    asked = browser.post(f"{FORTNOX}consent/", {"account": account})
    return approve(asked["Location"], **answer)


def connect(browser: Client, **answer: Any) -> str:
    """The page one comes to, in one line."""
    back = browser.get(CALLBACK, answered(browser, **answer), follow=True)
    assert back.status_code == 200
    return " ".join(back.content.decode().split())


def test_a_store_is_connected_and_its_likely_accounts_are_suggested(
    browser: Client, sim: Simulator, store: Store
) -> None:
    page = connect(browser)
    connection = Connection.objects.get(store=store)
    assert "The store is connected to Norrsken Handel AB." in page
    assert "This is not the store's company" not in page
    assert page.count("(suggested)") == 2
    assert (connection.grant, connection.tenant_id) == (Grant.SERVICE_ACCOUNT, str(TENANT))
    assert connection.connected_by == "anna@example.com"
    assert ChartAccount.objects.filter(store=store, number=3001).exists()
    assert Lane.objects.get(store=store).is_open
    # The pre-flight was made, and its line says that the accounts are yet to be chosen.
    assert Preflight.objects.get(store=store).by == "anna@example.com"
    assert "1 thing stops sales" in page


def test_one_connects_without_a_service_account_too(
    browser: Client, sim: Simulator, store: Store
) -> None:
    page = connect(browser, account="person")
    assert Connection.objects.get(store=store).grant == Grant.REFRESH_TOKEN
    assert "the person who connected" in page


def test_the_wrong_company_is_connected_with_a_warning(
    browser: Client, sim: Simulator, store: Store
) -> None:
    page = connect(browser, tenant=ANOTHER_TENANT)
    assert "This is not the store's company" in page
    assert "559311-2088" in page


def test_a_consent_that_is_denied_changes_nothing(
    browser: Client, sim: Simulator, store: Store
) -> None:
    page = connect(browser, decision="deny")
    assert "You did not approve the connection in Fortnox" in page
    assert not Connection.objects.exists()


def test_a_company_without_the_licence_is_told_which(
    browser: Client, sim: Simulator, store: Store
) -> None:
    page = connect(browser, tenant=WITHOUT_ORDERS)
    assert "lacks a licence in Fortnox" in page
    assert not Connection.objects.exists()


def test_a_forged_state_connects_nothing(browser: Client, sim: Simulator, store: Store) -> None:
    back = answered(browser) | {"state": "forged"}
    assert browser.get(CALLBACK, back).status_code == 400
    assert not Connection.objects.exists()


def test_coming_back_twice_connects_once(browser: Client, sim: Simulator, store: Store) -> None:
    back = answered(browser)
    assert browser.get(CALLBACK, back).status_code == 302
    assert browser.get(CALLBACK, back).status_code == 400
    assert Connection.objects.count() == 1


def test_a_code_that_was_used_is_refused_in_words(
    browser: Client, sim: Simulator, store: Store
) -> None:
    used = answered(browser)
    browser.get(CALLBACK, used)
    again = answered(browser) | {"code": used["code"]}
    page = browser.get(CALLBACK, again, follow=True).content.decode()
    assert "had expired or was already used" in page


@pytest.mark.parametrize("path", ["/3/companyinformation", "/oauth-v1/token"])
def test_nothing_half_written_remains_when_fortnox_fails_on_the_way(
    browser: Client, sim: Simulator, store: Store, path: str
) -> None:
    sim.faults({"kind": "status", "status": 503, "path": path})
    page = connect(browser)
    assert "Fortnox does not answer at the moment" in page
    assert not Connection.objects.exists()
    assert not Settings.objects.exists()
    assert not Lane.objects.filter(closed_reason="").exists()


def test_a_connection_that_works_survives_a_failed_new_one(
    browser: Client, sim: Simulator, store: Store
) -> None:
    connect(browser)
    before = Connection.objects.values().get()
    tokens = list(Connection.objects.get().token_pairs.values_list("pk", flat=True))
    sim.faults({"kind": "status", "status": 503, "path": "/3/companyinformation"})
    connect(browser, tenant=ANOTHER_TENANT)
    assert Connection.objects.values().get() == before
    assert list(Connection.objects.get().token_pairs.values_list("pk", flat=True)) == tokens


def test_another_company_starts_with_nothing_of_the_first_ones_chart(
    browser: Client, sim: Simulator, store: Store
) -> None:
    connect(browser)
    browser.post(f"{FORTNOX}settings/", CHOICES)
    sim.faults({"kind": "status", "status": 503, "path": "/3/accounts"})
    page = connect(browser, tenant=ANOTHER_TENANT)
    assert "The chart of accounts has not been read" in page
    assert Settings.objects.get(store=store).goods_account is None
    assert not ChartAccount.objects.exists()


def test_a_chart_that_could_not_be_read_can_be_read_again(
    browser: Client, sim: Simulator, store: Store
) -> None:
    sim.faults({"kind": "status", "status": 503, "path": "/3/accounts", "count": 1})
    page = connect(browser)
    assert "The chart of accounts has not been read" in page
    page = browser.post(f"{FORTNOX}chart/", follow=True).content.decode()
    assert "accounts were read." in page
    assert "(suggested)" in page


def test_a_company_without_a_financial_year_is_told_so(
    browser: Client, sim: Simulator, store: Store
) -> None:
    years = sim.state.companies[TENANT].shelves["financialyears"]
    for year in list(years):
        years.remove(year)
    page = connect(browser)
    assert "no financial year in Fortnox that holds today" in page
    assert "The chart of accounts has not been read" in page
    assert Connection.objects.filter(store=store).exists()


def test_a_test_sale_arrives_and_its_panel_proves_it(
    browser: Client, sim: Simulator, store: Store
) -> None:
    connect(browser)
    browser.post(f"{FORTNOX}settings/", CHOICES)
    place = browser.post(f"{FORTNOX}test-sale/")["Location"]
    drain_due(clock=now)
    page = text_of(browser, place.split("#")[0])
    [order] = sim.orders(TENANT)
    assert f"order {order['DocumentNumber']}" in page
    assert page.count("</svg>equal<") == 3
    assert "Create the customer" in page
    assert [row["AccountNumber"] for row in order["OrderRows"]] == [3001, 3041]


def test_what_waited_is_sent_after_connecting_again(
    browser: Client, sim: Simulator, store: Store
) -> None:
    connect(browser)
    browser.post(f"{FORTNOX}settings/", CHOICES)
    sim.faults({"kind": "revoke_consent", "tenant": TENANT})
    for _ in range(2):
        make_invoice(store=store, now=now())
    drain_due(clock=now)
    assert "The connection to Fortnox is no longer valid" in text_of(browser, FORTNOX)
    assert "Everything is in Fortnox" not in connect(browser)
    drain_due(clock=now)
    assert "Everything is in Fortnox" in text_of(browser, FORTNOX)
    assert len(sim.orders(TENANT)) == 2


@pytest.mark.parametrize("account", ["", "person"])
def test_disconnecting_asks_first_and_keeps_what_is_chosen(
    browser: Client, sim: Simulator, store: Store, account: str
) -> None:
    connect(browser, account=account)
    browser.post(f"{FORTNOX}settings/", CHOICES)
    assert "Disconnect Norrsken Handel AB?" in text_of(browser, f"{FORTNOX}disconnect/")
    assert Connection.objects.exists()
    page = browser.post(f"{FORTNOX}disconnect/", follow=True).content.decode()
    assert "no longer connected to Fortnox" in page
    assert not Connection.objects.exists()
    assert Settings.objects.get(store=store).goods_account == 3001
    make_invoice(store=store, now=now())
    drain_due(clock=now)
    assert not OrderLink.objects.exists()
    assert Invoice.objects.count() == 1


def test_disconnecting_works_while_fortnox_is_down(
    browser: Client, sim: Simulator, store: Store
) -> None:
    connect(browser, account="person")
    sim.faults({"kind": "status", "status": 503, "path": "/oauth-v1/revoke"})
    page = browser.post(f"{FORTNOX}disconnect/", follow=True).content.decode()
    assert "no longer connected to Fortnox" in page
    assert "Fortnox did not confirm that the consent has ended." in page
    assert not Connection.objects.exists()
