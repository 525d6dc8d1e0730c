"""The filter rows above the lists; what they hold is also the address of the page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.backoffice import slots
from tamio.backoffice.lists.finding import found_in
from tamio.backoffice.payments.chips import PAID_CHOICES, paid_as
from tamio.backoffice.periods import Period, periods
from tamio.backoffice.searching import number_in
from tamio.commerce.catalogue.models import ItemType, Product, Variant
from tamio.commerce.catalogue.packs.contents import can_be_had
from tamio.commerce.catalogue.words import PRODUCT_WORDS, VARIANT_WORDS
from tamio.commerce.customers.models import Customer
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
    """What all filter rows have in common."""

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

    def narrow(self, invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
        """Nothing is found by a filter that is wrong; the form says which."""
        if not self.is_valid():
            return invoices.none()
        found = _invoices_with(invoices, self.cleaned_data["q"], store=self._store)
        found = _in_state(found, self.cleaned_data["state"])
        found = paid_as(found, self.cleaned_data["paid"], today=self._today)
        if self.cleaned_data["goods"] == TO_SHIP:
            found = to_ship(found)
        return _within(found, self._periods.get(self.cleaned_data["period"]))


def _state_choices() -> Iterable[tuple[str, slots.Text]]:
    return (choice for states in slots.invoice_states for choice in states.filters())


def _invoices_with(invoices: QuerySet[Invoice], text: str, *, store: Store) -> QuerySet[Invoice]:
    """By the words in it; a number is the invoice's own, or what the payer states."""
    if not text:
        return invoices
    others = []
    number = number_in(text)
    if number is not None:
        stated = Payment.objects.filter(store=store, reference=str(number))
        others = [
            store.invoices.filter(number=number).values_list("pk", flat=True),
            stated.values_list("invoice", flat=True),
        ]
    words = INVOICE_WORDS.keys(text=text, store_id=store.pk)
    return found_in(invoices, words=words, others=others)


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
#: So many are few: time to order more.
FEW_LEFT = 5


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

    def narrow(self, products: QuerySet[Product]) -> QuerySet[Product]:
        """Nothing is found by a filter that is wrong; the form says which."""
        if not self.is_valid():
            return products.none()
        cleaned = self.cleaned_data
        if cleaned["q"]:
            products = _products_with(products, cleaned["q"], store=self._store)
        if cleaned["type"] == _PACK:
            products = products.filter(is_pack=True)
        elif cleaned["type"]:
            products = products.filter(item_type=cleaned["type"])
        return products.filter(sold_as(cleaned["sale"]))


def _products_with(products: QuerySet[Product], text: str, *, store: Store) -> QuerySet[Product]:
    """By the words of its name, or the SKU or EAN of one of its variants."""
    numbered = VARIANT_WORDS.keys(text=text, store_id=store.pk)
    variants = Variant.objects.none() if numbered is None else Variant.objects.filter(pk__in=numbered)
    return found_in(
        products,
        words=PRODUCT_WORDS.keys(text=text, store_id=store.pk),
        others=[variants.order_by().values_list("product", flat=True)],
    )


def sold_as(value: str) -> Q:
    """Which products one of the values of the filter `sale` shows."""
    return _SALE[value]


_OF_IT = Variant.objects.filter(product=OuterRef("pk"), active=True)
_TO_BE_HAD = _OF_IT.filter(can_be_had())
_ALMOST_GONE = _OF_IT.filter(stock__range=(1, FEW_LEFT), backorder=False)
_SALE: dict[str, Q] = {
    "": Q(),
    "yes": Q(active=True),
    "no": Q(active=False),
    OUT: Q(~Exists(_TO_BE_HAD), active=True),
    FEW: Q(Exists(_ALMOST_GONE), active=True),
}


class CustomerFilters(Filters):
    """By text: a number, a name, an e-mail address, an organisation number."""

    q = SearchField(label=_("Search"))

    def __init__(self, data: Any, *, store: Store) -> None:
        super().__init__(data)
        self._store = store

    def narrow(self, customers: QuerySet[Customer]) -> QuerySet[Customer]:
        """Nothing is found by a filter that is wrong; the form says which."""
        if not self.is_valid():
            return customers.none()
        text = self.cleaned_data["q"]
        if not text:
            return customers
        number = number_in(text)
        own = self._store.customers.filter(number=number).values_list("pk", flat=True)
        words = CUSTOMER_WORDS.keys(text=text, store_id=self._store.pk)
        return found_in(customers, words=words, others=[own] if number is not None else [])


class StoreSearch(Filters):
    """By the store's name."""

    q = SearchField(label=_("Find a store"))
