"""The panel shows each credit note's way into Fortnox, and the one thing to do about it."""

from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection
from tamio.outbox.drain import drain_due
from tests.factories import make_invoice
from tests.fortnox.credits.conftest import PERSON, delivery_of, invoiced_there
from tests.fortnox.pages.conftest import member, text_of
from tests.fortnox.sync.conftest import MovableClock
from tests.fortnox.sync.sales import submission
from tests.fortnox.sync.test_credits import credited

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
BASE = "/backoffice/glashyttan/"


def page(browser: Client, invoice: Invoice) -> str:
    shown = text_of(browser, f"{BASE}invoices/{invoice.number}/")
    return shown.replace("\N{NO-BREAK SPACE}", " ")


def section(browser: Client, note: CreditNote) -> str:
    """What the panel says of one credit note."""
    shown = page(browser, note.invoice)
    return shown.split(f'id="fortnox-credit-{note.number}"')[1].split('class="panel-body stack"')[0]


def post(browser: Client, note: CreditNote, what: str, **fields: str) -> Any:
    path = f"{BASE}integrations/fortnox/credit-notes/{note.number}/{what}/"
    return browser.post(path, fields)


def test_negative_rows_are_told_with_what_the_order_comes_to(
    browser: Client, invoice: Invoice, clock: MovableClock
) -> None:
    note = credited(invoice, clock, jugs=1)
    assert "goes to Fortnox by itself" in section(browser, note)
    drain_due(clock=clock)
    told = section(browser, note)
    assert "In Fortnox" in told
    assert "Negative rows were added to order" in told
    assert "SEK 709.00" in told
    shown = page(browser, invoice)
    assert "Total after credit" in shown
    assert "</svg>differ<" not in shown


def test_a_cancelled_order_is_told_and_has_no_sums_any_more(
    browser: Client, invoice: Invoice, clock: MovableClock
) -> None:
    note = credited(invoice, clock, jugs=2, tours=3)
    drain_due(clock=clock)
    assert "is cancelled: nothing is left" in section(browser, note)
    assert "</svg>equal<" not in page(browser, invoice)


def test_what_is_to_be_credited_by_hand_has_its_rows_until_it_is_marked_as_done(
    browser: Client, invoice: Invoice, clock: MovableClock, sim: Simulator
) -> None:
    invoiced_there(sim)
    note = credited(invoice, clock, jugs=1, tours=2)
    drain_due(clock=clock)
    task = section(browser, note)
    for words in (
        "To credit by hand", "\N{MINUS SIGN}SEK 349.00", "\N{MINUS SIGN}SEK 69.80",
        "\N{MINUS SIGN}SEK 240.00", "\N{MINUS SIGN}SEK 589.00", "Mark as done", "1 st", "2 st",
    ):  # fmt: skip
        assert words in task
    listed = text_of(browser, f"{BASE}invoices/?state=fortnox-rejected")
    assert "To credit by hand" in listed
    assert f"credit note {note.number}" in listed

    post(browser, note, "skip", reason="  Kreditfaktura 77 i Fortnox ")

    delivery = delivery_of(note)
    assert (delivery.state, delivery.reason) == ("skipped", "Kreditfaktura 77 i Fortnox")
    done = section(browser, note)
    assert "Done by hand" in done
    assert "Credited by hand in Fortnox: Kreditfaktura 77 i Fortnox" in done
    assert PERSON in done
    assert "Mark as done" not in done


@pytest.mark.parametrize("reason", ["", " ", "x" * 201])
def test_it_is_not_done_without_a_reason(
    browser: Client, invoice: Invoice, clock: MovableClock, sim: Simulator, reason: str
) -> None:
    invoiced_there(sim)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    post(browser, note, "skip", reason=reason)
    assert delivery_of(note).state == "rejected"


def test_what_was_stopped_goes_through_on_retry(
    browser: Client, invoice: Invoice, clock: MovableClock, sim: Simulator
) -> None:
    sim.faults({"kind": "status", "status": 400, "code": 2000359, "method": "PUT", "count": 1})
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    assert "Rejected" in section(browser, note)
    post(browser, note, "submission")
    drain_due(clock=clock)
    assert delivery_of(note).state == "submitted"
    assert "Chose Retry" in section(browser, note)


def test_why_it_waits_or_never_goes_is_said_in_words(
    browser: Client, store: Store, connection: Connection, clock: MovableClock
) -> None:
    waiting, never = make_invoice(store=store, now=clock()), make_invoice(store=store, now=clock())
    submission(waiting).hold(reason="Vi väntar", now=clock(), by=PERSON)
    submission(never).skip(reason="Testköp", now=clock(), by=PERSON)
    notes = [
        credit_all(invoice=each, reason="Retur", by=PERSON, now=clock())
        for each in (waiting, never)
    ]
    drain_due(clock=clock)
    first, second = (section(browser, note) for note in notes)
    assert "follows by itself once its invoice is an order" in first
    assert "never sent, so there is nothing to credit" in second
    assert "order-first" not in first
    assert "nothing-sent" not in second


def test_one_who_may_not_submit_sees_it_and_changes_nothing(
    invoice: Invoice, clock: MovableClock, sim: Simulator
) -> None:
    invoiced_there(sim)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    viewer = member(invoice.store, Role.VIEWER)
    assert "To credit by hand" in section(viewer, note)
    assert "<form" not in section(viewer, note)
    for what in ("submission", "skip"):
        assert post(viewer, note, what, reason="x").status_code == 403
    assert delivery_of(note).state == "rejected"


def test_its_requests_are_among_the_invoices_and_lead_back_to_it(
    browser: Client, invoice: Invoice, clock: MovableClock
) -> None:
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    listed = text_of(browser, f"{BASE}integrations/fortnox/exchanges/?invoice={invoice.number}")
    assert "Change the order" in listed
    record = delivery_of(note).fortnox_exchanges.order_by("-pk")[0]
    one = text_of(browser, f"{BASE}integrations/fortnox/exchanges/{record.pk}/")
    assert f"Invoice {invoice.number}" in one


def test_more_credit_notes_cost_no_more_queries(
    browser: Client, invoice: Invoice, clock: MovableClock
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(database) as asked:
            page(browser, invoice)
        return len(asked)

    credited(invoice, clock, tours=1)
    drain_due(clock=clock)
    with_one = queries()
    for _ in range(2):
        credited(invoice, clock, tours=1)
        drain_due(clock=clock)
    assert queries() == with_one


def test_the_panel_looks_again_while_a_credit_note_moves(
    browser: Client, invoice: Invoice, clock: MovableClock
) -> None:
    address = f"{BASE}integrations/fortnox/invoices/{invoice.number}/submission/"
    htmx = {"HX-Request": "true"}
    assert browser.get(address, headers=htmx)["HX-Refresh"] == "true"
    credited(invoice, clock, jugs=1)
    assert "every 1s" in browser.get(address, headers=htmx).content.decode()
    drain_due(clock=clock)
    assert browser.get(address, headers=htmx)["HX-Refresh"] == "true"
