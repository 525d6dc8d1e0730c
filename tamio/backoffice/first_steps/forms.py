"""The few fields that a first step asks for; the rest waits under Settings and on the product."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tamio.backoffice.first_steps.steps import ACCOUNTS, COMPANY
from tamio.backoffice.forms.product import subject_of
from tamio.backoffice.forms.store import StoreForm
from tamio.backoffice.meanings import OF_PRODUCT
from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import note
from tamio.commerce.catalogue.models import ItemType, Product, Variant
from tamio.commerce.catalogue.writing import add_product
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tamio.look.fields import MoneyField, validate_printable

#: What one can begin with. A gift card has a page of its own fields.
_TYPES = [(each.value, each.label) for each in ItemType if each is not ItemType.GIFT_CARD]


class _PartOfTheStore(StoreForm):
    """Some fields of the settings, with the same rules; those in `needed` must be filled in."""

    shown: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {name: self.fields[name] for name in self.shown}
        for name in self.needed:
            self.fields[name].required = True


class CompanyForm(_PartOfTheStore):
    """Who sells: what must stand on an invoice."""

    shown = (
        "name", "organisation_number", "vat_number", "email", "line1", "postal_code", "city",
    )  # fmt: skip
    needed = COMPANY

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["vat_number"].help_text = _(
            "In Sweden SE, the ten digits of the organisation number, and 01. Empty if the company"
            " is not registered for VAT."
        )


class PaymentForm(_PartOfTheStore):
    """Where buyers' money goes: one account at least."""

    shown = ("bankgiro", "plusgiro", "swish", "iban", "bic", "payment_terms_days")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(given.get(name) for name in ACCOUNTS):
            raise ValidationError(_("Write at least one of them, so that buyers can pay you."))
        return given


class FirstProductForm(forms.Form):
    """A product in four fields. Its SKU is made of its name."""

    meanings = OF_PRODUCT
    name = forms.CharField(
        label=gettext_lazy("name"), max_length=200, validators=[validate_printable]
    )
    price = MoneyField(label=gettext_lazy("price"), min_value=0)
    vat_class = forms.ChoiceField(
        label=gettext_lazy("VAT class"),
        choices=Product._meta.get_field("vat_class").flatchoices,
        help_text=gettext_lazy("Decides the VAT rate on the day of the sale."),
    )
    item_type = forms.ChoiceField(
        label=gettext_lazy("type"), choices=_TYPES, widget=forms.RadioSelect,
        initial=ItemType.PHYSICAL,
    )  # fmt: skip

    def write(self, *, store: Store, by: str, now: datetime) -> Product:
        given = self.cleaned_data
        product = Product(
            store=store, name=given["name"], vat_class=given["vat_class"],
            item_type=given["item_type"], unit=_unit(given["item_type"]), created_at=now,
        )  # fmt: skip
        return _add(product, price=given["price"], by=by, now=now)


def make_sample(*, store: Store, by: str, now: datetime) -> Product:
    """A product to try with. The shop does not show it, so nobody buys it by mistake."""
    with override(store.language):
        product = Product(
            store=store, item_type=ItemType.PHYSICAL, vat_class=VatClass.STANDARD,
            name=_("Sample product"), active=False, created_at=now,
            description=_("Made to try a sale with. Change it, or leave it hidden."),
        )  # fmt: skip
    return _add(product, price=Decimal("100.00"), by=by, now=now)


def _add(product: Product, *, price: Decimal, by: str, now: datetime) -> Product:
    with transaction.atomic():
        variant = Variant(sku=_free_sku(product.store, product.name), price=price)
        add_product(product, variants=[variant], by=by, now=now)
        note(subject=subject_of(product), what=What.CREATED, by=by, now=now)
    return product


def _free_sku(store: Store, name: str) -> str:
    """`KAFFE-MORK-250` of "Kaffe, mörk 250"; with a number behind it if that is taken."""
    plain = name.upper().translate(str.maketrans("ÅÄÖÉ", "AAOE"))
    stem = re.sub(r"[^A-Z0-9]+", "-", plain).strip("-")[:40].strip("-") or "P"
    taken = set(store.variants.filter(sku__startswith=stem).values_list("sku", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(sku for sku in numbered if sku not in taken)


def _unit(item_type: str) -> str:
    return "h" if item_type == ItemType.SERVICE else "st"
