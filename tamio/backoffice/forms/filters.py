"""The filter rows above the lists; what they hold is also the address of the page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tamio.backoffice import slots
from tamio.backoffice.lists.finding import Search
from tamio.backoffice.payments.chips import PAID_CHOICES, paid_as
from tamio.backoffice.periods import Period, periods
from tamio.backoffice.searching import number_in
from tamio.commerce.catalogue.models import ItemType, Product, Variant
from tamio.commerce.catalogue.packs.contents import can_be_had
from tamio.commerce.catalogue.words import PRODUCT_WORDS, VARIANT_WORDS
from tamio.commerce.customers.words import WORDS as CUSTOMER_WORDS
from tamio.commerce.fulfilment.standing import to_ship
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.invoices.words import WORDS as INVOICE_WORDS
from tamio.commerce.payments.models import Payment
from tamio.commerce.stores.models import Store
from tamio.look.fields import validate_printable

TO_SHIP = "to-ship"


class SearchField(forms.CharField):
    """A few words; what cannot be shown cannot be searched for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=100, validators=[validate_printable], **options)


class Filters(forms.Form):
    """What all filter rows have in common. `narrowed` is by everything but what is searched for."""

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Nothing is found by a filter that is wrong; the form says which."""
        if not self.is_valid():
            return rows.none()
        search = self.search()
        return search.all_in(self.narrowed(rows)) if search else self.narrowed(rows)

    def for_a_page(self, rows: QuerySet[Any]) -> tuple[QuerySet[Any], Search | None]:
        """As narrow does; a search that finds very much is left to page_by_key."""
        if not self.is_valid():
            return rows.none(), None
        search = self.search()
        narrowed = self.narrowed(rows)
        return search.for_a_page(narrowed) if search else (narrowed, None)

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of a form that is valid."""
        return rows

    def search(self) -> Search | None:
        """Of a form that is valid; None if nothing is searched for by words."""
        return None

    @property
    def has_filter(self) -> bool:
        """Whether anything at all is asked for: then an empty list is no empty store."""
        return any(self.data.get(name) for name in self.fields)


