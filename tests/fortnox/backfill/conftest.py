"""A store with invoices from before it knew of Fortnox, and what is asked about them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tamio.commerce.catalogue.models import Product
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Backfill, Connection, Settings
from tamio.fortnox.sync.backfill.feeding import feed_due
from tamio.fortnox.sync.backfill.scope import Scope
from tamio.fortnox.sync.backfill.starting import start
from tamio.outbox import destinations
from tamio.outbox.models import Delivery
from tests.factories import NOW, make_invoice, make_product
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import browser as browser
from tests.fortnox.pages.conftest import english as english
from tests.fortnox.pages.conftest import store as store
from tests.fortnox.sync.conftest import clock as clock
from tests.fortnox.sync.conftest import connected as linked  # noqa: F401
from tests.fortnox.sync.conftest import sim as sim

PERSON = rows.PERSON
START = NOW.date() - timedelta(days=30)


@contextmanager
def before_fortnox() -> Iterator[None]:
    """What is sold in here is recorded for nobody."""
    deaf = replace(destinations.named("fortnox"), hears=())
    with destinations.declared(deaf):
        yield


def unrecorded(
    store: Store, count: int = 1, *, days_ago: int = 10, now: datetime = NOW
) -> list[Invoice]:
    """Sold so many days ago, before Tamio knew of Fortnox."""
    product = Product.objects.filter(store=store).first() or make_product(store=store)
    day = now - timedelta(days=days_ago)
    with before_fortnox():
        return [make_invoice(store=store, contents={product: 1}, now=day) for _ in range(count)]


def begun(store: Store, *, now: datetime = NOW, **scope: object) -> Backfill:
    """Started, with nothing recorded yet; from the store's start date unless it is said."""
    given = scope or {"first": Settings.objects.get(store=store).start_date}
    connection = Connection.objects.select_related("store").get(store=store)
    return start(
        connection=connection,
        scope=Scope(**given),  # type: ignore[arg-type]
        now=now,
        by=PERSON,
    )


def fed(store: Store, *, now: datetime = NOW, **scope: object) -> Backfill:
    """Started, and the lane filled once."""
    backfill = begun(store, now=now, **scope)
    feed_due(lambda: now)
    return again(backfill)


def again(backfill: Backfill) -> Backfill:
    """As it stands in the database."""
    return Backfill.objects.select_related("store").get(pk=backfill.pk)


def way_of(invoice: Invoice) -> Delivery | None:
    return Delivery.objects.filter(kind="invoice.issued", subject_id=invoice.pk).first()


def state_of(invoice: Invoice) -> str:
    """ "" for one that was never recorded."""
    way = way_of(invoice)
    return str(way.state) if way else ""


@pytest.fixture
def shop(store: Store) -> Store:
    rows.connect(store)
    rows.choose_accounts(store)
    return store
