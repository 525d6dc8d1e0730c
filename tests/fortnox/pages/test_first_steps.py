"""The integration's part of the first steps: connected with accounts, and the sale followed."""

from django.test import Client

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.pages import first_steps
from tamio.outbox.models import Delivery
from tamio.outbox.states import Priority, State
from tests.factories import NOW, make_product
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, request_in

START = "/backoffice/glashyttan/start/test-sale/"


def _step(store: Store) -> tuple[bool, str]:
    step = first_steps.step(request_in(store), store)
    return step.done, step.href


def test_the_step_is_done_by_a_consent_and_two_accounts(store: Store) -> None:
    assert _step(store) == (False, FORTNOX)
    rows.connect(store)
    assert _step(store) == (False, f"{FORTNOX}#settings")
    rows.choose_accounts(store)
    assert _step(store) == (True, f"{FORTNOX}#settings")
    Settings.objects.update(services_account=None)
    assert _step(store)[0] is False


def test_a_test_sale_goes_first_and_is_followed_to_its_order(
    browser: Client, connected: Store
) -> None:
    Settings.objects.update(automatic=False)
    make_product(store=connected)
    browser.post(START)
    assert Delivery.objects.get().priority == Priority.CLICK
    assert 'hx-trigger="every 1s"' in browser.get(START).content.decode()
    assert not first_steps.has_arrived(connected)
    rows.put(connected.invoices.get(), State.SUBMITTED)
    rows.link(connected.invoices.get(), order_number="77")
    told = browser.get(START).content.decode()
    assert "It has arrived" in told
    assert "Open Fortnox, order 77" in told
    assert 'hx-trigger="every' not in told
    assert first_steps.has_arrived(connected)


def test_a_refused_sale_says_why_and_leads_to_the_invoice(
    browser: Client, connected: Store
) -> None:
    make_product(store=connected)
    browser.post(START)
    rows.put(connected.invoices.get(), State.REJECTED, problem=rows.problem())
    told = browser.get(START).content.decode()
    assert "Fortnox does not find the account." in told
    assert "/invoices/1001/#fortnox" in told
    assert 'hx-trigger="every' not in told
    assert "It has arrived" not in told


def test_saving_the_accounts_leads_an_empty_store_on_to_its_next_step(
    browser: Client, connected: Store
) -> None:
    given = {
        "goods_account": "3001", "services_account": "3041", "automatic": "yes",
        "start_date": "2026-01-01", "customer_prefix": "T", "send_zero_totals": "yes",
    }  # fmt: skip
    assert browser.post(f"{FORTNOX}settings/", given)["Location"].endswith("/start/product/")
    connected.first_steps_put_away_at = NOW
    connected.save()
    assert browser.post(f"{FORTNOX}settings/", given)["Location"] == FORTNOX
