"""By which methods goods can go to a country, and what each of them costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, prefetch_related_objects

from tamio.commerce.shipping.models import Basis, ShippingMethod, ShippingStep, ShippingZone
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared

_FREE = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Goods to be shipped: grams, and what they cost as the store states its prices."""

    weight: int
    worth: Decimal


@dataclass(frozen=True, slots=True)
class Option:
    """A method with its price for one parcel, as the store states its prices."""

    method: ShippingMethod
    price: Decimal


def options_for(*, store: Store, country: str, parcel: Parcel) -> list[Option] | None:
    """The ways to the country, in the store's order; empty if there is none.

    None if the store has no methods at all: then nothing is asked and nothing is charged.
    Three queries.
    """
    methods = _methods(store)
    if not methods:
        return None
    zone = _zone_of(store, country)
    found = (
        Option(method, price)
        for method in methods
        if method.is_collected or method.zone_id == zone
        if (price := price_of(method, parcel=parcel)) is not None
    )
    return list(found)


def countries_shipped_to(store: Store) -> frozenset[str] | None:
    """Those that a method with a zone names; None if the store ships everywhere, or has no
    methods. One query.
    """
    ways = ShippingMethod.objects.filter(store=store, active=True)
    rows = list(ways.values_list("zone", "zone__is_rest", "zone__countries__country"))
    if not rows or any(is_rest for _zone, is_rest, _country in rows):
        return None
    return frozenset(country for _zone, _rest, country in rows if country)


def price_of(method: ShippingMethod, *, parcel: Parcel) -> Decimal | None:
    """What the method costs for the parcel; None if it does not take it."""
    measured = Decimal(parcel.weight) if method.basis == Basis.WEIGHT else parcel.worth
    if method.most is not None and method.basis != Basis.FIXED and measured > method.most:
        return None
    if method.free_from is not None and parcel.worth >= method.free_from:
        return _FREE
    return _step(method.steps.all(), measured)


def _step(steps: Iterable[ShippingStep], measured: Decimal) -> Decimal | None:
    reached = [step.price for step in steps if step.start <= measured]
    return reached[-1] if reached else None


def _methods(store: Store) -> Sequence[ShippingMethod]:
    methods = _METHODS.rows(store.pk) if store.has_methods is not False else []
    if methods:
        steps = Prefetch("steps", queryset=ShippingStep.objects.order_by("start"))
        prefetch_related_objects(methods, steps)
    return methods


_METHODS = Prepared(lambda store: ShippingMethod.objects.filter(store=store, active=True), int)


def _zone_of(store: Store, country: str) -> int:
    """The zone that names the country, else the one for the rest; -1 for none, as None is what a
    method without a zone has.
    """
    zones = ShippingZone.objects.filter(store=store)
    named = zones.filter(Q(countries__country=country) | Q(is_rest=True)).order_by("is_rest")
    return named.values_list("pk", flat=True).first() or -1
