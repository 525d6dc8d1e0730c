"""Credit invoices by Tamio: asked for by themselves, shown, and given up again."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.pages.api import credit_submissions
from tamio.fortnox.sync.preview.previews import preview
from tamio.outbox.drain import drain_due
from tests.fortnox.credits.conftest import invoiced_there
from tests.fortnox.credits.test_panel import section
from tests.fortnox.pages.conftest import FORTNOX, member, text_of
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock, approve
from tests.fortnox.sync.credit_invoices import credit_of, shelf
from tests.fortnox.sync.sales import calls, mark
from tests.fortnox.sync.test_credits import credited

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
CALLBACK = "/fortnox/callback/"


@pytest.fixture
def browser(browser: Client) -> Client:
    """At an address that the simulated integration may send people back to."""
    browser.defaults["SERVER_NAME"] = "127.0.0.1"
    return browser


def asked(browser: Client, **fields: str) -> str:
    """The address that the person is sent to."""
    return str(browser.post(f"{FORTNOX}consent/", fields)["Location"])


def consented(browser: Client, **fields: str) -> str:
    """Asked, approved, and back."""
    back = browser.get(CALLBACK, approve(asked(browser, **fields)), follow=True)
    return " ".join(back.content.decode().split())


def chosen(store: Store) -> bool:
    return Settings.objects.get(store=store).credit_invoices


def test_it_is_off_and_nothing_asks_for_invoices(
    browser: Client, store: Store, connection: Connection
) -> None:
    page = text_of(browser, FORTNOX)
    assert "Credit invoices by Tamio" in page
    assert "Ask for consent in Fortnox" in page
    assert "Stop making credit invoices" not in page
    assert "invoice" not in asked(browser).split("scope=")[1].split("&")[0]
    assert not chosen(store)


def test_it_is_asked_for_by_itself_and_kept_on_the_connection(
    browser: Client, store: Store, connection: Connection, sim: Simulator
) -> None:
    page = consented(browser, credit_invoices="yes")
    connection.refresh_from_db()
    assert "invoice" in connection.scopes
    assert chosen(store)
    assert "Stop making credit invoices" in page
    assert "Ask for consent in Fortnox" not in page
    assert "credit_invoices" in str(list(store.changes.values_list("field", flat=True)))
    # Who connects again keeps it, without saying so.
    assert "%20invoice" in asked(browser)


def test_a_company_without_the_licence_is_told_and_stays_connected(
    browser: Client, store: Store, connection: Connection, sim: Simulator
) -> None:
    before = connection.token_pairs.count()
    sim.faults({"kind": "remove_licence", "tenant": TENANT, "licence": "invoice"})
    page = consented(browser, credit_invoices="yes")
    assert "lacks the licence for customer invoices" in page
    assert not chosen(store)
    assert connection.token_pairs.count() == before


def test_it_is_given_up_at_once_and_can_be_taken_back_there(
    browser: Client, store: Store, connection: Connection, sim: Simulator
) -> None:
    consented(browser, credit_invoices="yes")
    browser.post(f"{FORTNOX}credit-invoices/stop/")
    assert not chosen(store)
    assert "Take it back in Fortnox too" in text_of(browser, FORTNOX)

    page = consented(browser)

    connection.refresh_from_db()
    assert "invoice" not in connection.scopes
    assert "Take it back in Fortnox too" not in page


@pytest.mark.parametrize("role", [Role.FULFILMENT, Role.VIEWER])
def test_only_who_may_connect_may_ask_or_give_up(
    store: Store, connection: Connection, role: Role
) -> None:
    other = member(store, role)
    Settings.objects.filter(store=store).update(credit_invoices=True)
    assert other.post(f"{FORTNOX}consent/", {"credit_invoices": "yes"}).status_code == 403
    assert other.post(f"{FORTNOX}credit-invoices/stop/").status_code == 403
    assert chosen(store)


def test_a_right_that_was_lost_is_said_where_it_was_given(
    browser: Client, store: Store, connection: Connection
) -> None:
    Settings.objects.filter(store=store).update(credit_invoices=True)
    page = text_of(browser, FORTNOX)
    assert "No longer permitted" in page
    assert "Ask for consent in Fortnox" in page
    assert "Stop making credit invoices" in page


@pytest.fixture
def allowed(connected: Connect, store: Store) -> Connection:
    return connected(store=store, credit_invoices=True)


def test_the_panel_the_api_and_the_preview_tell_the_credit_invoice(
    browser: Client,
    invoice: Invoice,
    allowed: Connection,
    sim: Simulator,
    clock: MovableClock,
) -> None:
    invoiced_there(sim)
    note = credited(invoice, clock, jugs=1)
    (number,) = shelf(sim)
    ahead = preview(invoice, store=invoice.store).credits
    assert ahead is not None
    assert (ahead.doing, ahead.sums, ahead.requests) == ("add-rows", ahead.expected, 2)
    since = mark(sim)
    drain_due(clock=clock)

    made = credit_of(sim, number)["DocumentNumber"]
    assert len(calls(sim, since)) == 5
    told = section(browser, note)
    assert f"Invoice {number} in Fortnox is credited by credit invoice {made}" in told
    assert "SEK 349.00" in told
    assert f"where it is credit invoice {made}" in told
    answer: dict[str, Any] = credit_submissions([note])[note.pk]
    assert (answer["state"], answer["credit_invoice_number"]) == ("submitted", made)


def test_a_preview_of_what_waits_shows_the_rows_that_are_left(
    browser: Client,
    invoice: Invoice,
    allowed: Connection,
    sim: Simulator,
    clock: MovableClock,
) -> None:
    invoiced_there(sim)
    Settings.objects.filter(store=invoice.store).update(credit_invoices=False)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    Settings.objects.filter(store=invoice.store).update(credit_invoices=True)

    ahead = preview(invoice, store=invoice.store).credits

    assert ahead is not None
    assert (ahead.doing, ahead.invoice_number) == ("credit-invoice", next(iter(shelf(sim))))
    assert ahead.sums == ahead.expected
    assert ahead.sums is not None
    assert ahead.sums.total == note.total == Decimal("-349.00")
    page = text_of(browser, f"{FORTNOX}invoices/{invoice.number}/preview/")
    assert "its credit invoice trimmed to these rows" in page
    since = mark(sim)
    browser.post(f"{FORTNOX}credit-notes/{note.number}/submission/")
    drain_due(clock=clock)
    assert len(calls(sim, since)) == ahead.requests == 5
