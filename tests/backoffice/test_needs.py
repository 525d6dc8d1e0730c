"""What is to be done stands on the first page, and each number is that of the list it leads to."""

from datetime import timedelta

import pytest
from django.test import Client

from tamio.commerce.dunning.models import Case
from tamio.commerce.payments.models import Payment, PaymentSettings, Standing
from tamio.commerce.stores.models import Store
from tamio.commerce.withdrawals.models import Withdrawal
from tests.commerce.dunning.making import SOFT, a_day, by_card
from tests.commerce.subscriptions.making import at
from tests.factories import NOW, make_invoice, make_product, make_store

URL = "/backoffice/glashyttan/"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


def _needs(browser: Client) -> dict[str, int]:
    """By where they lead. Each list is as long as its need says."""
    found = {need.href: need.count for need in browser.get(URL).context["needs"]}
    for href, count in found.items():
        shown = browser.get(href).context
        rows = shown["rows"] if "rows" in shown else shown["page"].rows
        assert len(rows) == count, href
    return {href.removeprefix(URL): count for href, count in found.items()}


def test_a_store_with_nothing_to_do_is_told_so(browser: Client, store: Store) -> None:
    make_invoice(store=store)
    Payment.objects.update(standing=Standing.PAID)
    store.invoices.get().awaited.delete()
    page = browser.get(URL)
    assert page.context["needs"] == []
    assert "Nothing waits for you." in page.content.decode()


def test_what_is_sold_is_to_be_shipped_and_paid(browser: Client, store: Store) -> None:
    make_invoice(store=store)
    make_invoice(store=store, now=NOW - timedelta(days=40))
    make_invoice(store=make_store(), now=NOW - timedelta(days=40))
    assert _needs(browser) == {
        "invoices/?paid=overdue": 1,
        "invoices/?goods=to-ship": 2,
        "invoices/?paid=unpaid": 2,
    }


def test_what_was_paid_too_much_is_to_be_paid_back(browser: Client, store: Store) -> None:
    make_invoice(store=store)
    Payment.objects.update(standing=Standing.OVER)
    assert _needs(browser)["invoices/?paid=over"] == 1


def test_an_open_withdrawal_is_to_be_answered(browser: Client, store: Store) -> None:
    make_invoice(store=store)
    Withdrawal.objects.create(
        store=store, received_at=NOW, name="Åsa", email="asa@example.com", order_number="1001",
        language="sv",
    )  # fmt: skip
    assert _needs(browser)["withdrawals/?state=open"] == 1


def test_what_is_sold_out_or_almost_is_told_apart(browser: Client, store: Store) -> None:
    make_invoice(store=store, contents={make_product(store=store, stock=9): 1})
    for stock in (0, 1, 5, 6, None):
        make_product(store=store, stock=stock)
    make_product(store=store, stock=0, active=False)
    make_product(store=store, stock=0, backorder=True)
    make_product(store=store, option1="Färg", variants=[
        {"sku": "BLÅ", "value1": "Blå", "stock": 3}, {"sku": "RÖD", "value1": "Röd", "stock": 50},
    ])  # fmt: skip
    needs = _needs(browser)
    assert needs["products/?sale=out"] == 1
    assert needs["products/?sale=few"] == 3


def test_how_few_are_few_is_the_stores_to_say_and_the_variants(
    browser: Client, store: Store
) -> None:
    of = {"six": (6, None), "three": (3, None), "own": (40, 50), "never": (1, 0)}
    for name, (stock, limit) in of.items():
        make_product(store=store, name=name, stock=stock, low_stock=limit)
    # Sold when there is none: only by a limit of its own, then also below nothing.
    make_product(store=store, name="owed", stock=-2, low_stock=4, backorder=True)
    make_product(store=store, name="may be owed", stock=2, backorder=True)
    assert _few(browser) == {"three", "own", "owed"}
    Store.objects.update(low_stock=6)
    assert _few(browser) == {"six", "three", "own", "owed"}
    Store.objects.update(low_stock=0)
    assert _few(browser) == {"own", "owed"}
    assert _needs(browser)["products/?sale=few"] == 2


def _few(browser: Client) -> set[str]:
    rows = browser.get("/backoffice/glashyttan/products/?sale=few").context["rows"]
    return {row.product.name for row in rows}


def test_a_card_that_fails_is_followed_up_or_a_persons(
    browser: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    PaymentSettings.objects.create(store=store, by_test=True)
    by_card(store, SOFT)
    by_card(store, SOFT, email="bo@example.com")
    a_day("2026-02-01", store=store)
    monkeypatch.setenv("TAMIO_CLOCK", at("2026-02-01").isoformat())
    assert _needs(browser)["late-payments/?state=open"] == 2
    last = Case.objects.latest("pk")
    Case.objects.filter(pk=last.pk).update(disputed_at=at("2026-02-01"), next_action_at=None)
    needs = _needs(browser)
    assert needs["late-payments/?state=open"] == 1
    assert needs["late-payments/?state=disputed"] == 1
