"""A pack as a merchant writes it: what it is called, what it holds, and what it costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.forms.product import subject_of
from tamio.backoffice.forms.variant import TAKEN
from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import note, note_change, values_of
from tamio.commerce.catalogue.identifiers import validate_ean, validate_sku
from tamio.commerce.catalogue.models import PackPart, Product, Variant
from tamio.commerce.catalogue.models.packs import MOST_OF_A_PART, MOST_PARTS
from tamio.commerce.catalogue.packs.writing import Part, check_parts, save_pack
from tamio.look.fields import MoneyField, decimal_input, validate_printable

_OWN, _BY_PARTS = "own", "parts"
#: Rows that a new pack has, and empty ones that one with many parts has besides.
_FEWEST_ROWS, _MORE_ROWS = 4, 2
_OF_PRODUCT = ("name", "description", "active", "publish_at")


@dataclass(frozen=True, slots=True)
class PartRow:
    """One row of the form; `part` is what the pack holds in it now."""

    sku: BoundField
    quantity: BoundField
    part: PackPart | None


class PackForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """`instance.store` is set by the view, from the address. A row is `sku_0` and `quantity_0`."""

    name = forms.CharField(label=_("name"), max_length=200, validators=[validate_printable])
    priced = forms.ChoiceField(
        label=_("What it costs"),
        choices=[
            (_OWN, _("A price of its own")),
            (_BY_PARTS, _("What its parts cost, less a percent")),
        ],
        initial=_OWN,
        widget=forms.RadioSelect,
    )
    price = MoneyField(label=_("price"), min_value=0, required=False)
    percent = forms.DecimalField(
        label=_("percent less than the parts"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        required=False,
        widget=decimal_input(),
    )
    sku = forms.CharField(
        label=_("SKU"),
        max_length=50,
        validators=[validate_sku],
        help_text=_("Your own number of the pack. Accounting knows its parts, not the pack."),
    )
    ean = forms.CharField(label=_("EAN"), max_length=14, required=False, validators=[validate_ean])

    class Meta:
        model = Product
        fields = _OF_PRODUCT
        widgets = {
            "publish_at": forms.DateTimeInput(
                format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
            )
        }
        help_texts = {
            "active": _("Shown in the shop. Untick to hide it without losing its history."),
            "publish_at": _("Leave it empty to show it at once."),
        }

    def __init__(self, data: Any = None, *, instance: Product) -> None:
        super().__init__(data, instance=instance)
        self.is_new = instance._state.adding
        self.variant = Variant(product=instance) if self.is_new else instance.lead
        self.held = [] if self.is_new else instance.contents
        self.parts: list[Part] = []
        count = max(len(self.held) + _MORE_ROWS, _FEWEST_ROWS)
        self._count = min(count, MOST_PARTS)
        for at in range(self._count):
            self._add_row(at)
        if not self.is_new:
            self._begin()

    def _add_row(self, at: int) -> None:
        said = {"number": at + 1}
        self.fields[f"sku_{at}"] = forms.CharField(
            label=_("SKU of part %(number)d") % said, max_length=50, required=False
        )
        self.fields[f"quantity_{at}"] = forms.IntegerField(
            label=_("Quantity of part %(number)d") % said,
            min_value=1,
            max_value=MOST_OF_A_PART,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )
        for name in ("sku", "quantity"):
            field = self.fields[f"{name}_{at}"]
            field.widget.attrs["aria-label"] = str(field.label)

    def _begin(self) -> None:
        percent = self.instance.pack_percent
        first: dict[str, Any] = {
            "priced": _OWN if percent is None else _BY_PARTS,
            "price": self.variant.price if percent is None else None,
            "percent": percent,
            "sku": self.variant.sku,
            "ean": self.variant.ean,
        }
        for at, part in enumerate(self.held):
            first |= {f"sku_{at}": part.variant.sku, f"quantity_{at}": part.quantity}
        self.initial = {**self.initial, **first}

    @property
    def rows(self) -> Sequence[PartRow]:
        parts = [*self.held, *[None] * self._count]
        return [
            PartRow(self[f"sku_{at}"], self[f"quantity_{at}"], parts[at])
            for at in range(self._count)
        ]

    def clean_sku(self) -> str:
        sku: str = self.cleaned_data["sku"]
        others = self.instance.store.variants.exclude(pk=self.variant.pk)
        if others.filter(sku=sku).exists():
            raise ValidationError(TAKEN, code="unique")
        return sku

    def clean(self) -> None:
        super().clean()
        self._clean_price()
        self.parts = list(self._read_parts())
        if not any(name.startswith(("sku_", "quantity_")) for name in self.errors):
            try:
                check_parts(self.instance, self.parts)
            except ValidationError as error:
                self.add_error("sku_0", error.message_dict["parts"][0])

    def _clean_price(self) -> None:
        asked = "percent" if self.cleaned_data.get("priced") == _BY_PARTS else "price"
        if asked not in self.errors and self.cleaned_data.get(asked) is None:
            message = _("Write what the pack costs.")
            if asked == "percent":
                message = _("Write how many percent less, or 0.")
            self.add_error(asked, message)

    def _read_parts(self) -> Iterable[Part]:
        written = self.cleaned_data
        skus = [written.get(f"sku_{at}", "") for at in range(self._count)]
        named = self.instance.store.variants.filter(sku__in=[sku for sku in skus if sku])
        found = {each.sku: each for each in named.select_related("product")}
        for at, sku in enumerate(skus):
            quantity = written.get(f"quantity_{at}")
            if not sku:
                if quantity is not None:
                    self.add_error(f"sku_{at}", _("Write the SKU, or empty the quantity."))
            elif sku not in found:
                self.add_error(f"sku_{at}", _("No product has this SKU."))
            elif quantity is None and f"quantity_{at}" not in self.errors:
                self.add_error(f"quantity_{at}", _("Write how many."))
            elif quantity is not None:
                yield found[sku], quantity

    def write(self, *, by: str, now: datetime) -> bool:
        """The pack and all of it, or nothing. False, with the error at its field, if the SKU was
        taken meanwhile.
        """
        before = {} if self.is_new else self._told()
        try:
            with transaction.atomic():
                self._save(by=by, now=now)
        except IntegrityError:
            self.add_error("sku", TAKEN)
            return False
        subject = subject_of(self.instance)
        if self.is_new:
            note(subject=subject, what=What.CREATED, by=by, now=now)
        else:
            note_change(subject=subject, before=before, after=self._told(), by=by, now=now)
        return True

    def _save(self, *, by: str, now: datetime) -> None:
        written, pack = self.cleaned_data, self.instance
        is_own = written["priced"] == _OWN
        pack.pack_percent = None if is_own else written["percent"]
        self.variant.sku, self.variant.ean = written["sku"], written["ean"]
        self.variant.price = written["price"] if is_own else self.variant.price or Decimal(0)
        save_pack(pack, variant=self.variant, parts=self.parts, by=by, now=now)

    def _told(self) -> dict[str, Any]:
        """What the audit trail keeps: as it is in the database."""
        pack = Product.objects.get(pk=self.instance.pk)
        of_variant = values_of(pack.lead, fields=["sku", "ean", "price"])
        parts = ", ".join(f"{part.quantity} {part.variant.sku}" for part in pack.contents)
        own = values_of(pack, fields=[*_OF_PRODUCT, "pack_percent"])
        return own | of_variant | {"parts": parts}
