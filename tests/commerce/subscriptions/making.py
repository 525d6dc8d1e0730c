"""Plans and subscriptions for tests; every argument has a sensible default."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.customers.models import Customer
from tamio.commerce.customers.register import customer_for
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.models import Plan, PlanVersion, Subscription
from tamio.commerce.subscriptions.plans import Terms, make_plan
from tamio.commerce.subscriptions.running import Tally, renew_due
from tamio.commerce.subscriptions.starting import Agreement, Item, start
from tests.factories import buyer, make_product, make_store

BY = "mia@butik.example"


def at(day: str, hour: int = 9, *, zone: str = "Europe/Stockholm") -> datetime:
    """An instant of that day where the store is."""
    there = datetime.fromisoformat(day).replace(hour=hour, tzinfo=ZoneInfo(zone))
    return there.astimezone(UTC)


def day(written: str) -> date:
    return date.fromisoformat(written)


def net_store(**fields: Any) -> Store:
    """One whose prices are without VAT, as the vectors are."""
    return make_store(prices_include_vat=False, **fields)


def plan_of(
    store: Store,
    price: str = "199.00",
    *,
    item_type: ItemType = ItemType.SERVICE,
    on: str = "2025-01-01",
    product: Any = None,
    stock: int | None = None,
    vat_class: str = "standard",
    **terms: Any,
) -> Plan:
    given: dict[str, Any] = {"unit": Unit.MONTH, "count": 1} | terms
    sold = product or make_product(
        store=store, item_type=item_type, stock=stock, vat_class=vat_class
    )
    return make_plan(
        variant=sold.lead,
        name="Månad",
        terms=Terms(price=Decimal(price), **given),
        by=BY,
        now=at(on),
    )


def customer_of(store: Store, details: BuyerDetails | None = None) -> Customer:
    with transaction.atomic():
        return customer_for(store=store, buyer=details or buyer(), now=at("2025-01-01"))


def subscribe(
    plan: Plan | PlanVersion,
    on: str = "2026-01-01",
    *,
    quantity: int = 1,
    price: str | None = None,
    addons: Sequence[Item] = (),
    customer: Customer | None = None,
    now: datetime | None = None,
    **agreed: Any,
) -> Subscription:
    version = plan.current if isinstance(plan, Plan) else plan
    store = version.plan.store
    item = Item(version, quantity, Decimal(price) if price is not None else None)
    return start(
        store=store,
        customer=customer or customer_of(store),
        agreement=Agreement(item=item, addons=addons, **agreed),
        by="customer",
        now=now or at(on, zone=store.time_zone),
    )


def run(on: str, *, store: Store | None = None, hour: int = 9) -> Tally:
    return renew_due(now=at(on, hour), stores=[store] if store else None)


def read(subscription: Subscription) -> Subscription:
    """As it is in the database."""
    return Subscription.objects.get(pk=subscription.pk)


def spans_of(subscription: Subscription) -> list[tuple[str, str]]:
    """Of all that was billed, in the order of their days."""
    rows = subscription.periods.order_by("period_start", "pk")
    return [(each.period_start.isoformat(), each.period_end.isoformat()) for each in rows]


def invoices_of(subscription: Subscription) -> list[Invoice]:
    """The oldest first."""
    periods = subscription.periods.exclude(invoice=None).order_by("pk").select_related("invoice")
    return [each.invoice for each in periods if each.invoice is not None]


def lines_of(invoice: Invoice) -> list[tuple[str, Decimal]]:
    """What each line says, and what it comes to without VAT."""
    return [(line.description, line.net) for line in invoice.lines.all()]
