"""The main job: a sale becomes exactly one order, whatever happens on the way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection as database

from fortnox_simulator.testing import Simulator
from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tamio.fortnox.models import ExchangeRecord, OrderLink, Settings, TokenPair
from tamio.fortnox.sync import connect
from tamio.outbox.drain import drain_due
from tamio.outbox.models import Delivery
from tests.factories import buyer, company_buyer, make_invoice, make_product
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def basket(store: Store) -> dict[Product, int]:
    """Goods at 25 % and a service at 6 %."""
    goods = make_product(store=store, sku="KANNA", name="Kaffekanna", price=Decimal("349.00"))
    tour = make_product(
        store=store,
        sku="VISNING",
        name="Guidad visning",
        item_type=ItemType.SERVICE,
        vat_class=VatClass.CULTURE,
        price=Decimal("120.00"),
    )
    return {goods: 2, tour: 3}


def submission(invoice: Invoice) -> Delivery:
    return Delivery.objects.get(kind="invoice.issued", subject_id=invoice.pk)


def calls(sim: Simulator, since: int = 0) -> list[tuple[str, str]]:
    return [(entry["method"], entry["path"]) for entry in sim.requests() if entry["id"] > since]


def mark(sim: Simulator) -> int:
    entries = sim.requests()
    return int(entries[-1]["id"]) if entries else 0


def sold(connected: Connect, clock: MovableClock, **fields: Any) -> Invoice:
    connection = connected()
    return make_invoice(
        store=connection.store, contents=basket(connection.store), now=clock(), **fields
    )


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


def test_an_answer_lost_after_the_write_gives_one_order_and_the_invoice_knows_it(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults({"kind": "reset_after", "method": "POST", "path": "/3/orders", "count": 1})
    drain_due(clock=clock)
    assert submission(invoice).state == "later"
    clock.move(minutes=20)
    drain_due(clock=clock)
    (order,) = sim.orders(TENANT)
    link = OrderLink.objects.get(invoice=invoice)
    assert submission(invoice).state == "submitted"
    assert (link.order_number, link.adopted) == (order["DocumentNumber"], True)


def test_a_customer_whose_answer_was_lost_is_adopted_and_not_doubled(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults({"kind": "reset_after", "method": "POST", "path": "/3/customers", "count": 1})
    drain_due(clock=clock)
    clock.move(minutes=20)
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"
    assert len(sim.state.companies[TENANT].shelves["customers"]) == 1


def test_a_server_error_before_the_write_is_repeated_after_a_look(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults({"kind": "status", "status": 500, "method": "POST", "path": "/3/orders", "count": 1})
    drain_due(clock=clock)
    before = mark(sim)
    clock.move(minutes=20)
    drain_due(clock=clock)
    assert [path for _, path in calls(sim, before)] == ["/3/orders", "/3/orders"]
    assert len(sim.orders(TENANT)) == 1
    assert submission(invoice).state == "submitted"


def test_an_order_that_the_list_does_not_show_yet_is_waited_for(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults(
        {"kind": "reset_after", "method": "POST", "path": "/3/orders", "count": 1},
        {"kind": "list_lag", "seconds": 3600, "tenant": TENANT},
    )
    drain_due(clock=clock)
    clock.move(seconds=3)
    drain_due(clock=clock)
    assert submission(invoice).state == "later"
    assert (submission(invoice).problem or {})["code"] == "not-listed-yet"
    sim.faults({"kind": "list_lag", "seconds": 0})
    clock.move(minutes=20)
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"
    assert len(sim.orders(TENANT)) == 1


def test_an_expired_token_is_renewed_without_anyone_noticing(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults({"kind": "expire_tokens", "tenant": TENANT})
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"
    assert submission(invoice).tries == 0


def test_a_revoked_consent_closes_the_lane_and_a_new_one_drains_it(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    store = connection.store
    contents = basket(store)
    sim.faults({"kind": "revoke_consent", "tenant": TENANT})
    invoices = [make_invoice(store=store, contents=contents, now=clock()) for _ in range(3)]
    drain_due(clock=clock)
    assert [submission(invoice).state for invoice in invoices] == [
        "reconnect",
        "waiting",
        "waiting",
    ]
    connected(store=store)
    drain_due(clock=clock)
    assert {submission(invoice).state for invoice in invoices} == {"submitted"}
    assert len(sim.orders(TENANT)) == 3


def test_an_inactive_account_asks_for_a_setting_and_is_released_by_it(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults({"kind": "deactivate_account", "tenant": TENANT, "number": 3001})
    drain_due(clock=clock)
    assert submission(invoice).state == "settings"
    chosen = Settings.objects.get(store=invoice.store)
    chosen.goods_account = 3051
    connect.choose(settings=chosen, now=clock(), by="owner@example.com")
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"


def test_forbidden_characters_are_cleaned_and_the_change_is_on_record(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    product = make_product(store=store, name="Mugg — “Höst” 🍁")
    invoice = make_invoice(store=store, contents={product: 1}, now=clock())
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"
    assert OrderLink.objects.get(invoice=invoice).changes


def test_a_document_that_fortnox_refuses_is_rejected_in_its_own_words(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults(
        {
            "kind": "status",
            "status": 400,
            "code": 2000359,
            "message": "Värdet innehåller ej tillåtna tecken. (Kaffe)",
            "method": "POST",
            "path": "/3/orders",
            "count": 1,
        }
    )
    drain_due(clock=clock)
    delivery = submission(invoice)
    assert delivery.state == "rejected"
    assert "ej tillåtna tecken" in (delivery.problem or {})["message"]["sv"]
    delivery.retry(now=clock(), by="owner@example.com")
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"


def test_fortnox_down_rests_the_lane_and_recovers_by_itself(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    contents = basket(connection.store)
    invoices = [
        make_invoice(store=connection.store, contents=contents, now=clock()) for _ in range(4)
    ]
    sim.faults({"kind": "maintenance", "path": "/3/"})
    before = mark(sim)
    drain_due(clock=clock)
    assert len(calls(sim, before)) <= len(invoices)
    sim.state.faults.clear()
    clock.move(minutes=20)
    drain_due(clock=clock)
    assert {submission(invoice).state for invoice in invoices} == {"submitted"}
    assert len(sim.orders(TENANT)) == 4


def test_a_card_deleted_in_fortnox_is_made_anew(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    contents = basket(store)
    make_invoice(store=store, contents=contents, now=clock())
    drain_due(clock=clock)
    cards = sim.state.companies[TENANT].shelves["customers"]
    for number in list(cards):
        cards.remove(number)
    again = make_invoice(store=store, contents=contents, now=clock())
    drain_due(clock=clock)
    assert submission(again).state == "submitted"


def test_a_customer_number_that_is_someone_elses_asks_for_a_prefix(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    first = sold(connected, clock)
    drain_due(clock=clock)
    other = connected()
    second = make_invoice(
        store=other.store, buyer_details=buyer(name="Bo Ek", email="bo@example.com"), now=clock()
    )
    drain_due(clock=clock)
    delivery = submission(second)
    assert submission(first).state == "submitted"
    assert (delivery.state, (delivery.problem or {})["field"]) == ("settings", "customer_prefix")
    chosen = Settings.objects.get(store=other.store)
    chosen.customer_prefix = "B-"
    connect.choose(settings=chosen, now=clock(), by="owner@example.com")
    drain_due(clock=clock)
    assert submission(second).state == "submitted"


def test_no_exchange_on_record_holds_a_token(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    drain_due(clock=clock)
    pair = TokenPair.objects.get(connection__store=invoice.store)
    for exchange in ExchangeRecord.objects.all():
        kept = f"{exchange.path}{exchange.request_body}{exchange.answer_body}{exchange.failure}"
        assert pair.access_token not in kept
        assert "Bearer" not in kept
    assert ExchangeRecord.objects.filter(delivery=submission(invoice)).count() == 4


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


def test_tokens_are_encrypted_at_rest(connected: Connect, sim: Simulator) -> None:
    connection = connected()
    pair = connection.token_pairs.first()
    assert pair is not None
    with database.cursor() as cursor:
        cursor.execute("SELECT access_token, refresh_token FROM fortnox_tokenpair")
        stored = [value for row in cursor.fetchall() for value in row if value]
    assert stored
    assert all(pair.access_token not in value and "." not in value for value in stored)


def test_refresh_tokens_are_rotated_and_stored_before_use(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected(service_account=False)
    first = connection.token_pairs.first()
    invoice = make_invoice(store=connection.store, now=clock())
    sim.faults({"kind": "expire_tokens", "tenant": TENANT})
    drain_due(clock=clock)
    second = connection.token_pairs.first()
    assert submission(invoice).state == "submitted"
    assert first is not None
    assert second is not None
    assert second.refresh_token not in {"", first.refresh_token}
