"""The main job: a sale becomes exactly one order, and a repeat costs one request."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import OrderLink, Settings
from tamio.outbox.drain import drain_due
from tests.factories import buyer, company_buyer, make_invoice, make_product
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import basket, calls, mark, sold, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_a_first_sale_costs_customer_articles_and_one_more_request(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    before = mark(sim)
    invoice = make_invoice(store=store, contents=basket(store), now=clock())
    drain_due(clock=clock)
    assert calls(sim, before) == [
        ("POST", "/3/customers"),
        ("POST", "/3/articles"),
        ("POST", "/3/articles"),
        ("POST", "/3/orders"),
    ]
    assert submission(invoice).state == "submitted"


def test_the_same_basket_by_the_same_customer_costs_one_request(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    contents = basket(store)
    make_invoice(store=store, contents=contents, now=clock())
    drain_due(clock=clock)
    before = mark(sim)
    again = make_invoice(store=store, contents=contents, now=clock())
    drain_due(clock=clock)
    assert calls(sim, before) == [("POST", "/3/orders")]
    assert submission(again).state == "submitted"


def test_the_order_carries_both_accounts_and_the_invoices_total(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    drain_due(clock=clock)
    (order,) = sim.orders(TENANT)
    assert [row["AccountNumber"] for row in order["OrderRows"]] == [3001, 3041]
    assert Decimal(str(order["Total"])) == invoice.total == Decimal("1058.00")
    assert Decimal(str(order["TotalVAT"])) == invoice.vat
    link = OrderLink.objects.get(invoice=invoice)
    assert (link.order_number, link.total) == (order["DocumentNumber"], invoice.total)


def test_a_company_is_sent_with_its_organisation_number(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    sold(connected, clock, buyer_details=company_buyer())
    drain_due(clock=clock)
    (card,) = sim.state.companies[TENANT].shelves["customers"].values()
    assert (card["Type"], card["OrganisationNumber"]) == ("COMPANY", "202100-5489")


def test_a_changed_address_costs_one_update_of_the_changed_fields(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    contents = basket(store)
    make_invoice(store=store, contents=contents, now=clock())
    drain_due(clock=clock)
    before = mark(sim)
    make_invoice(store=store, contents=contents, buyer_details=buyer(city="Alvesta"), now=clock())
    drain_due(clock=clock)
    assert calls(sim, before) == [("PUT", "/3/customers/1001"), ("POST", "/3/orders")]
    assert sim.requests()[-2]["request_body"] == '{"Customer":{"City":"Alvesta"}}'


def test_a_renamed_product_updates_its_article(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    product = make_product(store=store, sku="KANNA", name="Kanna")
    make_invoice(store=store, contents={product: 1}, now=clock())
    drain_due(clock=clock)
    product.name = "Stor kanna"
    product.save()
    before = mark(sim)
    make_invoice(store=store, contents={product: 1}, now=clock())
    drain_due(clock=clock)
    assert calls(sim, before) == [("PUT", "/3/articles/KANNA"), ("POST", "/3/orders")]


def test_forbidden_characters_are_cleaned_and_the_change_is_on_record(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    product = make_product(store=store, name="Mugg — “Höst” 🍁")
    invoice = make_invoice(store=store, contents={product: 1}, now=clock())
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"
    assert OrderLink.objects.get(invoice=invoice).changes


def test_a_sale_before_the_start_date_waits_for_a_person(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    old = make_invoice(store=store, now=clock() - timedelta(days=40))
    drain_due(clock=clock)
    delivery = submission(old)
    assert (delivery.state, delivery.reason) == ("held", "before-start")
    delivery.submit_now(now=clock(), by="owner@example.com")
    drain_due(clock=clock)
    assert submission(old).state == "submitted"


def test_a_store_can_leave_invoices_of_nothing_out_until_a_person_sends_one(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    Settings.objects.filter(store=store).update(send_zero_totals=False)
    free = make_product(store=store, price=Decimal("0.00"))
    invoice = make_invoice(store=store, contents={free: 1}, now=clock())
    drain_due(clock=clock)
    delivery = submission(invoice)
    assert (delivery.state, delivery.reason) == ("skipped", "zero-total")
    assert sim.orders(TENANT) == []
    delivery.submit_now(now=clock(), by="owner@example.com")
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"


def test_an_invoice_of_nothing_is_sent_unless_the_store_says_otherwise(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    free = make_product(store=store, price=Decimal("0.00"))
    make_invoice(store=store, contents={free: 1}, now=clock())
    drain_due(clock=clock)
    (order,) = sim.orders(TENANT)
    assert order["Total"] == 0
