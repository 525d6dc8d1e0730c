"""Which offers a cart can have on a day, and why a code gives nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import Product
from tamio.commerce.catalogue.tree import tree_of
from tamio.commerce.offers.best import Terms
from tamio.commerce.offers.models import Gives, Offer, OfferCode
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared


def find_code(*, store: Store, written: str) -> OfferCode | None:
    """The code as a shopper writes it: capitals or not, with needless spaces."""
    code = "".join(written.split()).upper()
    codes = OfferCode.objects.filter(store=store, code=code) if code else OfferCode.objects.none()
    return codes.select_related("offer").first()


def offers_on(*, store: Store, code: OfferCode | None, on_date: date) -> list[Offer]:
    """Those in force on the day: everyone's, oldest first, and that of the code. One query, and
    three where there are any.
    """
    offers = _EVERYONES.rows(store.pk, on_date) if store.has_offers is not False else []
    if code is not None:
        # An offer of everyone's needs no code: it is among them already.
        offers += _in_force(store.pk, on_date).filter(pk=code.offer_id, needs_code=True)
    read_what_they_name(offers)
    return offers


def read_what_they_name(offers: Sequence[Offer]) -> None:
    """The products, categories and collections of each. Three queries where there are any."""
    products = Prefetch("products", queryset=Product.objects.only("pk"))
    prefetch_related_objects(offers, products, "categories", "collections")


def _in_force(store: int, on_date: date) -> QuerySet[Offer]:
    lasting = Q(starts_on__lte=on_date) & (Q(ends_on=None) | Q(ends_on__gte=on_date))
    return Offer.objects.filter(lasting, store=store, active=True).order_by("pk")


_EVERYONES = Prepared(
    lambda store, on_date: _in_force(store, on_date).filter(needs_code=False), int, date
)


@dataclass(frozen=True, slots=True)
class Reach:
    """What an offer names, by key; of everything if it names nothing."""

    products: frozenset[int]
    categories: frozenset[int]
    collections: frozenset[int]

    @property
    def is_narrow(self) -> bool:
        return bool(self.products or self.categories or self.collections)


def reach_of(offer: Offer) -> Reach:
    return Reach(
        frozenset(each.pk for each in offer.products.all()),
        frozenset(each.pk for each in offer.categories.all()),
        frozenset(each.pk for each in offer.collections.all()),
    )


def concerned(
    offers: Iterable[Offer], *, store: Store, among: Collection[int]
) -> dict[int, frozenset[int] | None]:
    """Of the products `among`, by the offers' keys, those that each is on; None for all of them.

    A product in a category is also in those above it.
    """
    every = list(offers)
    found = within([reach_of(each) for each in every], store=store, among=among)
    return {offer.pk: products for offer, products in zip(every, found, strict=True)}


def within(
    reaches: Sequence[Reach], *, store: Store, among: Collection[int]
) -> list[frozenset[int] | None]:
    """As `concerned`, in the order of what is asked. Two queries and those of the tree, where a
    category or a collection is named.
    """
    arranged = any(each.categories or each.collections for each in reaches)
    in_category, in_collection = _arranged(among) if arranged else (set(), set())
    tree = tree_of(store) if arranged else None
    branches = {each.category.pk: each.category for each in tree.walk()} if tree else {}
    found: list[frozenset[int] | None] = []
    for reach in reaches:
        below = {
            pk
            for named in reach.categories & branches.keys()
            if tree
            for pk in tree.with_all_below(branches[named])
        }
        keys = reach.products & frozenset(among)
        keys |= {product for product, category in in_category if category in below}
        keys |= {product for product, each in in_collection if each in reach.collections}
        found.append(keys if reach.is_narrow else None)
    return found


def _arranged(among: Collection[int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Product and category, product and collection."""
    products = Product.objects.filter(pk__in=among)
    in_category = products.exclude(categories=None).values_list("pk", "categories")
    in_collection = products.exclude(collections=None).values_list("pk", "collections")
    return set(in_category), set(in_collection)


def terms_of(
    offers: Iterable[Offer], *, worth: Decimal, products: Mapping[int, frozenset[int] | None]
) -> list[Terms]:
    """What they take off goods that cost `worth`, of `products` by key; without those that give
    something else.
    """
    return [
        Terms(
            key=offer.pk,
            percent=offer.value if offer.gives == Gives.PERCENT else None,
            amount=offer.value if offer.gives == Gives.AMOUNT else Decimal("0.00"),
            products=products[offer.pk],
            combines=offer.combines,
            # What everyone has is no part of a plan's price: only a code says how long it lasts.
            with_plans=offer.needs_code,
        )
        for offer in offers
        if offer.gives != Gives.SHIPPING and reaches(offer, worth=worth)
    ]


def ships_free(offers: Iterable[Offer], *, worth: Decimal) -> Offer | None:
    """The first that pays for the shipping."""
    free = (each for each in offers if each.gives == Gives.SHIPPING)
    return next((each for each in free if reaches(each, worth=worth)), None)


def reaches(offer: Offer, *, worth: Decimal) -> bool:
    return offer.minimum is None or worth >= offer.minimum


def refusal_of(code: OfferCode, *, on_date: date, worth: Decimal) -> str:
    """Why the code gives nothing for goods that cost `worth` on the day; "" if it can."""
    offer, said = code.offer, {"code": code.code}
    if not offer.active or (offer.ends_on is not None and offer.ends_on < on_date):
        return _("The code %(code)s is no longer valid.") % said
    if offer.starts_on > on_date:
        return _("The code %(code)s is not valid until %(day)s.") % (
            said | {"day": offer.starts_on.isoformat()}
        )
    if not reaches(offer, worth=worth):
        return _("The code %(code)s is valid from a sum of %(sum)s %(currency)s.") % (
            said | {"sum": f"{offer.minimum:.2f}", "currency": offer.store.currency}
        )
    return ""
