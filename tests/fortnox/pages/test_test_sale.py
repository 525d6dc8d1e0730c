"""A test sale is a sale like any other, made by the store to itself and sent first."""

from decimal import Decimal

import pytest
from django.test import Client

from tamio.clock import now
from tamio.commerce.checkout.test_sale import make_test_sale
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.pages.test_sale import new_reference
from tamio.outbox.models import Delivery
from tamio.outbox.states import Priority
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX

ADDRESS = f"{FORTNOX}test-sale/"


def test_it_sells_goods_at_25_and_a_service_at_6_percent(browser: Client, connected: Store) -> None:
    answer = browser.post(ADDRESS, {"reference": new_reference()})
    invoice = Invoice.objects.get()
    assert answer["Location"] == f"/backoffice/glashyttan/invoices/{invoice.number}/#fortnox"
    assert invoice.channel == Channel.TEST_SALE
    sold = [(line.item_type, line.vat_rate, line.gross) for line in invoice.lines.all()]
    assert sold == [
        ("physical", Decimal("25.00"), Decimal("99.00")),
        ("service", Decimal("6.00"), Decimal("49.50")),
    ]


def test_the_buyer_is_the_store_itself_and_no_real_customer(store: Store) -> None:
    for _ in range(2):
        make_test_sale(store=store, reference=new_reference(), now=now())
    [buyer] = store.customers.all()
    assert buyer.name == "Testkund Glashyttan"
    assert buyer.organisation_number == store.organisation_number


def test_the_persons_click_sends_it_before_everything_and_past_every_rule(
    browser: Client, connected: Store
) -> None:
    Settings.objects.update(automatic=False)
    browser.post(ADDRESS)
    delivery = Delivery.objects.get()
    assert delivery.priority == Priority.CLICK
    assert delivery.events.order_by("-pk")[0].by == rows.PERSON


def test_a_click_twice_is_one_sale(browser: Client, connected: Store) -> None:
    reference = new_reference()
    places = {browser.post(ADDRESS, {"reference": reference})["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Invoice.objects.count() == 1


@pytest.mark.parametrize("reference", ["", "x", "../..", "0" * 13])
def test_a_reference_of_ones_own_is_not_taken(
    browser: Client, connected: Store, reference: str
) -> None:
    browser.post(ADDRESS, {"reference": reference})
    assert Invoice.objects.get().external_reference != f"test-{reference}"


def test_nothing_is_sold_before_the_accounts_are_chosen(browser: Client, store: Store) -> None:
    rows.connect(store)
    page = browser.post(ADDRESS, follow=True).content.decode()
    assert "choose the two revenue accounts first" in page
    assert not Invoice.objects.exists()


def test_nothing_is_sold_while_the_connection_is_lost(browser: Client, connected: Store) -> None:
    rows.close_lane(connected)
    browser.post(ADDRESS)
    assert not Invoice.objects.exists()


def test_a_store_whose_own_particulars_do_not_do_is_told_which(
    browser: Client, connected: Store
) -> None:
    Store.objects.update(postal_code="ABC")
    page = browser.post(ADDRESS, follow=True).content.decode()
    assert "postal_code" in page
    assert not Invoice.objects.exists()


def test_a_store_that_writes_english_sells_in_english(store: Store) -> None:
    store.language = "en"
    invoice, _ = make_test_sale(store=store, reference=new_reference(), now=now())
    assert [line.description for line in invoice.lines.all()] == ["Test product", "Test service"]
