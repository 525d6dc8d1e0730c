"""A list of products as a shopper narrows and sorts it; what they choose is also the address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.models import Product, Tag, Variant
from tamio.commerce.catalogue.packs.contents import can_be_had
from tamio.commerce.stores.models import Store
from tamio.look.fields import MoneyField
from tamio.look.paging import Page, page_by_key
from tamio.storefront.offers import Card, cards_of
from tamio.storefront.request import ShopRequest

#: Products on a page: divides into rows of two, three and four.
PAGE_SIZE = 24
#: Tags that a list offers to narrow it by.
_MOST_TAGS = 20
_BY_NAME = "name"
_BY_FIT = ""
#: Products that a page without a find shows instead.
_FEW = 4


def _amount_input() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "inputmode": "decimal", "autocomplete": "off"})


class ListingForm(forms.Form):
    """`sort`, `there` (only what can be had now), `tag`, and what the price lies between."""

    SORTS = (
        (_BY_NAME, _("Name")),
        ("price", _("Lowest price first")),
        ("-price", _("Highest price first")),
        ("-created_at", _("Newest first")),
    )

    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=SORTS,
        widget=forms.Select(attrs={"class": "select"}),
    )
    tag = forms.ModelChoiceField(
        label=_("Only"),
        queryset=Tag.objects.none(),
        to_field_name="name",
        required=False,
        empty_label=_("Everything"),
        widget=forms.Select(attrs={"class": "select"}),
    )
    lowest = MoneyField(label=_("Price from"), required=False, min_value=0, widget=_amount_input())
    highest = MoneyField(label=_("Price to"), required=False, min_value=0, widget=_amount_input())
    there = forms.BooleanField(label=_("In stock now"), required=False)

    def __init__(self, data: Any, *, tags: QuerySet[Tag], is_ranked: bool) -> None:
        super().__init__(data, auto_id="sieve_%s")
        if is_ranked:
            sort = self.fields["sort"]
            assert isinstance(sort, forms.ChoiceField)
            sort.choices = [(_BY_FIT, _("Best match")), *self.SORTS]
        choice = self.fields["tag"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = tags
        self.has_tags = bool(tags)

    def narrow(self, products: QuerySet[Product]) -> QuerySet[Product]:
        """What was written wrong narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if tag := chosen.get("tag"):
            products = products.filter(tags=tag)
        if chosen.get("there"):
            products = products.filter(Exists(_to_be_had()))
        if bounds := _bounds(chosen):
            products = products.filter(Exists(_offered().filter(bounds)))
        if chosen.get("sort") in {"price", "-price"}:
            products = products.annotate(
                price=Min("variants__price", filter=Q(variants__active=True))
            )
        return products


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, and the form that narrows it. `is_narrowed` is whether it has been."""

    form: ListingForm
    page: Page[Product]
    cards: list[Card]
    is_narrowed: bool


def listing_of(
    request: ShopRequest, products: QuerySet[Product], *, now: datetime, is_ranked: bool = False
) -> Listing:
    """The page of `products` that the address asks for. Raises Http404 for one nobody made."""
    form = _form(request, is_ranked=is_ranked)
    found = form.narrow(products).prefetch_related("variants", "images")
    page = page_by_key(
        found,
        params=request.GET,
        sorts={_BY_NAME, "price", "created_at"},
        default=_BY_NAME,
        size=PAGE_SIZE,
    )
    cards = _cards(request.store, page.rows, now=now)
    return Listing(form, page, cards, _is_narrowed(request))


def ranked_listing(request: ShopRequest, ids: Sequence[int], *, now: datetime) -> Listing:
    """The page of what was found, the best first; sorted otherwise if the address asks for it."""
    found = request.store.products.for_sale(now=now).filter(pk__in=ids)
    if request.GET.get("sort", _BY_FIT) != _BY_FIT:
        return listing_of(request, found, now=now, is_ranked=True)
    form = _form(request, is_ranked=True)
    kept = set(form.narrow(found).values_list("pk", flat=True))
    ranked = [pk for pk in ids if pk in kept]
    start = _start(request, len(ranked))
    shown = ranked[start : start + PAGE_SIZE]
    by_key = found.prefetch_related("variants", "images").in_bulk(shown)
    rows = [by_key[pk] for pk in shown if pk in by_key]
    page = Page(
        rows=rows,
        sort=_BY_FIT,
        first="",
        last="",
        previous=_leaf(request, max(start - PAGE_SIZE, 0)) if start else "",
        next=_leaf(request, start + PAGE_SIZE) if start + PAGE_SIZE < len(ranked) else "",
        params=request.GET,
    )
    cards = _cards(request.store, rows, now=now)
    return Listing(form, page, cards, _is_narrowed(request))


def newest_cards(store: Store, *, now: datetime) -> list[Card]:
    """A few that came last."""
    newest = store.products.for_sale(now=now).order_by("-created_at", "-pk")[:_FEW]
    return _cards(store, newest.prefetch_related("variants", "images"), now=now)


def _form(request: ShopRequest, *, is_ranked: bool) -> ListingForm:
    tags = [tag.pk for tag in request.store.tags.all()[:_MOST_TAGS]]
    of_store = request.store.tags.filter(pk__in=tags)
    return ListingForm(request.GET, tags=of_store, is_ranked=is_ranked)


def _cards(store: Store, rows: Iterable[Product], *, now: datetime) -> list[Card]:
    return cards_of(rows, store=store, now=now)


def _is_narrowed(request: ShopRequest) -> bool:
    return any(request.GET.get(name) for name in ("tag", "there", "lowest", "highest"))


def _start(request: ShopRequest, count: int) -> int:
    """Where the page begins; 0 for what nobody made."""
    asked = request.GET.get("from", "0")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return start if start < count else 0


def _leaf(request: ShopRequest, start: int) -> str:
    params = request.GET.copy()
    params["from"] = str(start)
    return params.urlencode()


def _bounds(chosen: dict[str, Any]) -> Q | None:
    """What a variant's price must lie between; None if nobody has said."""
    lowest, highest = chosen.get("lowest"), chosen.get("highest")
    if lowest is None and highest is None:
        return None
    bounds = Q() if lowest is None else Q(price__gte=lowest)
    return bounds if highest is None else bounds & Q(price__lte=highest)


def _offered() -> QuerySet[Variant]:
    return Variant.objects.filter(product=OuterRef("pk"), active=True)


def _to_be_had() -> QuerySet[Variant]:
    """Counting what others hold at the checkout would ask too much of a list."""
    return _offered().filter(can_be_had())
