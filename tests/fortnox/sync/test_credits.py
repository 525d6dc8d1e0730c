"""Credit notes reach the order: cancelled, or brought to its net, and never beyond."""

from decimal import Decimal
from typing import Any

import httpx2
import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.models import CreditLink
from tamio.outbox.drain import drain_due
from tamio.outbox.models import Delivery
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import calls, mark, sold, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
BY = "anna@example.com"


@pytest.fixture
def invoice(connected: Connect, clock: MovableClock) -> Invoice:
    """Two jugs of 349.00 at 25 % and three tours of 120.00 at 6 %, an order in Fortnox."""
    made = sold(connected, clock)
    drain_due(clock=clock)
    return made


def credited(invoice: Invoice, clock: MovableClock, *, jugs: int = 0, tours: int = 0) -> CreditNote:
    parts = [
        CreditPart(position=position, quantity=Decimal(count))
        for position, count in ((1, jugs), (2, tours))
        if count
    ]
    return credit(invoice=invoice, parts=parts, reason="Retur", by=BY, now=clock())


def delivery_of(note: CreditNote) -> Delivery:
    return Delivery.objects.get(kind="invoice.credited", subject_id=note.pk)


def only_order(sim: Simulator) -> dict[str, Any]:
    (order,) = sim.orders(TENANT)
    return order


