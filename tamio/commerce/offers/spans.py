"""Which offers lowered whose price, and when: everyone's, as they are and as they were.

What needs a code, a sum or the whole order to be reached lowers nobody's price beforehand.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from tamio.commerce.offers.best import Terms, Wanted, best
from tamio.commerce.offers.choosing import Reach, reach_of, read_what_they_name, within
from tamio.commerce.offers.models import EarlierTerms, Gives, Offer
from tamio.commerce.stores.models import Store

#: What of an offer decides a price.
_FIELDS = ("gives", "value", "minimum", "starts_on", "ends_on", "combines", "needs_code", "active")


@dataclass(frozen=True, slots=True)
class Span:
    """An offer's terms from `begins` on, until `ends` if that is known."""

    terms: Terms
    begins: datetime
    ends: datetime | None

    def holds_at(self, at: datetime) -> bool:
        return self.begins <= at and (self.ends is None or at < self.ends)


def terms_now(offer: Offer) -> dict[str, Any]:
    """What `EarlierTerms` keeps of the offer."""
    reach = reach_of(offer)
    named = {
        name: sorted(getattr(reach, name)) for name in ("products", "categories", "collections")
    }
    return {name: getattr(offer, name) for name in _FIELDS} | named


def note_change_of_terms(offer: Offer, *, before: Mapping[str, Any], now: datetime) -> None:
    """The offer has been changed, in this transaction; it was `before` (from `terms_now`)."""
    if before != terms_now(offer):
        EarlierTerms.objects.create(offer=offer, until=now, terms=dict(before))


def spans_of(store: Store, *, among: Collection[int], since: date, now: datetime) -> list[Span]:
    """Those that held for any of the products `among` after `since`, up to now. Some six queries,
    whatever there is of products and offers.
    """
    begun = Q(starts_on__lte=store.date_of(now)) & (Q(ends_on=None) | Q(ends_on__gte=since))
    # The days of an offer can have been others, too.
    changed = EarlierTerms.objects.filter(offer__store=store, until__gte=store.start_of(since))
    keys = {each.offer_id for each in changed}
    offers = list(Offer.objects.filter(begun | Q(pk__in=keys), store=store))
    read_what_they_name(offers)
    held = [each for offer in offers for each in _held(offer, changed, store=store)]
    products = within([each.reach for each in held], store=store, among=among)
    return [
        Span(each.terms(key, named), each.begins, each.ends)
        for key, (each, named) in enumerate(zip(held, products, strict=True))
        if each.ends is None or each.begins < each.ends
    ]


def price_with(price: Decimal, spans: Iterable[Span], *, product: int, at: datetime) -> Decimal:
    """What one of the product costs at that time, of what is left of `price`."""
    terms = [span.terms for span in spans if span.holds_at(at)]
    taken = best([Wanted(product, 1, price)], terms)[0]
    return price - sum(taken.values(), Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class _Held:
    given: Mapping[str, Any]
    reach: Reach
    begins: datetime
    ends: datetime | None

    def terms(self, key: int, products: frozenset[int] | None) -> Terms:
        is_percent, value = self.given["gives"] == Gives.PERCENT, Decimal(self.given["value"])
        return Terms(
            key=key,
            percent=value if is_percent else None,
            amount=Decimal("0.00") if is_percent else value,
            products=products,
            combines=self.given["combines"],
        )


def _held(offer: Offer, changed: Iterable[EarlierTerms], *, store: Store) -> Iterable[_Held]:
    since = offer.created_at
    for earlier in changed:
        if earlier.offer_id == offer.pk:
            yield from _while(earlier.terms, since, earlier.until, store=store)
            since = earlier.until
    yield from _while(terms_now(offer), since, None, store=store)


def _while(
    given: Mapping[str, Any], since: datetime, until: datetime | None, *, store: Store
) -> Iterable[_Held]:
    """The terms between the two, as far as its days lie there."""
    reach = Reach(*(frozenset(given[name]) for name in ("products", "categories", "collections")))
    if not lowers_a_price(given, reach):
        return
    begins = max(since, store.start_of(_day(given["starts_on"])))
    if given["ends_on"] is not None:
        last = store.start_of(_day(given["ends_on"]) + timedelta(days=1))
        until = last if until is None else min(last, until)
    yield _Held(given, reach, begins, until)


def lowers_a_price(given: Mapping[str, Any], reach: Reach) -> bool:
    """Whether every shopper gets it on a piece, without having to do anything for it."""
    is_free = given["active"] and not given["needs_code"] and given["minimum"] is None
    is_whole = given["gives"] == Gives.AMOUNT and not reach.is_narrow
    return bool(is_free) and given["gives"] != Gives.SHIPPING and not is_whole


def _day(written: date | str) -> date:
    return date.fromisoformat(written) if isinstance(written, str) else written
