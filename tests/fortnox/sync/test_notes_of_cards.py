"""Customers and articles whose writing was cut short: looked at, compared, adopted or repeated."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.catalogue.models import Product
from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ArticleLink, CustomerLink
from tamio.outbox.drain import drain_due
from tamio.outbox.states import State
from tests.factories import make_invoice
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import calls, mark, sold, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def cut_short(sim: Simulator, method: str, path: str, kind: str = "reset_after") -> None:
    sim.faults({"kind": kind, "method": method, "path": path, "count": 1})


def go_on(clock: MovableClock) -> None:
    drain_due(clock=clock)
    clock.move(minutes=20)
    drain_due(clock=clock)


def cards(sim: Simulator) -> list[dict[str, object]]:
    return list(sim.state.companies[TENANT].shelves["customers"].values())


def again(invoice: Invoice, clock: MovableClock) -> Invoice:
    """The same buyer and products once more."""
    store = invoice.store
    return make_invoice(store=store, contents=everything_in(store), now=clock())


def everything_in(store: Store) -> dict[Product, int]:
    return dict.fromkeys(Product.objects.filter(store=store), 1)


def test_a_new_card_is_on_note_before_it_is_sent(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    invoice = sold(connected, clock)
    cut_short(sim, "POST", "/3/customers")
    drain_due(clock=clock)

    link = CustomerLink.objects.get()
    assert (link.sent, link.sent_at) == (None, None)
    assert link.noted is not None
    assert link.noted["name"] == invoice.customer.name
    assert submission(invoice).state == State.LATER


@pytest.mark.parametrize("kind", ["reset_after", "reset_before", "garbage"])
@pytest.mark.parametrize("path", ["/3/customers", "/3/articles"])
def test_a_card_whose_answer_was_lost_is_there_once(
    connected: Connect, clock: MovableClock, sim: Simulator, path: str, kind: str
) -> None:
    invoice = sold(connected, clock)
    cut_short(sim, "POST", path, kind)

    go_on(clock)

    assert submission(invoice).state == State.SUBMITTED
    assert len(cards(sim)) == 1
    assert len(sim.state.companies[TENANT].shelves["articles"]) == 2
    for link in (*CustomerLink.objects.all(), *ArticleLink.objects.all()):
        assert link.sent is not None
        assert link.noted is None


def test_a_card_found_under_our_note_is_ours_whatever_its_owner_is_called_by_now(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    """Neither name nor e-mail agree any more: without the note this would be another's card."""
    invoice = sold(connected, clock)
    cut_short(sim, "POST", "/3/customers")
    drain_due(clock=clock)
    Customer.objects.update(name="Åsa Lind", email="asa.lind@example.com")

    clock.move(minutes=20)
    drain_due(clock=clock)

    assert submission(invoice).state == State.SUBMITTED
    assert [(card["Name"], card["Email"]) for card in cards(sim)] == [
        ("Åsa Lind", "asa.lind@example.com")
    ]


def test_a_change_whose_answer_was_lost_is_not_taken_for_unmade(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    """Changed, cut short, and changed back: the card must not keep what it held in between."""
    invoice = sold(connected, clock)
    drain_due(clock=clock)
    name = invoice.customer.name
    second = again(invoice, clock)
    Customer.objects.update(name="Åsa Lind")
    cut_short(sim, "PUT", "/3/customers")
    drain_due(clock=clock)
    assert [card["Name"] for card in cards(sim)] == ["Åsa Lind"]
    Customer.objects.update(name=name)

    clock.move(minutes=20)
    drain_due(clock=clock)

    assert submission(second).state == State.SUBMITTED
    assert [card["Name"] for card in cards(sim)] == [name]


def test_a_refused_change_leaves_no_note(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    invoice = sold(connected, clock)
    drain_due(clock=clock)
    again(invoice, clock)
    Customer.objects.update(city="Malmö")
    sim.faults({"kind": "status", "status": 400, "code": 2000588, "method": "PUT", "count": 1})
    drain_due(clock=clock)

    link = CustomerLink.objects.get()
    assert link.noted is None
    assert link.sent is not None
    assert link.sent["city"] == invoice.buyer_city
    assert "PUT" in [method for method, _ in calls(sim)]


def test_a_repeat_sale_still_costs_one_request(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    invoice = sold(connected, clock)
    drain_due(clock=clock)
    before = mark(sim)
    again(invoice, clock)
    drain_due(clock=clock)

    assert calls(sim, since=before) == [("POST", "/3/orders")]


def test_a_card_that_was_deleted_in_fortnox_is_made_anew(
    connected: Connect, clock: MovableClock, sim: Simulator
) -> None:
    store = sold(connected, clock).store
    drain_due(clock=clock)
    shelves = sim.state.companies[TENANT].shelves
    for number in list(shelves["articles"]):
        shelves["articles"].remove(number)
    invoice = make_invoice(store=store, contents=everything_in(store), now=clock())

    drain_due(clock=clock)

    assert submission(invoice).state == State.SUBMITTED
    assert len(shelves["articles"]) == 2
