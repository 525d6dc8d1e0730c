"""No page asks the database more as rows grow."""

from collections.abc import Callable
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.factories import buyer, make_invoice, make_product, make_store

Grow = Callable[[], None]
PAGES = [
    "", "products/", "customers/", "customers/1001/", "invoices/", "invoices/1001/",
    "integrations/", "settings/", "audit/?kind=invoices", "invoices/?q=öberg",
    "products/?sort=-price", "invoices/?goods=to-ship", "picking-list/", "withdrawals/",
    "letters/", "letters/order/", "invoices/1001/ship/", "invoices/1001/return/",
    "vat/", "vat/rates/", "people/", "people/roles/",
]  # fmt: skip
#: Session, person, store, rights, switcher; the page's own; the integrations' light, card, needs;
#: of the first page the first steps too, until they are taken.
MOST = 24
#: An invoice's own page tells all that came after the sale: parcels, returns, letters, refunds; and
#: who did what of it.
MOST_OF_AN_INVOICE = 36


@pytest.fixture
def grow(store: Store, owner: User) -> Grow:
    """More of everything that a page could walk through."""
    serial = count()

    def more() -> None:
        products = {make_product(store=store): 1 for _ in range(3)}
        make_invoice(store=store, contents=products)
        make_invoice(
            store=store, contents=products, buyer_details=buyer(email=f"{next(serial)}@example.com")
        )
        Membership.objects.create(user=owner, store=make_store(), role=Role.OWNER)

    return more


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_much_of_many_rows_as_of_few_and_writes_nothing(
    browser: Client, store: Store, grow: Grow, page: str
) -> None:
    grow()
    few = _queries(browser, page)
    grow()
    grow()
    assert _queries(browser, page) == few
    assert few <= (MOST_OF_AN_INVOICE if page == "invoices/1001/" else MOST)


def _queries(browser: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(f"/backoffice/glashyttan/{page}").status_code == 200
    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}
    return len(asked)
