"""What variants cost and have cost, as it was written down."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from tamio.commerce.catalogue.models import PackPart, PriceChange, Product, Variant
from tamio.commerce.catalogue.packs.contents import loaded
from tamio.commerce.catalogue.prior_price import Point
from tamio.commerce.vat.price_changes import with_net_kept
from tamio.commerce.vat.rates import VatClass, turns_of


def note_prices(variants: Iterable[Variant], *, currency: str, by: str, now: datetime) -> None:
    """Writes down what each costs from now on, where that is new, and prices the packs anew that
    are priced by them. Three queries, and more only for such packs.

    What is not for sale has no price: nobody could have bought at it.
    """
    every = list(variants)
    _note(every, currency=currency, by=by, now=now)
    packs = _priced_by(every, now=now)
    if packs:
        Variant.objects.bulk_update(packs, ["price"])
        _note(packs, currency=currency, by=by, now=now)


def _note(every: Sequence[Variant], *, currency: str, by: str, now: datetime) -> None:
    known = _latest(every, currency)
    PriceChange.objects.bulk_create(
        PriceChange(variant=each, currency=currency, price=price, at=now, by=by)
        for each in every
        for price in [_asked(each)]
        if known.get(each.pk) != price
    )


def _priced_by(variants: Iterable[Variant], *, now: datetime) -> list[Variant]:
    """The variants of packs that cost what these do, less a percent; with their new price."""
    packs = Variant.objects.filter(product__pack_percent__isnull=False)
    parts = PackPart.objects.filter(variant__in=list(variants))
    found = packs.filter(product__in=parts.values("pack")).select_related("product__store")
    every = list(found)
    loaded(variant.product for variant in every)
    for each in every:
        each.price = each.price_on(each.product.store.date_of(now))
    return every


def histories(
    variants: Iterable[Variant], *, currency: str, now: datetime
) -> dict[int, list[Point]]:
    """What each has cost up to `now`, in the order of time; from when its product was shown. One
    query.
    """
    every = {each.pk: each for each in variants}
    found: dict[int, list[Point]] = {pk: [] for pk in every}
    changes = PriceChange.objects.filter(variant__in=list(every), currency=currency)
    rows = changes.order_by("at", "pk").values_list("variant", "at", "price")
    for pk, at, price in rows:
        found[pk].append(Point(at, price))
    return {
        pk: _published(
            _with_vat_passed_on(points, every[pk], now=now), since=every[pk].product.publish_at
        )
        for pk, points in found.items()
    }


def _with_vat_passed_on(points: list[Point], variant: Variant, *, now: datetime) -> list[Point]:
    """Where a store passes changes of the VAT rate on, prices changed on those days too, though
    nobody wrote any. A pack's own follow its parts', of which nothing is known here.
    """
    product, store = variant.product, variant.product.store
    if not points or product.is_pack or product.is_gift_card or not store.passes_vat_changes_on:
        return points
    days = turns_of(
        vat_class=VatClass(product.vat_class), country=store.country, own=store.vat_rates
    )
    turns = {at for at in map(store.start_of, days) if points[0].at < at <= now}
    found: list[Point] = []
    written: Point | None = None
    for at in sorted(turns | {point.at for point in points}):
        latest = [point for point in points if point.at <= at][-1]
        if written is None or latest.price not in (None, written.price):
            written = latest
        found.append(Point(at, _charged(latest.price, written, product, at=at)))
    return found


def _charged(
    price: Decimal | None, written: Point, product: Product, *, at: datetime
) -> Decimal | None:
    """Of a price that was `written` at the rate of its day; none while it is not for sale."""
    if price is None:
        return None
    before, day = product.store.date_of(written.at), product.store.date_of(at)
    return with_net_kept(price, before=product.home_rate(before), now=product.home_rate(day))


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
