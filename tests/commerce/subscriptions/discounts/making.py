"""Subscriptions that were bought with a code, as a shopper buys them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tamio.commerce.catalogue.models import Product
from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.checkout.plans import put_plan
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.offers.models import OfferCode
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Plan, Subscription, SubscriptionDiscount
from tests.commerce.offers.making import make_code
from tests.commerce.subscriptions.making import at, day, invoices_of
from tests.factories import buyer, make_cart

#: The first day of all of these.
BEGUN = "2026-01-01"


def code_of(store: Store, value: str = "20", *, code: str = "NYTT", **offer: Any) -> OfferCode:
    """A percent off the first charge, unless more is said."""
    given: dict[str, Any] = {"name": "Välkommen", "starts_on": day("2025-01-01")} | offer
    return make_code(store=store, code=code, value=value, **given)


def three_times(store: Store, value: str = "20", **offer: Any) -> OfferCode:
    return code_of(store, value, lasts="times", times=3, **offer)


def for_ever(store: Store, value: str = "20", **offer: Any) -> OfferCode:
    return code_of(store, value, lasts="ever", **offer)


def cart_with(
    *plans: Plan,
    code: OfferCode | None = None,
    quantity: int = 1,
    contents: dict[Product, int] | None = None,
) -> Cart:
    store = plans[0].store
    cart = make_cart(store=store, contents=contents or {})
    for plan in plans:
        put_plan(cart, plan=plan, quantity=quantity)
    cart.code = code
    cart.save()
    return cart


def bought(
    *plans: Plan,
    code: OfferCode | None = None,
    on: str = BEGUN,
    to: BuyerDetails | None = None,
    **cart: Any,
) -> Subscription:
    """The first subscription that the order began."""
    invoice = place_order(
        cart=cart_with(*plans, code=code, **cart), buyer=to or buyer(), now=at(on)
    )
    return Subscription.objects.filter(periods__invoice=invoice).order_by("pk")[0]


def discount_of(subscription: Subscription) -> SubscriptionDiscount:
    return SubscriptionDiscount.objects.get(subscription=subscription)


def off_of(subscription: Subscription) -> list[Decimal]:
    """What is off each invoice's lines, in their order."""
    return [
        sum((line.discount for line in invoice.lines.all()), Decimal(0))
        for invoice in invoices_of(subscription)
    ]


def totals_of(subscription: Subscription) -> list[Decimal]:
    return [invoice.total for invoice in invoices_of(subscription)]


def told_on(subscription: Subscription) -> Sequence[list[str]]:
    """The words below each invoice's lines."""
    return [
        [line.description for line in invoice.lines.filter(kind="text")]
        for invoice in invoices_of(subscription)
    ]