class InvoiceFilters(Filters):
    """By text, by period, by how they are paid, and by the states that integrations know."""

    q = SearchField(label=_("Search"))
    state = forms.ChoiceField(label=_("State"), required=False)
    paid = forms.ChoiceField(label=_("Payment"), required=False, choices=PAID_CHOICES)
    goods = forms.ChoiceField(
        label=_("Goods"),
        required=False,
        choices=[("", _("Shipped or not")), (TO_SHIP, _("To ship"))],
    )
    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, data: Any, *, store: Store, today: date) -> None:
        super().__init__(data)
        self._store, self._today = store, today
        self._periods = {period.value: period for period in periods(today=today)}
        self.fields["state"].choices = [("", _("All states")), *_state_choices()]  # type: ignore[attr-defined]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            ("", _("All dates")),
            *((period.value, period.label) for period in self._periods.values()),
        ]

    def narrowed(self, rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
        found = _in_state(rows, self.cleaned_data["state"])
        found = paid_as(found, self.cleaned_data["paid"], store=self._store, today=self._today)
        if self.cleaned_data["goods"] == TO_SHIP:
            found = to_ship(found, store=self._store)
        return _within(found, self._periods.get(self.cleaned_data["period"]))

    def search(self) -> Search | None:
        """By its words; a number is the invoice's own, or what the payer states."""
        text = self.cleaned_data["q"]
        if not text:
            return None
        number, also = number_in(text), list[int]()
        if number is not None:
            stated = Payment.objects.filter(store=self._store, reference=str(number))
            also = [
                *self._store.invoices.filter(number=number).values_list("pk", flat=True),
                *stated.values_list("invoice", flat=True),
            ]
        return Search(INVOICE_WORDS.asked(text=text, store_id=self._store.pk), also)


def _state_choices() -> Iterable[tuple[str, slots.Text]]:
    return (choice for states in slots.invoice_states for choice in states.filters())


def _in_state(invoices: QuerySet[Invoice], value: str) -> QuerySet[Invoice]:
    for states in slots.invoice_states:
        if value in {offered for offered, _label in states.filters()}:
            return states.apply(invoices, value)
    return invoices


def _within(invoices: QuerySet[Invoice], period: Period | None) -> QuerySet[Invoice]:
    if period is None:
        return invoices
    return invoices.filter(invoice_date__range=(period.first, period.last))


_PACK = "pack"
OUT, FEW = "out", "few"


class ProductFilters(Filters):
    """By text, by type, and by whether they are for sale."""

    q = SearchField(label=_("Search"))
    type = forms.ChoiceField(
        label=_("Type"),
        required=False,
        choices=[("", _("All types")), *ItemType.choices, (_PACK, _("Pack"))],
    )
    sale = forms.ChoiceField(
        label=_("For sale"),
        required=False,
        choices=[
            ("", _("All products")),
            ("yes", _("For sale")),
            ("no", _("Not for sale")),
            (OUT, _("Sold out")),
            (FEW, _("Few left")),
        ],
    )

    def __init__(self, data: Any, *, store: Store) -> None:
        super().__init__(data)
        self._store = store

    def narrowed(self, rows: QuerySet[Product]) -> QuerySet[Product]:
        products = rows
        cleaned = self.cleaned_data
        if cleaned["q"]:
            products = _products_with(products, cleaned["q"], store=self._store)
        if cleaned["type"] == _PACK:
            products = products.filter(is_pack=True)
        elif cleaned["type"]:
            products = products.filter(item_type=cleaned["type"])
        return products.filter(sold_as(cleaned["sale"], store=self._store))


def _products_with(products: QuerySet[Product], text: str, *, store: Store) -> QuerySet[Product]:
    """By the words of its name, or the SKU or EAN of one of its variants."""
    named = PRODUCT_WORDS.asked(text=text, store_id=store.pk)
    numbered = VARIANT_WORDS.asked(text=text, store_id=store.pk)
    if named is None or numbered is None:
        return products.none()
    variants = Variant.objects.filter(pk__in=numbered.subquery()).order_by()
    return products.filter(Q(pk__in=named.subquery()) | Q(pk__in=variants.values("product")))


def sold_as(value: str, *, store: Store) -> Q:
    """Which products of the store one of the values of the filter `sale` shows."""
    return Q(Exists(_OF_IT.filter(_few(store))), active=True) if value == FEW else _SALE[value]


def _few(store: Store) -> Q:
    """Variants of which it is time to order more. What is sold when there is none is so only by a
    limit of its own, and however little there is of it.
    """
    limited = Q(stock__lte=Coalesce(F("low_stock"), Value(store.low_stock)))
    return limited & (Q(backorder=False, stock__gte=1) | Q(backorder=True, low_stock__gte=1))


_OF_IT = Variant.objects.filter(product=OuterRef("pk"), active=True)
_TO_BE_HAD = _OF_IT.filter(can_be_had())
_SALE: dict[str, Q] = {
    "": Q(),
    "yes": Q(active=True),
    "no": Q(active=False),
    OUT: Q(~Exists(_TO_BE_HAD), active=True),
}


class CustomerFilters(Filters):
    """By text: a number, a name, an e-mail address, an organisation number."""

    q = SearchField(label=_("Search"))

    def __init__(self, data: Any, *, store: Store) -> None:
        super().__init__(data)
        self._store = store

    def search(self) -> Search | None:
        """By its words, or its own number."""
        text = self.cleaned_data["q"]
        if not text:
            return None
        number, also = number_in(text), list[int]()
        if number is not None:
            own = self._store.customers.filter(number=number)
            also = list(own.values_list("pk", flat=True))
        return Search(CUSTOMER_WORDS.asked(text=text, store_id=self._store.pk), also)


class StoreSearch(Filters):
    """By the store's name."""

    q = SearchField(label=_("Find a store"))
