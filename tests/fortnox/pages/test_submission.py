"""Submit, retry and skip one invoice; and the panel that looks again while it moves."""

import pytest
from django.test import Client

from tamio.clock import now
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.submissions import send, version
from tamio.outbox.models import Delivery
from tamio.outbox.states import Priority, State
from tests.factories import make_invoice, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, member

HTMX = {"HX-Request": "true"}


@pytest.fixture
def invoice(connected: Store) -> Invoice:
    return make_invoice(store=connected, now=now())


def address(invoice: Invoice, name: str = "submission") -> str:
    return f"{FORTNOX}invoices/{invoice.number}/{name}/"


def last_event(delivery: Delivery) -> tuple[str, str]:
    event = delivery.events.order_by("-pk")[0]
    return event.what, event.by


@pytest.mark.parametrize(
    ("state", "what"),
    [
        (State.HELD, "submit-requested"),
        (State.SKIPPED, "submit-requested"),
        (State.REJECTED, "retried"),
        (State.SETTINGS, "retried"),
        (State.BUG, "retried"),
        (State.LATER, "retried"),
        (State.DIFFERS, "retried"),
    ],
)
def test_sending_is_a_retry_or_a_submission(invoice: Invoice, state: State, what: str) -> None:
    rows.put(invoice, state, reason="manual" if state in {State.HELD, State.SKIPPED} else "")
    send(invoice=invoice, now=now(), by=rows.PERSON)
    delivery = rows.submission_of(invoice)
    assert (delivery.state, delivery.priority) == (State.WAITING, Priority.CLICK)
    assert last_event(delivery) == (what, rows.PERSON)


def test_a_click_sends_it_first_in_the_lane_in_the_persons_name(
    browser: Client, invoice: Invoice
) -> None:
    rows.put(invoice, State.REJECTED)
    answer = browser.post(address(invoice))
    delivery = rows.submission_of(invoice)
    assert answer["Location"].endswith(f"/invoices/{invoice.number}/#fortnox")
    assert delivery.priority == Priority.CLICK
    assert last_event(delivery) == ("retried", rows.PERSON)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.SENDING])
def test_what_is_there_or_under_way_is_not_sent_again(
    browser: Client, invoice: Invoice, state: State
) -> None:
    rows.put(invoice, state)
    page = browser.post(address(invoice), follow=True)
    assert rows.submission_of(invoice).state == state
    assert 'class="message tone-needs-you"' in page.content.decode()


def test_an_invoice_that_was_never_recorded_is_recorded_and_sent(
    browser: Client, invoice: Invoice
) -> None:
    rows.submission_of(invoice).events.all().delete()
    rows.submission_of(invoice).delete()
    browser.post(address(invoice))
    assert rows.submission_of(invoice).priority == Priority.CLICK


def test_skipping_takes_a_reason_that_stays_on_record(browser: Client, invoice: Invoice) -> None:
    browser.post(address(invoice, "skip"), {"reason": "  Booked   by hand "})
    delivery = rows.submission_of(invoice)
    assert (delivery.state, delivery.reason) == (State.SKIPPED, "Booked by hand")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_skipping_without_a_usable_reason_changes_nothing(
    browser: Client, invoice: Invoice, reason: str
) -> None:
    page = browser.post(address(invoice, "skip"), {"reason": reason}, follow=True)
    assert rows.submission_of(invoice).state == State.WAITING
    assert "tone-wrong" in page.content.decode()


@pytest.mark.parametrize("name", ["submission", "skip"])
def test_sending_and_skipping_take_the_right(connected: Store, invoice: Invoice, name: str) -> None:
    viewer = member(connected, Role.VIEWER)
    assert viewer.post(address(invoice, name), {"reason": "x"}).status_code == 403
    assert rows.submission_of(invoice).state == State.WAITING


@pytest.mark.parametrize("name", ["submission", "skip"])
def test_another_stores_invoice_is_not_found(browser: Client, connected: Store, name: str) -> None:
    foreign = make_invoice(store=make_store(slug="annan"))
    assert browser.post(address(foreign, name), {"reason": "x"}).status_code == 404
    there = f"/backoffice/annan/integrations/fortnox/invoices/{foreign.number}/{name}/"
    assert browser.post(there, {"reason": "x"}).status_code == 404
    assert rows.submission_of(foreign).state == State.WAITING


def test_while_nothing_happens_the_panel_stays_as_it_is(browser: Client, invoice: Invoice) -> None:
    seen = version(delivery=rows.submission_of(invoice))
    answer = browser.get(address(invoice), {"seen": seen}, headers=HTMX)
    assert (answer.status_code, answer.content) == (204, b"")


def test_when_something_happens_the_panel_is_drawn_anew(browser: Client, invoice: Invoice) -> None:
    seen = version(delivery=rows.submission_of(invoice))
    rows.exchange(invoice.store, delivery=rows.submission_of(invoice))
    answer = browser.get(address(invoice), {"seen": seen}, headers=HTMX)
    assert answer.status_code == 200
    drawn = answer.content.decode()
    assert 'id="fortnox"' in drawn
    assert 'hx-trigger="every 1s"' in drawn
    assert "<html" not in drawn


@pytest.mark.parametrize("state", [State.SUBMITTED, State.REJECTED])
def test_once_it_rests_the_whole_page_says_so(
    browser: Client, invoice: Invoice, state: State
) -> None:
    rows.put(invoice, state)
    answer = browser.get(address(invoice), {"seen": "before"}, headers=HTMX)
    assert answer["HX-Refresh"] == "true"


def test_what_is_put_off_is_looked_at_less_often(browser: Client, invoice: Invoice) -> None:
    rows.put(invoice, State.LATER, at=now())
    answer = browser.get(address(invoice), headers=HTMX)
    assert 'hx-trigger="every 10s"' in answer.content.decode()


def test_without_htmx_the_address_leads_to_the_page(browser: Client, invoice: Invoice) -> None:
    answer = browser.get(address(invoice))
    assert answer["Location"].endswith(f"/invoices/{invoice.number}/#fortnox")
