"""A product as a merchant writes it. The rules of price, stock, EAN and SKU are the model's own."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import PRODUCT
from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note, note_change, values_of
from tamio.commerce.catalogue.models import Product
from tamio.look.fields import MoneyField, validate_printable

_TAKEN = _("Another product in this store has this SKU.")
#: More than any store has of one thing, and what every database's whole number holds.
_MOST_STOCK = 1_000_000_000


class ProductForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """`instance.store` is set by the view, from the address."""

    name = forms.CharField(label=_("name"), max_length=200, validators=[validate_printable])
    price = MoneyField(label=_("price"), min_value=0)
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

    class Meta:
        model = Product
        fields = [
            "item_type", "is_on_site", "name", "description", "price", "vat_class",
            "stock", "unit", "sku", "ean", "active",
        ]  # fmt: skip
        help_texts = {
            "sku": _("Your own article number. Accounting knows the product by it."),
            "unit": _("What one is sold by, such as st, h or kg."),
            "ean": _("The number under the bar code, if there is one."),
            "active": _("Shown in the shop. Untick to hide it without losing its history."),
            "vat_class": _("Decides the VAT rate on the day of the sale."),
            "is_on_site": _(
                "For a service: an event, a course, a meal, work on a building. Your own country's"
                " VAT, whoever buys it and wherever they live."
            ),
        }

    def clean_sku(self) -> str:
        sku: str = self.cleaned_data["sku"]
        others = self.instance.store.products.exclude(pk=self.instance.pk)
        if others.filter(sku=sku).exists():
            raise ValidationError(_TAKEN, code="unique")
        return sku

    def clean_unit(self) -> str:
        unit: str = self.cleaned_data["unit"]
        validate_printable(unit)
        return unit

    def clean_stock(self) -> int | None:
        stock: int | None = self.cleaned_data["stock"]
        if "stock" in self.changed_data and not self.instance._state.adding:
            self._check_unsold()
        return stock

    def _check_unsold(self) -> None:
        now, then = self.instance.stock, self._stock_shown()
        if now != then:
            raise ValidationError(
                _("There are %(now)s in stock now; it was %(then)s when you opened this page."),
                params={"now": now, "then": then},
                code="changed",
            )

    def _stock_shown(self) -> int | None:
        shown = self.data.get(self.add_initial_prefix("stock"), "")
        return int(shown) if str(shown).isdecimal() else None

    def write(self, *, by: str, now: datetime) -> bool:
        """Only what was changed, so that two who edit different fields do not undo each other.

        False, with the error at its field, if the SKU was taken in the meantime.
        """
        try:
            with transaction.atomic():
                self._write(by, now)
        except IntegrityError:
            self.add_error("sku", _TAKEN)
            return False
        return True

    def _write(self, by: str, now: datetime) -> None:
        product = self.instance
        if product._state.adding or {"price", "vat_class"} & set(self.changed_data):
            product.priced_on = product.store.date_of(now)
        if product._state.adding:
            product.save()
            note(subject=_subject(product), what=What.CREATED, by=by, now=now)
        elif self.changed_data:
            before = Product.objects.get(pk=product.pk)
            product.save(update_fields=[*self.changed_data, "priced_on"])
            note_change(
                subject=_subject(product),
                before=values_of(before, fields=self.changed_data),
                after=values_of(product, fields=self.changed_data),
                by=by,
                now=now,
            )


def _subject(product: Product) -> Subject:
    return Subject(store_id=product.store_id, kind=PRODUCT, id=product.pk, name=product.name)
