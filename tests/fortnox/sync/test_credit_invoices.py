"""Credit invoices: made of the invoice that an order became, and trimmed to the öre."""

from decimal import Decimal

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.fortnox.models import Connection, CreditLink, Settings, Way
from tamio.outbox.drain import drain_due
from tests.factories import make_invoice
from tests.fortnox.sync.conftest import Connect, MovableClock
from tests.fortnox.sync.credit_invoices import (
    by_the_accountant,
    credit_of,
    invoiced,
    shelf,
    sold_and_invoiced,
    sums,
    sums_of,
)
from tests.fortnox.sync.sales import basket, calls, mark
from tests.fortnox.sync.test_credits import BY, credited, delivery_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def connection(connected: Connect) -> Connection:
    return connected(credit_invoices=True)


def test_a_part_is_a_credit_invoice_trimmed_in_one_request(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    before = mark(sim)
    note = credited(invoice, clock, jugs=1, tours=2)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    made = credit_of(sim, number)
    assert sums(made) == sums_of(note)
    text, jugs, tours = made["InvoiceRows"]
    assert text["Description"].startswith(f"Kreditfaktura {note.number}, ")
    assert (jugs["DeliveredQuantity"], jugs["Price"], jugs["AccountNumber"]) == ("-1", 349, 3001)
    assert (tours["DeliveredQuantity"], tours["Price"], tours["AccountNumber"]) == ("-2", 120, 3041)
    assert (made["Booked"], made["Sent"]) == (False, False)
    order, credit_number = f"/3/orders/{invoice.fortnox_order.order_number}", made["DocumentNumber"]
    assert calls(sim, before) == [
        ("GET", order),
        ("GET", f"/3/invoices/{number}"),
        ("PUT", f"/3/invoices/{number}/credit"),
        ("GET", f"/3/invoices/{credit_number}"),
        ("PUT", f"/3/invoices/{credit_number}"),
    ]


def test_what_became_of_it_is_on_record(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    link = CreditLink.objects.get(credit_note=note)
    assert (link.way, link.invoice_number) == (Way.INVOICE, number)
    assert link.credit_number == credit_of(sim, number)["DocumentNumber"]
    assert (link.total, link.vat, link.done_at is None) == (note.total, note.vat, False)


def test_all_of_it_needs_no_trimming(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    before = mark(sim)
    note = credit_all(invoice=invoice, reason="Ångrat köp", by=BY, now=clock())
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    assert sums(credit_of(sim, number)) == sums_of(note) == (-invoice.total, -invoice.vat)
    assert [method for method, _ in calls(sim, before)] == ["GET", "GET", "PUT", "GET"]


def test_several_parts_come_on_one_credit_invoice_while_it_is_neither_booked_nor_sent(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    notes = []
    for some in ({"jugs": 1}, {"tours": 1}, {"jugs": 1, "tours": 2}):
        notes.append(credited(invoice, clock, **some))
        drain_due(clock=clock)
        assert sums(credit_of(sim, number)) == sums_of(*notes)

    assert [delivery_of(note).state for note in notes] == ["submitted"] * 3
    assert sums(credit_of(sim, number)) == (-invoice.total, -invoice.vat)
    said = [row["Description"] for row in credit_of(sim, number)["InvoiceRows"]]
    assert sum(text.startswith("Kreditfaktura ") for text in said) == 3


def test_the_same_part_twice_is_taken_back_twice(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    notes = []
    for _ in range(2):
        notes.append(credited(invoice, clock, jugs=1))
        drain_due(clock=clock)

    assert [delivery_of(note).state for note in notes] == ["submitted"] * 2
    assert sums(credit_of(sim, number)) == sums_of(*notes) == (Decimal(-698), Decimal("-139.60"))


@pytest.mark.parametrize("action", ["bookkeep", "externalprint"])
def test_a_next_part_is_a_persons_once_the_credit_invoice_is_booked_or_sent(
    sim: Simulator, connection: Connection, clock: MovableClock, action: str
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    first = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    made = credit_of(sim, number)["DocumentNumber"]
    by_the_accountant(sim, "PUT", f"/invoices/{made}/{action}")
    held = dict(shelf(sim)[made])

    second = credited(invoice, clock, tours=1)
    drain_due(clock=clock)

    problem = delivery_of(second).explanation
    assert problem is not None
    assert (delivery_of(second).state, problem.code) == ("rejected", "credit-final")
    assert made in problem.message.sv
    assert "Guidad visning" in problem.message.sv
    assert shelf(sim)[made] == held
    assert delivery_of(first).state == "submitted"


def test_what_was_credited_on_the_order_before_is_not_credited_again(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice = make_invoice(store=connection.store, contents=basket(connection.store), now=clock())
    drain_due(clock=clock)
    credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    number = invoiced(sim, invoice)
    part = credited(invoice, clock, tours=1)
    drain_due(clock=clock)
    assert delivery_of(part).state == "submitted"
    assert sums(credit_of(sim, number)) == sums_of(part)

    rest = credit_all(invoice=invoice, reason="Resten", by=BY, now=clock())
    drain_due(clock=clock)

    assert delivery_of(rest).state == "submitted"
    assert sums(credit_of(sim, number)) == sums_of(part, rest)
    debit = sums(shelf(sim)[number])
    assert sums_of(part, rest) == (-debit[0], -debit[1])


def test_parts_of_a_price_are_one_ore_right_too(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    notes = []
    for amount in ("33.33", "33.33", "33.34", "0.01"):
        parts = [CreditPart(position=1, amount=Decimal(amount))]
        notes.append(credit(invoice=invoice, parts=parts, reason="Repa", by=BY, now=clock()))
        drain_due(clock=clock)
        assert sums(credit_of(sim, number)) == sums_of(*notes)
    assert [delivery_of(note).state for note in notes] == ["submitted"] * 4


def test_what_the_accountant_wrote_on_the_invoice_goes_back_so(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    rows = [{"RowId": row["RowId"]} for row in shelf(sim)[number]["InvoiceRows"]]
    rows[0] |= {"AccountNumber": 3002, "VAT": 25, "Description": "Kanna, blå"}
    by_the_accountant(sim, "PUT", f"/invoices/{number}", {"Invoice": {"InvoiceRows": rows}})

    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    _, row = credit_of(sim, number)["InvoiceRows"]
    assert (row["AccountNumber"], row["Description"]) == (3002, "Kanna, blå")


def test_without_being_asked_for_it_stays_a_task(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    assert "invoice" not in connection.scopes
    assert Settings.objects.get(store=connection.store).credit_invoices is False
    invoice, _ = sold_and_invoiced(sim, connection, clock)
    before = mark(sim)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert delivery_of(note).explanation.code == "credit-by-hand"  # type: ignore[union-attr]
    assert not [path for _, path in calls(sim, before) if "invoices" in path]


def test_a_store_that_gives_it_up_has_tasks_again(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice, _ = sold_and_invoiced(sim, connection, clock)
    Settings.objects.filter(store=invoice.store).update(credit_invoices=False)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert delivery_of(note).explanation.code == "credit-by-hand"  # type: ignore[union-attr]
