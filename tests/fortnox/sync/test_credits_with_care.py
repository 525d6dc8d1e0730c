"""What a credit note does not touch, and what it waits for."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.catalogue.models import Product
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import CreditLink, Settings
from tamio.fortnox.sync.delivering import claims
from tamio.outbox.claims import Claims
from tamio.outbox.drain import drain_due
from tests.factories import buyer, make_invoice
from tests.fortnox.sync.conftest import Connect, MovableClock
from tests.fortnox.sync.sales import calls, mark, sold, submission
from tests.fortnox.sync.test_credits import BY, by_the_accountant, credited, delivery_of, only_order
from tests.fortnox.sync.test_credits import invoice as invoice

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_a_text_row_at_the_end_is_said_together_with_the_credits(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    number, rows = only_order(sim)["DocumentNumber"], only_order(sim)["OrderRows"]
    text = {"Description": "Tack", "AccountNumber": 0, "DeliveredQuantity": "0", "Price": 0}
    patch = [*({"RowId": row["RowId"]} for row in rows), text]
    by_the_accountant(sim, "PUT", f"/orders/{number}", {"Order": {"OrderRows": patch}})

    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    said = [row["Description"] for row in only_order(sim)["OrderRows"]]
    assert said[2].startswith(f"Tack - Kreditfaktura {note.number}, ")


def test_a_long_text_at_the_end_leaves_room_for_the_credit_notes_number(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    number, rows = only_order(sim)["DocumentNumber"], only_order(sim)["OrderRows"]
    text = {"Description": "T" * 255, "AccountNumber": 0, "DeliveredQuantity": "0", "Price": 0}
    patch = [*({"RowId": row["RowId"]} for row in rows), text]
    by_the_accountant(sim, "PUT", f"/orders/{number}", {"Order": {"OrderRows": patch}})

    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    assert CreditLink.objects.get(credit_note=note).changes


def test_an_order_under_the_same_number_in_another_company_is_not_touched(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    sold_there = sold(connected, clock)
    drain_due(clock=clock)
    connected(store=sold_there.store, tenant=910002)
    before = mark(sim)
    note = credit_all(invoice=sold_there, reason="Retur", by=BY, now=clock())
    drain_due(clock=clock)

    assert delivery_of(note).explanation.code == "order-elsewhere"  # type: ignore[union-attr]
    assert [call for call in calls(sim, before) if "orders" in call[1]] == []


def test_an_order_that_is_not_the_invoices_any_more_is_not_touched(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    number = only_order(sim)["DocumentNumber"]
    other = {"Order": {"ExternalInvoiceReference1": "ANNAN-1"}}
    by_the_accountant(sim, "PUT", f"/orders/{number}", other)
    note = credit_all(invoice=invoice, reason="Retur", by=BY, now=clock())
    drain_due(clock=clock)

    assert delivery_of(note).explanation.code == "another-order"  # type: ignore[union-attr]
    assert only_order(sim)["Cancelled"] is False


def test_a_store_that_sends_by_hand_sends_its_credit_notes_so(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    Settings.objects.filter(store=invoice.store).update(automatic=False)
    note = credit_all(invoice=invoice, reason="Retur", by=BY, now=clock())
    drain_due(clock=clock)
    assert (delivery_of(note).state, delivery_of(note).reason) == ("held", "manual")

    delivery_of(note).submit_now(now=clock(), by=BY)
    drain_due(clock=clock)

    assert only_order(sim)["Cancelled"] is True


def test_a_card_is_not_taxed_otherwise_while_rows_of_a_credit_note_may_still_arrive(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    sim.faults({"kind": "reset_before", "method": "PUT", "path": "/3/orders", "count": 1})
    credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    product = Product.objects.get(store=invoice.store, variants__sku="KANNA")
    abroad = buyer(country="NO", postal_code="0150", city="Oslo")
    moved = make_invoice(
        store=invoice.store, contents={product: 1}, buyer_details=abroad, now=clock()
    )
    drain_due(clock=clock)
    assert submission(moved).state == "later"

    clock.move(hours=1)
    drain_due(clock=clock)
    assert submission(moved).state == "submitted"


def test_a_credit_note_stands_on_its_customers_card(invoice: Invoice, clock: MovableClock) -> None:
    note = credited(invoice, clock, jugs=1)

    card_is_written = Claims(writes=frozenset({f"customer:{invoice.customer_id}"}))

    assert claims(delivery_of(note)).clashes([card_is_written])
