"""The filter rows above the lists; what they hold is also the address of the page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.backoffice import slots
from tamio.backoffice.payments.chips import PAID_CHOICES, paid_as
from tamio.backoffice.periods import Period, periods
from tamio.backoffice.searching import mentions, number_in
from tamio.commerce.catalogue.models import ItemType, Product, Variant
from tamio.commerce.catalogue.packs.contents import can_be_had
from tamio.commerce.customers.models import Customer
from tamio.commerce.fulfilment.standing import to_ship
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Payment
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

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self._today = today
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
        found = _invoices_with(invoices, self.cleaned_data["q"])
        found = _in_state(found, self.cleaned_data["state"])
        found = paid_as(found, self.cleaned_data["paid"], today=self._today)
        if self.cleaned_data["goods"] == TO_SHIP:
            found = to_ship(found)
        return _within(found, self._periods.get(self.cleaned_data["period"]))


def _state_choices() -> Iterable[tuple[str, slots.Text]]:
    return (choice for states in slots.invoice_states for choice in states.filters())


def _invoices_with(invoices: QuerySet[Invoice], text: str) -> QuerySet[Invoice]:
    if not text:
        return invoices
    number = number_in(text)
    if number is not None:
        paid_by = Payment.objects.filter(reference=str(number)).values("invoice")
        return invoices.filter(number=number) | invoices.filter(pk__in=paid_by)
    fields = ["buyer_name", "buyer_email", "buyer_organisation_number", "external_reference"]
    return invoices.filter(mentions(text=text, fields=fields))


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

    def narrow(self, products: QuerySet[Product]) -> QuerySet[Product]:
        """Nothing is found by a filter that is wrong; the form says which."""
        if not self.is_valid():
            return products.none()
        cleaned = self.cleaned_data
        if cleaned["q"]:
            products = products.filter(_mentioned(cleaned["q"]))
        if cleaned["type"] == _PACK:
            products = products.filter(is_pack=True)
        elif cleaned["type"]:
            products = products.filter(item_type=cleaned["type"])
        return products.filter(sold_as(cleaned["sale"]))


def _mentioned(text: str) -> Q:
    """Asked for apart, so that a product with many variants is found once."""
    variants = Variant.objects.filter(mentions(text=text, fields=["sku", "ean"]))
    return mentions(text=text, fields=["name"]) | Q(pk__in=variants.values("product"))


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

    def narrow(self, customers: QuerySet[Customer]) -> QuerySet[Customer]:
        """Nothing is found by a filter that is wrong; the form says which."""
        if not self.is_valid():
            return customers.none()
        text = self.cleaned_data["q"]
        if not text:
            return customers
        number = number_in(text)
        fields = ["name", "email", "organisation_number"]
        found = customers.filter(mentions(text=text, fields=fields))
        return found | customers.filter(number=number) if number is not None else found


class StoreSearch(Filters):
    """By the store's name."""

    q = SearchField(label=_("Find a store"))
