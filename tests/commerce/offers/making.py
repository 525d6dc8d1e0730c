"""Offers and codes as a merchant makes them."""

from datetime import date
from decimal import Decimal
from typing import Any

from tamio.commerce.catalogue.models import Product
from tamio.commerce.offers.models import Offer, OfferCode
from tamio.commerce.stores.models import Store
from tests.factories import NOW


def make_offer(
    *, store: Store, value: str = "10", products: list[Product] | None = None, **fields: Any
) -> Offer:
    given: dict[str, Any] = {
        "name": "Höstrea", "gives": "percent", "starts_on": date(2026, 11, 1), "created_at": NOW,
    }  # fmt: skip
    offer = Offer.objects.create(store=store, value=Decimal(value), **given | fields)
    offer.products.set(products or [])
    return offer


def make_code(*, store: Store, code: str = "HOST10", **offer: Any) -> OfferCode:
    made = make_offer(store=store, **{"needs_code": True} | offer)
    return OfferCode.objects.create(store=store, offer=made, code=code)
