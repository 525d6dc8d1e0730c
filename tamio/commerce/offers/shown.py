"""The price that a page shows: what one costs after the offers that need no code, and the price
that may be struck through beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from tamio.commerce.catalogue.models import Variant
from tamio.commerce.catalogue.packs.contents import loaded
from tamio.commerce.catalogue.prices import histories
from tamio.commerce.catalogue.prior_price import WINDOW, Point, prior_price
from tamio.commerce.offers.best import Terms, Wanted, best
from tamio.commerce.offers.choosing import concerned, offers_on, terms_of
from tamio.commerce.offers.models import Offer
from tamio.commerce.offers.spans import Span, price_with, spans_of
from tamio.commerce.stores.models import Store

_NOTHING = Decimal("0.00")
#: The thirty days before the first step of a reduction, whose last step is as much later.
_LOOKED_BACK = 2 * WINDOW + timedelta(days=1)
_LAST_FEW = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """`price` is what a cart charges for one; `was` is what it may be compared with, None if it is
    not reduced; `until` is the last day of the offers in it, None if none is known.
    """

    price: Decimal
    was: Decimal | None = None
    until: date | None = None


def shown_prices(variants: Sequence[Variant], *, store: Store, now: datetime) -> dict[int, Shown]:
    """By variant. One query; some more where something is reduced,
    but none a variant.
    """
    today = store.date_of(now)
    for each in variants:
        # The store's own rates are read once, whatever the number of variants.
        each.product.store = store
    loaded(each.product for each in variants)
    offers = offers_on(store=store, code=None, on_date=today) if variants else []
    terms = _terms(offers, variants, store=store)
    shown = {each.pk: _today(each, terms, offers, on_date=today) for each in variants}
    reduced = [
        each for each in variants if each.announced or shown[each.pk].price < each.price_on(today)
    ]
    if not reduced:
        return shown
    begun = min((each.starts_on for each in offers), default=today)
    return shown | _compared(reduced, shown, begun=begun, store=store, now=now)


def _terms(offers: Sequence[Offer], variants: Sequence[Variant], *, store: Store) -> list[Terms]:
    """Of what takes something off a piece without a sum to be reached."""
    if not offers:
        return []
    among = {each.product_id for each in variants}
    products = concerned(offers, store=store, among=among)
    return [
        each for each in terms_of(offers, worth=_NOTHING, products=products) if not each.is_whole
    ]


def _today(
    variant: Variant, terms: Sequence[Terms], offers: Sequence[Offer], *, on_date: date
) -> Shown:
    price = variant.price_on(on_date)
    # Nothing is off a gift card: it is money.
    terms = () if variant.product.is_gift_card else terms
    taken = best([Wanted(variant.product_id, 1, price)], terms)[0]
    in_it = {key for key, amount in taken.items() if amount}
    ends = [each.ends_on for each in offers if each.pk in in_it and each.ends_on is not None]
    return Shown(price - sum(taken.values(), _NOTHING), until=min(ends, default=None))


def _compared(
    variants: Sequence[Variant],
    shown: dict[int, Shown],
    *,
    begun: date,
    store: Store,
    now: datetime,
) -> dict[int, Shown]:
    """`begun`: the first day of the oldest offer in force."""
    every = histories(variants, currency=store.currency, now=now)
    # The VAT rate may have changed a price since it was announced.
    lasts = [every[each.pk][-_LAST_FEW:] for each in variants if each.announced]
    changes = [store.date_of(point.at) for points in lasts for point in points]
    since = min([begun, *changes]) - _LOOKED_BACK
    among = {each.product_id for each in variants}
    spans = spans_of(store, among=among, since=since, now=now)
    found = {}
    for variant in variants:
        lowering = () if variant.product.is_gift_card else spans
        points = _with_offers(every[variant.pk], lowering, product=variant.product_id, now=now)
        was, price = prior_price(points, now=now), shown[variant.pk].price
        if was is not None and was > price:
            found[variant.pk] = Shown(price, was, shown[variant.pk].until)
    return found


def _with_offers(
    points: Sequence[Point], spans: Sequence[Span], *, product: int, now: datetime
) -> list[Point]:
    """What it has cost with the offers there were, wherever price or offers changed."""
    concerning = [
        each for each in spans if each.terms.products is None or product in each.terms.products
    ]
    turns = {at for each in concerning for at in (each.begins, each.ends) if at is not None}
    found = []
    for at in sorted(turns | {point.at for point in points}):
        base = _at(points, at)
        price = None if base is None else price_with(base, concerning, product=product, at=at)
        found.append(Point(at, price))
    return found


def _at(points: Sequence[Point], at: datetime) -> Decimal | None:
    """The last of those at one time counts."""
    earlier = [point.price for point in points if point.at <= at]
    return earlier[-1] if earlier else None
