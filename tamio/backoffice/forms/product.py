"""A product as a merchant writes it. The rules of price, EAN and SKU are the models' own."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import PRODUCT
from tamio.backoffice.forms.variant import FIELDS, TAKEN, VariantFields
from tamio.backoffice.meanings import OF_PRODUCT
from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note, note_change, values_of
from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.catalogue.prices import note_prices
from tamio.commerce.catalogue.writing import add_product
from tamio.look.fields import MoneyField, validate_printable


class ProductForm(VariantFields, forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs
    """A product with its one variant; of a product with options, what its variants share.

    `instance.store` is set by the view, from the address.
    """

    meanings = OF_PRODUCT
    name = forms.CharField(label=_("name"), max_length=200, validators=[validate_printable])
    least_amount = MoneyField(label=_("smallest amount that buyers may choose"), required=False)
    most_amount = MoneyField(
        label=_("largest amount that buyers may choose"),
        required=False,
        help_text=_("With both amounts given, buyers write one of their own in between."),
    )

    class Meta:
        model = Product
        fields = [
            "item_type", "is_on_site", "name", "description", "vat_class", "unit", "active",
            "publish_at", "least_amount", "most_amount",
        ]  # fmt: skip
        widgets = {
            "publish_at": forms.DateTimeInput(
                format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
            )
        }
        help_texts = {
            "unit": _("What one is sold by, such as st, h or kg."),
            "active": _("Shown in the shop. Untick to hide it without losing its history."),
            "publish_at": _("Leave it empty to show it at once."),
            "vat_class": _("Decides the VAT rate on the day of the sale."),
            "is_on_site": _(
                "For a service: an event, a course, a meal, work on a building. Your own country's"
                " VAT, whoever buys it and wherever they live."
            ),
        }

    field_order = [
        "item_type", "is_on_site", "name", "description", "price", "vat_class", "cost", "announced",
        "least_amount", "most_amount", "stock", "low_stock", "backorder", "unit", "weight", "sku",
        "ean", "active", "publish_at",
    ]  # fmt: skip

    def __init__(self, data: Any = None, *, instance: Product) -> None:
        super().__init__(data, instance=instance)
        self.has_options = bool(instance.options)
        if self.has_options:
            for name in FIELDS:
                del self.fields[name]
        else:
            is_new = instance._state.adding
            self.begin(Variant(product=instance) if is_new else instance.lead)

    def clean_unit(self) -> str:
        unit: str = self.cleaned_data["unit"]
        validate_printable(unit)
        return unit

    def write(self, *, by: str, now: datetime) -> bool:
        """Only what was changed, so that two who edit different fields do not undo each other.

        False, with the error at its field, if the SKU was taken in the meantime.
        """
        try:
            with transaction.atomic():
                self._write(by, now)
        except IntegrityError:
            self.add_error("sku", TAKEN)
            return False
        return True

    def _write(self, by: str, now: datetime) -> None:
        if self.instance._state.adding:
            self.take_over()
            add_product(self.instance, variants=[self.variant], by=by, now=now)
            note(subject=subject_of(self.instance), what=What.CREATED, by=by, now=now)
            return
        own = [name for name in self.changed_data if name in (self._meta.fields or ())]
        if own:
            self._change(own, by, now)
        if not self.has_options:
            self.change_variant(by=by, now=now)

    def _change(self, fields: list[str], by: str, now: datetime) -> None:
        product = self.instance
        before = Product.objects.get(pk=product.pk)
        product.save(update_fields=fields)
        note_change(
            subject=subject_of(product),
            before=values_of(before, fields=fields),
            after=values_of(product, fields=fields),
            by=by,
            now=now,
        )
        if "vat_class" in fields:
            product.variants.update(priced_on=product.store.date_of(now))
        if "active" in fields:
            note_prices(
                product.variants.select_related("product"),
                currency=product.store.currency,
                by=by,
                now=now,
            )


def subject_of(product: Product) -> Subject:
    """The product on the audit trail."""
    return Subject(store_id=product.store_id, kind=PRODUCT, id=product.pk, name=product.name)