def by_the_accountant(sim: Simulator, method: str, path: str, body: object = None) -> Any:
    """A change made in Fortnox by someone else."""
    token = sim.access_token(TENANT)
    answer = httpx2.request(
        method, f"{sim.api_url}{path}", json=body, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code < 300, answer.text
    return answer.json()


def test_a_whole_credit_cancels_the_order(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    before = mark(sim)
    note = credit_all(invoice=invoice, reason="Ångrat köp", by=BY, now=clock())
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    assert only_order(sim)["Cancelled"] is True
    assert [method for method, _ in calls(sim, before)] == ["GET", "PUT"]


def test_a_partial_credit_brings_the_order_to_its_net(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    note = credited(invoice, clock, jugs=1, tours=2)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    order = only_order(sim)
    assert Decimal(str(order["Total"])) == invoice.total + note.total == Decimal("469.00")
    assert Decimal(str(order["TotalVAT"])) == invoice.vat + note.vat
    _, _, text, jugs, tours = order["OrderRows"]
    assert text["Description"].startswith(f"Kreditfaktura {note.number}, ")
    assert (jugs["DeliveredQuantity"], jugs["AccountNumber"]) == ("-1", 3001)
    assert (tours["DeliveredQuantity"], tours["AccountNumber"]) == ("-2", 3041)


def test_several_credits_add_up_and_the_last_one_cancels(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    for notes in ({"jugs": 1}, {"tours": 1}):
        credited(invoice, clock, **notes)
        drain_due(clock=clock)
    assert Decimal(str(only_order(sim)["Total"])) == Decimal("589.00")

    last = credit_all(invoice=invoice, reason="Resten", by=BY, now=clock())
    drain_due(clock=clock)

    assert delivery_of(last).state == "submitted"
    assert only_order(sim)["Cancelled"] is True


def test_what_is_credited_before_the_sale_is_sent_follows_its_order(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert (submission(invoice).state, delivery_of(note).state) == ("submitted", "submitted")
    assert Decimal(str(only_order(sim)["Total"])) == invoice.total + note.total


def test_a_credit_waits_for_a_sale_that_a_person_holds(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    submission(invoice).hold(reason="Vi väntar", now=clock(), by=BY)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    assert (delivery_of(note).state, delivery_of(note).reason) == ("held", "order-first")

    submission(invoice).submit_now(now=clock(), by=BY)
    drain_due(clock=clock)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    assert Decimal(str(only_order(sim)["Total"])) == invoice.total + note.total


def test_what_was_never_sent_is_not_credited_there(connected: Connect, clock: MovableClock) -> None:
    invoice = sold(connected, clock)
    submission(invoice).skip(reason="Testköp", now=clock(), by=BY)
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert (delivery_of(note).state, delivery_of(note).reason) == ("skipped", "nothing-sent")


def test_a_note_that_had_nothing_to_credit_follows_if_its_invoice_is_sent_after_all(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    """Else the order would stand for what was taken back."""
    invoice = sold(connected, clock)
    submission(invoice).skip(reason="Testköp", now=clock(), by=BY)
    note = credit_all(invoice=invoice, reason="Retur", by=BY, now=clock())
    drain_due(clock=clock)
    assert delivery_of(note).state == "skipped"
    submission(invoice).submit_now(now=clock(), by=BY)
    drain_due(clock=clock)
    assert delivery_of(note).state == "submitted"
    assert only_order(sim)["Cancelled"] is True


@pytest.mark.parametrize("kind", ["reset_after", "hang_after"])
def test_a_credit_whose_answer_was_lost_is_on_the_order_once(
    sim: Simulator, invoice: Invoice, clock: MovableClock, kind: str
) -> None:
    sim.faults({"kind": kind, "method": "PUT", "count": 1})
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    assert delivery_of(note).state == "later"

    clock.move(hours=1)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    assert len(only_order(sim)["OrderRows"]) == 4
    assert Decimal(str(only_order(sim)["Total"])) == invoice.total + note.total


def test_nothing_is_written_while_another_credit_may_still_arrive(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    sim.faults({"kind": "reset_before", "method": "PUT", "count": 1})
    first, second = credited(invoice, clock, jugs=1), credited(invoice, clock, tours=1)
    drain_due(clock=clock)
    doubted = CreditLink.objects.get(credit_note=first)

    assert delivery_of(second).state == "later"
    assert delivery_of(second).due_at == doubted.doubt_until

    clock.move(hours=1)
    drain_due(clock=clock)
    states = [delivery_of(note).state for note in (first, second)]
    assert states == ["submitted", "submitted"]
    assert Decimal(str(only_order(sim)["Total"])) == invoice.total + first.total + second.total


def test_what_the_accountant_changed_is_shown_and_not_overwritten(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    number = only_order(sim)["DocumentNumber"]
    row = {"RowId": only_order(sim)["OrderRows"][0]["RowId"], "Price": 300}
    others = [{"RowId": each["RowId"]} for each in only_order(sim)["OrderRows"][1:]]
    by_the_accountant(sim, "PUT", f"/orders/{number}", {"Order": {"OrderRows": [row, *others]}})
    changed = only_order(sim)

    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    assert delivery_of(note).state == "differs"
    assert only_order(sim) == changed


def test_another_text_or_account_of_the_accountants_stays(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    number, rows = only_order(sim)["DocumentNumber"], only_order(sim)["OrderRows"]
    edited = {"RowId": rows[0]["RowId"], "Description": "Kanna, blå", "AccountNumber": 3002}
    patch = [edited, {"RowId": rows[1]["RowId"]}]
    by_the_accountant(sim, "PUT", f"/orders/{number}", {"Order": {"OrderRows": patch}})

    note = credited(invoice, clock, tours=1)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    first = only_order(sim)["OrderRows"][0]
    assert (first["Description"], first["AccountNumber"]) == ("Kanna, blå", 3002)


def test_an_order_that_is_an_invoice_there_is_a_task_with_the_rows_to_credit(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    number = only_order(sim)["DocumentNumber"]
    by_the_accountant(sim, "PUT", f"/orders/{number}/createinvoice")

    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)

    delivery = delivery_of(note)
    assert delivery.state == "rejected"
    assert delivery.explanation is not None
    assert delivery.explanation.code == "credit-by-hand"
    assert "Kaffekanna" in delivery.explanation.message.sv
    assert "349,00" in delivery.explanation.message.sv


def test_an_order_cancelled_by_someone_else_is_what_a_whole_credit_wants(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    by_the_accountant(sim, "PUT", f"/orders/{only_order(sim)['DocumentNumber']}/cancel")

    part = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    whole = credit_all(invoice=invoice, reason="Allt", by=BY, now=clock())
    drain_due(clock=clock)

    assert [delivery_of(note).state for note in (part, whole)] == ["differs", "submitted"]


def test_a_sale_that_is_sent_again_after_its_credit_is_proven_by_the_net(
    sim: Simulator, invoice: Invoice, clock: MovableClock
) -> None:
    credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    Delivery.objects.filter(pk=submission(invoice).pk).update(
        state="waiting", due_at=clock(), settled_at=None
    )
    drain_due(clock=clock)

    assert submission(invoice).state == "submitted"
    assert len(sim.orders(TENANT)) == 1
