"""A page of a list asks as much among ten thousand rows as among ten."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Subscription, SubscriptionLine
from tests.commerce.subscriptions.making import plan_of, subscribe
from tests.many import make_customers, make_invoices, make_products

pytestmark = pytest.mark.integration
PAGES = [
    "invoices/", "invoices/?before=", "invoices/?sort=-total", "invoices/?paid=unpaid",
    "invoices/?q=asa", "invoices/?q=example", "customers/", "customers/?sort=name&before=",
    "customers/?q=example", "products/", "products/?sort=-price", "products/?q=v",
    "subscriptions/", "subscriptions/?before=", "subscriptions/?q=example",
]  # fmt: skip
#: A search that finds very much asks for a step of keys, which of them are meant, and the rows;
#: and payments that are few are fetched by their keys, so that many cost no query more.
MOST_MORE = 3


def test_ten_rows_and_ten_thousand_cost_the_same_queries(browser: Client, store: Store) -> None:
    _fill(store, count=10, first=100_001)
    few = {page: _queries(browser, page) for page in PAGES}
    _fill(store, count=9_990, first=200_001)
    many = {page: _queries(browser, page) for page in PAGES}
    searched = {page for page in PAGES if "q=example" in page or "q=asa" in page}
    assert {page: many[page] for page in PAGES if page not in searched} == {
        page: few[page] for page in PAGES if page not in searched
    }
    assert not {page for page in searched if many[page] > few[page] + MOST_MORE}
    assert max(many.values()) <= 22


def _fill(store: Store, *, count: int, first: int) -> None:
    customers = make_customers(store=store, count=count, first=first)
    make_invoices(store=store, customers=customers, first=first)
    make_products(store=store, count=count, first=first)
    model = subscribe(plan_of(store), customer=customers[0])
    line = model.lines.get()
    copies: list[Subscription] = []
    for number, customer in enumerate(customers[1:], start=first):
        copy = Subscription.objects.get(pk=model.pk) if not copies else _copy(copies[0])
        copy.pk, copy.number, copy.customer = None, number, customer
        copy._state.adding = True
        copies.append(copy)
    made = Subscription.objects.bulk_create(copies, 2_000)
    SubscriptionLine.objects.bulk_create(
        [
            SubscriptionLine(
                subscription=each, version=line.version, quantity=1, starts=line.starts
            )
            for each in made
        ],
        2_000,
    )


def _copy(one: Subscription) -> Subscription:
    names = [column.attname for column in Subscription._meta.concrete_fields]
    return Subscription(**{name: getattr(one, name) for name in names})


def _queries(browser: Client, page: str) -> int:
    address = f"/backoffice/glashyttan/{page}"
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)
