"""What variants cost and have cost: changes are written down, reductions are worked out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from tamio.commerce.catalogue.models import PriceChange, Variant
from tamio.commerce.catalogue.prior_price import Point, prior_price


def note_prices(variants: Iterable[Variant], *, currency: str, by: str, now: datetime) -> None:
    """Writes down what each costs from now on, where that is new. Two queries.

    What is not for sale has no price: nobody could have bought at it.
    """
    every = list(variants)
    known = _latest(every, currency)
    PriceChange.objects.bulk_create(
        PriceChange(variant=each, currency=currency, price=price, at=now, by=by)
        for each in every
        for price in [_asked(each)]
        if known.get(each.pk) != price
    )


def struck_through(
    variants: Iterable[Variant], *, currency: str, now: datetime
) -> dict[int, Decimal]:
    """The price to strike through beside each reduced one that the store announces.

    Without those that cost as much or more than the price they would be compared with. One query,
    none where nothing is announced.
    """
    announced = {each.pk: each for each in variants if each.announced}
    if not announced:
        return {}
    histories: dict[int, list[Point]] = {pk: [] for pk in announced}
    changes = PriceChange.objects.filter(variant__in=list(announced), currency=currency)
    rows = changes.order_by("at", "pk").values_list("variant", "at", "price")
    for pk, at, price in rows:
        histories[pk].append(Point(at, price))
    return _reduced(announced, histories, now=now)


def _reduced(
    announced: Mapping[int, Variant], histories: Mapping[int, list[Point]], *, now: datetime
) -> dict[int, Decimal]:
    found = {}
    for pk, variant in announced.items():
        points = _published(histories[pk], since=variant.product.publish_at)
        prior = prior_price(points, now=now)
        if prior is not None and prior > variant.price:
            found[pk] = prior
    return found


def _published(points: list[Point], *, since: datetime | None) -> list[Point]:
    """Prices before the product was shown have been nobody's: the last of them counts from then."""
    if since is None:
        return points
    before = [point for point in points if point.at < since]
    return [Point(since, each.price) for each in before[-1:]] + points[len(before) :]


def _asked(variant: Variant) -> Decimal | None:
    return variant.price if variant.active and variant.product.active else None


def _latest(variants: Iterable[Variant], currency: str) -> dict[int, Decimal | None]:
    """The newest price on record by variant."""
    changes = PriceChange.objects.filter(variant__in=list(variants), currency=currency)
    changes = changes.order_by("at", "pk")
    return dict(changes.values_list("variant", "price"))
