"""An offer and its codes as a merchant writes them."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import OFFER
from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note, note_change, values_of
from tamio.commerce.catalogue.models import Product
from tamio.commerce.catalogue.tree import tree_of
from tamio.commerce.offers.models import Gives, Lasts, Offer, OfferCode, validate_code
from tamio.commerce.offers.spans import note_change_of_terms, terms_now
from tamio.look.fields import MoneyField, validate_printable

_MOST_PRODUCTS = 500
_MOST_CODES = 1000
#: Without 0, 1, I and O, which people mistake for one another.
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 8


class OfferForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """`instance.store` is set by the view, from the address."""

    name = forms.CharField(
        label=_("name"),
        max_length=60,
        validators=[validate_printable],
        help_text=_("Shoppers read it, also on the invoice."),
    )
    value = MoneyField(label=_("how much"), required=False, min_value=0)
    minimum = MoneyField(label=_("from a sum of"), required=False, min_value=Decimal("0.01"))
    skus = forms.CharField(
        label=_("only on"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "SKUs with spaces or commas between them: each with all variants of its product. Empty:"
            " on the whole order."
        ),
    )

    class Meta:
        model = Offer
        fields = [
            "name", "gives", "value", "categories", "collections", "minimum", "starts_on",
            "ends_on", "combines", "active", "needs_code", "most_uses", "most_per_customer",
            "first_order_only", "lasts", "times",
        ]  # fmt: skip
        widgets = {
            "gives": forms.RadioSelect,
            "categories": forms.CheckboxSelectMultiple,
            "collections": forms.CheckboxSelectMultiple,
            **{
                name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                for name in ("starts_on", "ends_on")
            },
        }
        help_texts = {
            "ends_on": _("Leave it empty if no end is known."),
            "combines": _("Otherwise the shopper has the one that takes most off."),
            "most_uses": _("Empty: as often as they like."),
            "most_per_customer": _("Empty: as often as they like."),
            "lasts": _(
                "When a subscription is bought with the code. It is promised then: changing the"
                " offer later changes nothing for those who have it."
            ),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.products: Sequence[Product] = []
        store = self.instance.store
        self.fields["categories"].queryset = store.categories.all()  # type: ignore[attr-defined]
        self.fields["collections"].queryset = store.collections.all()  # type: ignore[attr-defined]
        branches = [(each.category.pk, each.indented) for each in tree_of(store).walk()]
        self.fields["categories"].choices = branches  # type: ignore[attr-defined]
        if self.instance._state.adding:
            self.initial["value"] = None
        else:
            self.initial["skus"] = ", ".join(self._held())

    def clean_skus(self) -> str:
        written: str = self.cleaned_data["skus"]
        skus = list(dict.fromkeys(each for each in re.split(r"[\s,;]+", written) if each))
        if len(skus) > _MOST_PRODUCTS:
            raise ValidationError(_("Write at most 500 SKUs."))
        found = self.instance.store.variants.filter(sku__in=skus).select_related("product")
        self.products = list({variant.product_id: variant.product for variant in found}.values())
        missing = [sku for sku in skus if sku not in {variant.sku for variant in found}]
        if missing:
            message = _("No product has the SKU %(skus)s.")
            raise ValidationError(message, params={"skus": ", ".join(missing[:10])})
        return written

    def clean(self) -> None:
        super().clean()
        written = self.cleaned_data
        if written.get("gives") == Gives.SHIPPING:
            written["value"], self.products = Decimal(0), []
            written["categories"] = written["collections"] = []
        elif "value" not in self.errors and not written.get("value"):
            self.add_error("value", _("Write how much, above 0."))
        elif written.get("gives") == Gives.PERCENT and (written.get("value") or 0) > 100:
            self.add_error("value", _("Write a percent from 0 to 100."))
        self._clean_code_terms()

    def _clean_code_terms(self) -> None:
        written = self.cleaned_data
        if not written.get("needs_code"):
            written |= {
                "most_uses": None, "most_per_customer": None, "first_order_only": False,
                "lasts": Lasts.ONCE, "times": None,
            }  # fmt: skip
        elif written.get("lasts") != Lasts.TIMES:
            written["times"] = None
        elif written.get("times") is None and "times" not in self.errors:
            self.add_error("times", _("Write the number of charges, such as 3."))

    def write(self, *, by: str, now: datetime) -> Offer:
        """The offer with its products, whole."""
        with transaction.atomic():
            is_new = self.instance._state.adding
            was = None if is_new else Offer.objects.select_for_update().get(pk=self.instance.pk)
            before = self._values(was) if was else {}
            terms = terms_now(was) if was else {}
            offer: Offer = self.save(commit=False)
            offer.save()
            offer.products.set(self.products)
            offer.categories.set(self.cleaned_data["categories"])
            offer.collections.set(self.cleaned_data["collections"])
            if is_new:
                note(subject=_subject(offer), what=What.CREATED, by=by, now=now)
            else:
                after = self._values(Offer.objects.get(pk=offer.pk))
                note_change_of_terms(Offer.objects.get(pk=offer.pk), before=terms, now=now)
                note_change(subject=_subject(offer), before=before, after=after, by=by, now=now)
        return offer

    def _held(self) -> list[str]:
        products = self.instance.products.prefetch_related("variants")
        return sorted(product.lead.sku for product in products)

    def _values(self, offer: Offer) -> dict[str, Any]:
        return values_of(offer) | {
            "products": ", ".join(self._held()),
            "categories": ", ".join(each.name for each in offer.categories.all()),
            "collections": ", ".join(each.name for each in offer.collections.all()),
        }


class CodesForm(forms.Form):
    """One code of one's own, or many that are made up: each 8 letters and digits after `code`."""

    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=40,
        help_text=_("Capitals or not is the same. For many codes: what all of them begin with."),
    )
    how_many = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=_MOST_CODES, initial=1
    )

    def __init__(self, data: Any = None, *, offer: Offer) -> None:
        super().__init__(data)
        self.offer = offer

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split()).upper()

    def clean(self) -> None:
        code, many = self.cleaned_data.get("code", ""), self.cleaned_data.get("how_many", 1)
        if "code" in self.errors or (many > 1 and not code):
            return
        if many == 1 and not code:
            self.add_error("code", _("Write the code."))
            return
        try:
            validate_code(code if many == 1 else f"{code}{'A' * _LENGTH}")
        except ValidationError as error:
            self.add_error("code", error)

    def write(self, *, by: str, now: datetime) -> int:
        """How many codes were made; 0, with the error in the form, if the store has it already."""
        codes = self._codes()
        try:
            with transaction.atomic():
                OfferCode.objects.bulk_create(
                    OfferCode(store_id=self.offer.store_id, offer=self.offer, code=code)
                    for code in codes
                )
                told = codes[0] if len(codes) == 1 else f"{codes[0]} … {codes[-1]} ({len(codes)})"
                subject = _subject(self.offer)
                note_change(
                    subject=subject, before={"codes": ""}, after={"codes": told}, by=by, now=now
                )
        except IntegrityError:
            self.add_error("code", _("The code is in use already."))
            return 0
        return len(codes)

    def _codes(self) -> list[str]:
        code, many = self.cleaned_data["code"], self.cleaned_data["how_many"]
        if many == 1:
            return [code]
        made: set[str] = set()
        while len(made) < many:
            made.add(code + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))
        return sorted(made)


def _subject(offer: Offer) -> Subject:
    return Subject(store_id=offer.store_id, kind=OFFER, id=offer.pk, name=offer.name)
