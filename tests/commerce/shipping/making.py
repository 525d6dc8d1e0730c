"""Zones and methods as a merchant makes them."""

from decimal import Decimal
from typing import Any

from tamio.commerce.shipping.models import (
    ShippingMethod,
    ShippingStep,
    ShippingZone,
    ZoneCountry,
)
from tamio.commerce.stores.models import Store


def make_zone(*countries: str, store: Store, **fields: Any) -> ShippingZone:
    zone = ShippingZone.objects.create(store=store, name="/".join(countries) or "Resten", **fields)
    ZoneCountry.objects.bulk_create(
        ZoneCountry(store=store, zone=zone, country=country) for country in countries
    )
    return zone


def make_method(
    *,
    store: Store,
    zone: ShippingZone | None,
    price: str = "49.00",
    steps: dict[str, str] | None = None,
    **fields: Any,
) -> ShippingMethod:
    """`steps`: price by start, besides that from 0."""
    given: dict[str, Any] = {"name_sv": "Ombud", "name_en": "Pick-up point"} | fields
    method = ShippingMethod.objects.create(store=store, zone=zone, **given)
    for start, cost in ({"0": price} | (steps or {})).items():
        ShippingStep.objects.create(method=method, start=Decimal(start), price=Decimal(cost))
    return method


def collected_at(store: Store, **fields: Any) -> ShippingMethod:
    named = {"name_sv": "Hämta i butiken", "name_en": "Collect at the store", "price": "0"}
    return make_method(store=store, zone=None, **named | fields)
