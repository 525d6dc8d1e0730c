"""Each accident is found once, as what it is; honest work is quiet; nothing is ever changed."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import Connection, Reconciliation
from tamio.fortnox.sync.reconcile import compare
from tamio.fortnox.sync.rules import ZERO_TOTAL
from tamio.outbox.drain import drain_due
from tests.factories import make_invoice, make_product
from tests.fortnox.reconcile.books import (
    BY,
    Accountant,
    credit_some,
    found,
    order_of,
    reconciled,
)
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import basket, calls, mark, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def connection(connected: Connect) -> Connection:
    return connected()


@pytest.fixture
def sales(connection: Connection, clock: MovableClock) -> list[Invoice]:
    """Three of 1 058.00, all in Fortnox."""
    contents = basket(connection.store)
    made = [make_invoice(store=connection.store, contents=contents, now=clock()) for _ in range(3)]
    drain_due(clock=clock)
    return made


@pytest.fixture
def accountant(sim: Simulator, clock: MovableClock) -> Accountant:
    return Accountant(sim, clock)


Make = Callable[[], Reconciliation]


@pytest.fixture
def reconcile(connection: Connection, clock: MovableClock) -> Make:
    return lambda: reconciled(connection, clock, days=2)


def test_what_agrees_is_said_in_one_request_and_the_sums_are_equal(
    sales: list[Invoice], reconcile: Make, sim: Simulator
) -> None:
    before = mark(sim)
    run = reconcile()

    assert found(run) == []
    (day,) = run.days
    assert (day["ours_count"], day["ours"]) == (day["theirs_count"], day["theirs"])
    assert (day["ours_count"], day["ours"]) == (3, "3174.00")
    for rate in run.rates:
        assert (rate["ours_net"], rate["ours_vat"]) == (rate["theirs_net"], rate["theirs_vat"])
    assert {rate["rate"] for rate in run.rates} == {"25", "6"}
    assert run.requests == len(calls(sim, before)) == 1


def test_a_changed_row_an_account_a_cancellation_and_a_deletion(
    sales: list[Invoice], reconcile: Make, accountant: Accountant
) -> None:
    first, second, third = (order_of(invoice) for invoice in sales)
    accountant.later()
    accountant.change_first_row(first, Price=300)
    accountant.cancel(second)
    accountant.delete(third)
    held = accountant.order(first)

    run = reconcile()
    kinds = ["changed", "cancelled", "deleted"]
    assert found(run) == list(zip(kinds, [invoice.number for invoice in sales], strict=True))
    changed = run.findings.get(kind="changed")
    assert (str(changed.ours), str(changed.theirs)) == ("1058.00", "960.00")
    assert changed.detail["rows"][0]["before"][3] == "349"
    assert accountant.order(first) == held


def test_another_account_with_an_equal_total_is_noticed_by_when_it_was_saved(
    sales: list[Invoice], reconcile: Make, accountant: Accountant
) -> None:
    accountant.later()
    accountant.change_first_row(order_of(sales[1]), AccountNumber=3002)
    accountant.later()

    run = reconcile()
    assert found(run) == [("account", sales[1].number)]
    assert run.counts["read"] == 1


def test_a_row_split_otherwise_with_an_equal_total_is_a_change(
    sales: list[Invoice], reconcile: Make, accountant: Accountant
) -> None:
    accountant.later()
    double = {"Price": 698, "DeliveredQuantity": "1", "OrderedQuantity": "1"}
    accountant.change_first_row(order_of(sales[1]), **double)
    accountant.later()

    assert found(reconcile()) == [("changed", sales[1].number)]


def test_other_words_are_the_accountants_own_and_are_read_once(
    sales: list[Invoice], reconcile: Make, accountant: Accountant
) -> None:
    accountant.later()
    accountant.change_first_row(order_of(sales[0]), Description="Kanna, blå")
    accountant.later()
    assert [(run.counts["read"], found(run)) for run in (reconcile(), reconcile())] == [
        (1, []),
        (0, []),
    ]


def test_orders_that_nobody_sold_are_told_apart(
    sales: list[Invoice], reconcile: Make, accountant: Accountant, connection: Connection
) -> None:
    day = sales[0].invoice_date
    assert day is not None
    code = connection.store.reference_code
    doubled = accountant.double(order_of(sales[0]))
    accountant.make(reference=f"T{code}0000999999", day=day)
    accountant.make(day=day)
    accountant.make(reference="TABCDEFGH0000001001", day=day)
    accountant.make(reference=f"T{code}12", day=day)

    run = reconcile()
    assert found(run) == [("doubled", sales[0].number), ("unknown", None)]
    assert run.findings.get(kind="doubled").order_number == doubled
    assert run.counts["others"] == 3
    assert run.days[0]["theirs_count"] == 5


def test_a_sale_that_was_skipped_and_one_that_failed_are_missing(
    connection: Connection, sales: list[Invoice], reconcile: Make, clock: MovableClock
) -> None:
    skipped = make_invoice(store=connection.store, now=clock())
    submission(skipped).skip(reason="Testköp", now=clock(), by=BY)
    waiting = make_invoice(store=connection.store, now=clock())

    assert found(reconcile()) == [("missing", skipped.number), ("missing", waiting.number)]


def test_an_invoice_of_nothing_that_is_left_out_is_not_missed(
    connection: Connection, reconcile: Make, clock: MovableClock
) -> None:
    free = make_product(store=connection.store, price=Decimal("0.00"))
    invoice = make_invoice(store=connection.store, contents={free: 1}, now=clock())
    submission(invoice).skip(reason=ZERO_TOTAL, now=clock(), by=BY)
    assert found(reconcile()) == []


def test_what_was_sold_before_the_start_is_not_missed(
    connection: Connection, sales: list[Invoice], reconcile: Make, clock: MovableClock
) -> None:
    old = make_invoice(store=connection.store, now=clock())
    submission(old).hold(reason="before-start", now=clock(), by="tamio")
    connection.store.fortnox_settings.__class__.objects.update(start_date="2126-01-01")

    run = reconcile()
    assert found(run) == []
    assert run.counts["sales"] == 3


def test_credits_that_are_there_agree_and_one_that_is_not_is_told(
    sales: list[Invoice], reconcile: Make, accountant: Accountant, clock: MovableClock
) -> None:
    credit_some(sales[0], clock)
    credit_all(invoice=sales[1], reason="Ångrat", by=BY, now=clock())
    drain_due(clock=clock)
    run = reconcile()
    assert found(run) == []
    (day,) = run.days
    assert (day["ours_count"], day["ours"]) == (2, "1767.00")
    assert (day["theirs_count"], day["theirs"]) == (2, "1767.00")

    credit_some(sales[2], clock)
    assert found(reconcile()) == [("credit", sales[2].number)]


def test_a_credit_that_came_too_late_for_the_order_is_a_task(
    sales: list[Invoice], reconcile: Make, accountant: Accountant, clock: MovableClock
) -> None:
    accountant.invoice(order_of(sales[0]))
    assert found(reconcile()) == []
    note = credit_some(sales[0], clock)
    drain_due(clock=clock)

    run = reconcile()
    assert found(run) == [("invoiced", sales[0].number)]
    (finding,) = run.findings.all()
    assert (str(finding.ours), str(finding.theirs)) == ("709.00", "1058.00")
    assert finding.detail["notes"] == [note.number]


def test_a_credit_that_tamio_made_a_credit_invoice_of_is_no_finding(
    connection: Connection,
    sales: list[Invoice],
    reconcile: Make,
    accountant: Accountant,
    connected: Connect,
    clock: MovableClock,
) -> None:
    accountant.invoice(order_of(sales[0]))
    connected(store=connection.store, credit_invoices=True)
    credit_some(sales[0], clock)
    assert found(reconcile()) == [("invoiced", sales[0].number)]
    drain_due(clock=clock)

    run = reconcile()
    assert found(run) == []
    # The order is as it was invoiced, and what the credit invoice takes back is no order's.
    (day,) = run.days
    assert (day["ours"], day["theirs"]) == ("3174.00", "3174.00")
    for rate in run.rates:
        assert (rate["ours_net"], rate["ours_vat"]) == (rate["theirs_net"], rate["theirs_vat"])


def test_an_order_that_was_given_another_day_is_found_from_both_days(
    connection: Connection, sales: list[Invoice], reconcile: Make, accountant: Accountant
) -> None:
    day = sales[0].invoice_date
    assert day is not None
    number = order_of(sales[0])
    accountant.call("PUT", f"/orders/{number}", {"Order": {"OrderDate": "2026-01-02"}})

    run = reconcile()
    assert found(run) == [("changed", sales[0].number)]
    assert run.findings.get().detail["moved"] == [day.isoformat(), "2026-01-02"]


def test_what_stands_in_the_place_of_a_cancelled_order_is_told_with_it(
    sales: list[Invoice], reconcile: Make, accountant: Accountant
) -> None:
    other = accountant.double(order_of(sales[0]))
    accountant.cancel(order_of(sales[0]))

    run = reconcile()
    assert found(run) == [("cancelled", sales[0].number)]
    assert run.findings.get().detail["other"] == other


def test_what_was_never_sent_and_is_credited_whole_is_not_missed(
    connection: Connection, sales: list[Invoice], reconcile: Make, clock: MovableClock
) -> None:
    skipped = make_invoice(store=connection.store, now=clock())
    submission(skipped).skip(reason="Testköp", now=clock(), by=BY)
    credit_all(invoice=skipped, reason="Testköp", by=BY, now=clock())
    drain_due(clock=clock)

    run = reconcile()
    assert found(run) == []
    assert run.days[0]["ours"] == run.days[0]["theirs"] == "3174.00"


def test_a_list_that_lags_behind_accuses_nobody(
    sales: list[Invoice], reconcile: Make, sim: Simulator
) -> None:
    sim.state.companies[TENANT].list_lag_seconds = 600
    run = reconcile()
    assert found(run) == []
    assert run.counts["read"] == 3
    assert run.days[0]["theirs"] == "3174.00"


def test_when_too_much_differs_the_rest_is_told_from_the_list(
    sales: list[Invoice], reconcile: Make, accountant: Accountant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "MOST_READ", 1)
    accountant.later()
    for invoice in sales[:2]:
        accountant.change_first_row(order_of(invoice), Price=300)
    accountant.later()

    run = reconcile()
    assert found(run) == [("changed", sales[0].number), ("differs", sales[1].number)]
    assert run.findings.get(kind="differs").detail == {"unread": True}


def test_what_could_not_be_opened_tonight_is_opened_the_next_nights(
    sales: list[Invoice], reconcile: Make, accountant: Accountant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "MOST_READ", 2)
    accountant.later()
    for invoice in sales:
        accountant.invoice(order_of(invoice))
    accountant.later()

    runs = [reconcile() for _ in range(3)]
    assert [run.counts["read"] for run in runs] == [2, 1, 0]
    assert [run.counts["unlooked"] for run in runs] == [1, 0, 0]
    assert [found(run) for run in runs] == [[], [], []]


def test_lists_that_carry_every_field_are_read_as_well(
    sales: list[Invoice], reconcile: Make, sim: Simulator
) -> None:
    sim.state.variants.choose({"listed_documents": "described", "search_parameters": "one"})
    run = reconcile()
    assert (found(run), run.counts["read"]) == ([], 0)
