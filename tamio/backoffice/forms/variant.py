"""A variant as a merchant writes it: alone on its product's page, or one of several there."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import VARIANT
from tamio.commerce.audit.record import Subject, note_change, values_of
from tamio.commerce.catalogue.identifiers import validate_ean, validate_sku
from tamio.commerce.catalogue.models import Variant
from tamio.commerce.catalogue.writing import save_variant
from tamio.commerce.stores.models import MOST_LOW_STOCK
from tamio.look.fields import MoneyField

TAKEN = _("Another product in this store has this SKU.")
#: More than any store has of one thing, and what every database's whole number holds.
_MOST_STOCK = 1_000_000_000
#: The fields that are a variant's.
FIELDS = (
    "price", "cost", "announced", "stock", "low_stock", "backorder", "weight", "sku", "ean",
)  # fmt: skip


class VariantFields(forms.Form):
    """The fields of `variant`, for a form that may have others besides."""

    price = MoneyField(label=_("price"), min_value=0)
    cost = MoneyField(
        label=_("cost"),
        required=False,
        min_value=0,
        help_text=_("What one costs you, without VAT. Shoppers never see it."),
    )
    announced = forms.BooleanField(
        label=_("announced as reduced"),
        required=False,
        help_text=_(
            "The shop then shows the lowest price of the thirty days before the reduction, as the"
            " law asks; it is worked out from the prices you have had."
        ),
    )
    # The number that was shown comes back with the form, so that what is sold meanwhile counts.
    stock = forms.IntegerField(
        label=_("in stock"),
        required=False,
        min_value=0,
        max_value=_MOST_STOCK,
        show_hidden_initial=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Leave it empty if it never runs out."),
    )
    low_stock = forms.IntegerField(
        label=_("low-stock limit"),
        required=False,
        min_value=0,
        max_value=MOST_LOW_STOCK,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    backorder = forms.BooleanField(
        label=_("sold when there is none"),
        required=False,
        help_text=_("Customers are told that it is sent when you have it again."),
    )
    weight = forms.IntegerField(
        label=_("weight in grams"),
        required=False,
        min_value=1,
        max_value=_MOST_STOCK,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    sku = forms.CharField(
        label=_("SKU"),
        max_length=50,
        validators=[validate_sku],
        help_text=_("Your own article number. Accounting knows the product by it."),
    )
    ean = forms.CharField(
        label=_("EAN"),
        max_length=14,
        required=False,
        validators=[validate_ean],
        help_text=_("The number under the bar code, if there is one."),
    )
    variant: Variant

    def begin(self, variant: Variant) -> None:
        """The form is about `variant` from now on, and shows what it has."""
        self.variant = variant
        if not variant._state.adding:
            self.initial = {
                **self.initial,
                **{name: getattr(variant, name) for name in self.of_variant()},
            }
        limit = variant.product.store.low_stock
        self.fields["low_stock"].widget.attrs["placeholder"] = limit
        said = _(
            "When so many are left, the first page tells of it. Empty: the store's, %(limit)s."
        )
        self.fields["low_stock"].help_text = said % {"limit": limit}
        if (variant.stock or 0) < 0:
            # What is owed to customers is shown; whoever counts writes what lies on the shelf.
            self.fields["stock"].min_value = variant.stock  # type: ignore[attr-defined]
            self.fields["stock"].validators = []

    def of_variant(self) -> list[str]:
        return [name for name in self.fields if name in FIELDS]

    def clean_sku(self) -> str:
        sku: str = self.cleaned_data["sku"]
        others = self.variant.product.store.variants.exclude(pk=self.variant.pk)
        if others.filter(sku=sku).exists():
            raise ValidationError(TAKEN, code="unique")
        return sku

    def clean_stock(self) -> int | None:
        stock: int | None = self.cleaned_data["stock"]
        if "stock" in self.changed_data and not self.variant._state.adding:
            self._check_unsold()
        return stock

    def _check_unsold(self) -> None:
        now, then = self.variant.stock, self._stock_shown()
        if now != then:
            raise ValidationError(
                _("There are %(now)s in stock now; it was %(then)s when you opened this page."),
                params={"now": now, "then": then},
                code="changed",
            )

    def _stock_shown(self) -> int | None:
        shown = str(self.data.get(self.add_initial_prefix("stock"), ""))
        return int(shown) if shown.removeprefix("-").isdecimal() else None

    def clean_backorder(self) -> bool:
        backorder: bool = self.cleaned_data["backorder"]
        if not backorder and (self.variant.stock or 0) < 0:
            raise ValidationError(
                _("%(owed)s are sold and not there yet: count the stock first."),
                params={"owed": -(self.variant.stock or 0)},
            )
        return backorder

    def take_over(self) -> None:
        """Gives the variant what is written."""
        for name in self.of_variant():
            setattr(self.variant, name, self.cleaned_data[name])

    def change_variant(self, *, by: str, now: datetime) -> None:
        """Saves what was changed of it, with a line on the audit trail for each field."""
        changed = [name for name in self.of_variant() if name in self.changed_data]
        if not changed:
            return
        before = Variant.objects.select_related("product").get(pk=self.variant.pk)
        self.take_over()
        save_variant(self.variant, before=before, fields=changed, by=by, now=now)
        note_change(
            subject=subject_of(self.variant),
            before=values_of(before, fields=changed),
            after=values_of(self.variant, fields=changed),
            by=by,
            now=now,
        )


class VariantForm(VariantFields):
    """One of several variants on their product's page."""

    active = forms.BooleanField(label=_("for sale"), required=False)

    def __init__(self, data: Any = None, *, variant: Variant) -> None:
        super().__init__(data, prefix=f"v{variant.pk}")
        self.begin(variant)
        for field in self.fields.values():
            # The columns are headed by what each of them is, for those who see the table.
            field.widget.attrs["aria-label"] = f"{field.label} · {' / '.join(variant.values)}"
            field.help_text = ""

    def of_variant(self) -> list[str]:
        return list(self.fields)


def subject_of(variant: Variant) -> Subject:
    """The variant on the audit trail: it leads to its product."""
    return Subject(
        store_id=variant.store_id, kind=VARIANT, id=variant.product_id, name=variant.title
    )
