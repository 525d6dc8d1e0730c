"""Someone who has a subscription, in a browser that has opened the link to their pages."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from tamio.clock import now
from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.customers.register import customer_for
from tamio.commerce.links.one_time import make_one_time_link
from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.models import Plan, Subscription
from tamio.commerce.subscriptions.plans import Terms, make_plan
from tamio.commerce.subscriptions.starting import Agreement, Item, start
from tests.factories import buyer, make_product, make_store
from tests.storefront.shopping import Answer, Shopper

BY = "mia@butik.example"


@pytest.fixture
def store(db: None, settings: Any) -> Store:
    settings.TEST_PAYMENTS = True
    made = make_store(name="Glashyttan", slug="glashyttan", payment_terms_days=30)
    PaymentSettings.objects.create(store=made, by_test=True)
    return made


def plan_for(store: Store, price: str, *, product: Any = None, name: str = "Månad",
             item_type: str = ItemType.SERVICE, **terms: Any) -> Plan:  # fmt: skip
    sold = product or make_product(store=store, item_type=item_type, name="Glas hem")
    given: dict[str, Any] = {"unit": Unit.MONTH, "count": 1} | terms
    return make_plan(variant=sold.lead, name=name, terms=Terms(price=Decimal(price), **given),
                     by=BY, now=now() - timedelta(days=1))  # fmt: skip


def subscribed(plan: Plan, *, email: str = "asa@example.com", **agreed: Any) -> Subscription:
    """Begun today."""
    store = plan.store
    with transaction.atomic():
        customer = customer_for(store=store, buyer=buyer(email=email), now=now())
    return start(store=store, customer=customer, by="customer", now=now(),
                 agreement=Agreement(item=Item(plan.current), **agreed))  # fmt: skip


@dataclass
class Subscriber:
    """Their browser, and what they see and do there."""

    shopper: Shopper
    subscription: Subscription

    def path(self, below: str = "") -> str:
        return f"orders/mine/subscriptions/{self.subscription.number}/{below}"

    def get(self, below: str = "", **data: Any) -> Answer:
        return self.shopper.get(self.path(below), data=data)

    def post(self, below: str, **data: Any) -> Answer:
        """What follows the form."""
        return self.shopper.client.post(self.shopper.url(self.path(below)), data, follow=True)

    def now(self) -> Subscription:
        return Subscription.objects.get(pk=self.subscription.pk)


def opened(shopper: Shopper, *, email: str = "asa@example.com") -> Shopper:
    token = make_one_time_link(store=shopper.store, email=email, now=now())
    assert token is not None
    shopper.client.post(shopper.url(f"orders/{token}/"))
    return shopper


@pytest.fixture
def plan(store: Store) -> Plan:
    return plan_for(store, "199.00")


@pytest.fixture
def subscriber(shopper: Shopper, plan: Plan) -> Subscriber:
    mine = subscribed(plan)
    return Subscriber(opened(shopper), mine)
