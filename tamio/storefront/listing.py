"""A list of products as a shopper narrows and sorts it; what they choose is also the address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.models import Product, Tag, Variant
from tamio.look.paging import Page, page_by_key
from tamio.storefront.offers import Card, cards_of
from tamio.storefront.request import ShopRequest

#: Products on a page: divides into rows of two, three and four.
PAGE_SIZE = 24
#: Tags that a list offers to narrow it by.
_MOST_TAGS = 20
_BY_NAME = "name"


class ListingForm(forms.Form):
    """`sort`, `there` (only what can be had now) and `tag`."""

    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            (_BY_NAME, _("Name")),
            ("price", _("Lowest price first")),
            ("-price", _("Highest price first")),
            ("-created_at", _("Newest first")),
        ],
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
    there = forms.BooleanField(label=_("In stock now"), required=False)

    def __init__(self, data: Any, *, tags: QuerySet[Tag]) -> None:
        super().__init__(data, auto_id="sieve_%s")
        choice = self.fields["tag"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = tags
        self.has_tags = bool(tags)

    def narrow(self, products: QuerySet[Product]) -> QuerySet[Product]:
        """What was written wrong narrows nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if tag := chosen.get("tag"):
            products = products.filter(tags=tag)
        if chosen.get("there"):
            products = products.filter(Exists(_to_be_had()))
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


def listing_of(request: ShopRequest, products: QuerySet[Product], *, now: datetime) -> Listing:
    """The page of `products` that the address asks for. Raises Http404 for one nobody made."""
    tags = [tag.pk for tag in request.store.tags.all()[:_MOST_TAGS]]
    form = ListingForm(request.GET, tags=request.store.tags.filter(pk__in=tags))
    found = form.narrow(products).prefetch_related("variants", "images")
    page = page_by_key(
        found,
        params=request.GET,
        sorts={_BY_NAME, "price", "created_at"},
        default=_BY_NAME,
        size=PAGE_SIZE,
    )
    is_narrowed = bool({"tag", "there"} & set(request.GET))
    return Listing(form, page, cards_of(page.rows, store=request.store, now=now), is_narrowed)


def _to_be_had() -> QuerySet[Variant]:
    """Counting what others hold at the checkout would ask too much of a list."""
    return Variant.objects.filter(product=OuterRef("pk"), active=True).filter(
        Q(stock=None) | Q(stock__gt=0) | Q(backorder=True)
    )
