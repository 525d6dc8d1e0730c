"""What Tamio does not touch when it credits invoices, and what it takes for done."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import Connection, CreditLink
from tamio.outbox.drain import drain_due
from tamio.outbox.models import Lane
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.credit_invoices import (
    by_the_accountant,
    credit_of,
    shelf,
    sold_and_invoiced,
    sums,
    sums_of,
)
from tests.fortnox.sync.sales import calls, mark, submission
from tests.fortnox.sync.test_credits import BY, credited, delivery_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def connection(connected: Connect) -> Connection:
    return connected(credit_invoices=True)


@pytest.fixture
def sale(sim: Simulator, connection: Connection, clock: MovableClock) -> tuple[Invoice, str]:
    """Two jugs and three tours, and the number of Fortnox's invoice of them."""
    return sold_and_invoiced(sim, connection, clock)


def code_of(note: object) -> str:
    problem = delivery_of(note).explanation  # type: ignore[arg-type]
    assert problem is not None
    return problem.code


def changed(sim: Simulator, number: str, **fields: object) -> None:
    """The first row with an amount, by the accountant."""
    rows = shelf(sim)[number]["InvoiceRows"]
    first = next(place for place, row in enumerate(rows) if row["Price"])
    patch = [{"RowId": row["RowId"]} for row in rows]
    patch[first] |= fields
    by_the_accountant(sim, "PUT", f"/invoices/{number}", {"Invoice": {"InvoiceRows": patch}})


@pytest.mark.parametrize(
    "fields",
    [{"Price": 300}, {"DeliveredQuantity": "1"}, {"ArticleNumber": "VISNING"}],
    ids=["price", "units", "article"],
)
def test_an_invoice_that_someone_has_changed_is_a_task_and_is_left_alone(
    sim: Simulator, sale: tuple[Invoice, str], clock: MovableClock, fields: dict[str, object]
) -> None:
    invoice, number = sale
    changed(sim, number, **fields)
    before = dict(shelf(sim)[number])
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert (delivery_of(note).state, code_of(note)) == ("rejected", "credit-original-changed")
    assert shelf(sim)[number] == before
    assert len(shelf(sim)) == 1


def test_a_cancelled_invoice_is_a_task(
    sim: Simulator, sale: tuple[Invoice, str], clock: MovableClock
) -> None:
    invoice, number = sale
    by_the_accountant(sim, "PUT", f"/invoices/{number}/cancel")
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert code_of(note) == "credit-original-changed"
    assert len(shelf(sim)) == 1


def test_an_invoice_that_is_gone_is_a_task(
    sim: Simulator, sale: tuple[Invoice, str], clock: MovableClock
) -> None:
    invoice, number = sale
    sim.state.companies[TENANT].shelves["invoices"].remove(number)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert code_of(note) == "credit-original-gone"


def test_what_the_accountant_has_credited_exactly_so_is_seen_to_be_done(
    sim: Simulator, sale: tuple[Invoice, str], clock: MovableClock
) -> None:
    invoice, number = sale
    by_the_accountant(sim, "PUT", f"/invoices/{number}/credit")
    made = credit_of(sim, number)["DocumentNumber"]
    row = {"RowId": credit_of(sim, number)["InvoiceRows"][0]["RowId"], "DeliveredQuantity": "-1"}
    by_the_accountant(sim, "PUT", f"/invoices/{made}", {"Invoice": {"InvoiceRows": [row]}})
    by_the_accountant(sim, "PUT", f"/invoices/{made}/bookkeep")
    before = mark(sim)

    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    assert CreditLink.objects.get(credit_note=note).credit_number == made
    assert {method for method, _ in calls(sim, before)} == {"GET"}

    same = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    assert code_of(same) == "credit-already"


def test_what_the_accountant_has_credited_otherwise_is_a_task(
    sim: Simulator, sale: tuple[Invoice, str], clock: MovableClock
) -> None:
    invoice, number = sale
    by_the_accountant(sim, "PUT", f"/invoices/{number}/credit")
    held = credit_of(sim, number)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert code_of(note) == "credit-already"
    assert held["DocumentNumber"] in delivery_of(note).explanation.message.sv  # type: ignore[union-attr]
    assert credit_of(sim, number) == held


def test_a_credit_invoice_that_someone_has_changed_is_left_alone(
    sim: Simulator, sale: tuple[Invoice, str], clock: MovableClock
) -> None:
    invoice, number = sale
    credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    made = credit_of(sim, number)["DocumentNumber"]
    changed(sim, made, Price=300)
    held = dict(shelf(sim)[made])
    second = credited(invoice, clock, tours=1)
    drain_due(clock=clock)

    assert code_of(second) == "credit-changed"
    assert shelf(sim)[made] == held


def test_what_fortnox_will_not_credit_is_a_task_with_its_reason_and_goes_once_it_will(
    sim: Simulator, sale: tuple[Invoice, str], clock: MovableClock
) -> None:
    invoice, number = sale
    sim.state.variants.choose({"credit_of_unbooked": "refused"})
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    assert code_of(note) == "credit-refused"
    assert "inte bokförd" in delivery_of(note).explanation.message.sv  # type: ignore[union-attr]
    assert not CreditLink.objects.filter(credit_note=note).exists()

    by_the_accountant(sim, "PUT", f"/invoices/{number}/bookkeep")
    delivery_of(note).retry(now=clock(), by=BY)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    assert sums(credit_of(sim, number)) == sums_of(note)


def test_a_right_that_was_taken_back_stops_no_sale(
    sim: Simulator, sale: tuple[Invoice, str], clock: MovableClock
) -> None:
    invoice, _ = sale
    no_scope = {"kind": "status", "status": 403, "code": 2000663, "path": "/3/invoices"}
    sim.faults(no_scope)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert code_of(note) == "credit-by-hand"
    connection = Connection.objects.get(store=invoice.store)
    assert "invoice" not in connection.scopes
    assert Lane.objects.get(store=invoice.store, destination="fortnox").is_open
    another, _ = sold_and_invoiced(sim, connection, clock)
    assert submission(another).state == "submitted"


def test_a_right_taken_back_half_way_is_a_task_that_names_what_is_left_to_do(
    sim: Simulator, sale: tuple[Invoice, str], clock: MovableClock
) -> None:
    invoice, number = sale
    no_licence = {"kind": "status", "status": 400, "code": 2001101, "method": "PUT"}
    sim.faults({**no_licence, "path": r"^/3/invoices/\d+$"})
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    made = credit_of(sim, number)["DocumentNumber"]
    assert code_of(note) == "credit-unfinished"
    assert made in delivery_of(note).explanation.message.sv  # type: ignore[union-attr]


def test_a_whole_credit_does_not_meet_lines_that_take_each_other_out(
    sim: Simulator, sale: tuple[Invoice, str], clock: MovableClock
) -> None:
    invoice, number = sale
    part = credited(invoice, clock, jugs=2)
    rest = credit_all(invoice=invoice, reason="Allt", by=BY, now=clock())
    drain_due(clock=clock)
    clock.move(hours=1)
    drain_due(clock=clock)

    assert [delivery_of(note).state for note in (part, rest)] == ["submitted"] * 2
    assert sums(credit_of(sim, number)) == (-invoice.total, -invoice.vat)
