"""What a product varies by: up to three names, each with its values."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.models import Product
from tamio.commerce.catalogue.models.product import MOST_OPTIONS
from tamio.commerce.catalogue.options import MOST_CHARACTERS, Option
from tamio.look.fields import validate_printable

_NUMBERED = [_("first option"), _("second option"), _("third option")]


class OptionsForm(forms.Form):
    """`name1` to `name3` and `values1` to `values3`; values are parted by commas."""

    def __init__(self, data: Any = None, *, product: Product) -> None:
        super().__init__(data)
        for number in range(1, MOST_OPTIONS + 1):
            self.fields[f"name{number}"] = _text(label=_NUMBERED[number - 1], most=MOST_CHARACTERS)
            self.fields[f"values{number}"] = _text(label=_("its values"), most=2000)
        if not self.is_bound:
            self.initial = _written(product)

    def options(self) -> list[Option]:
        """Those that have a name or a value. Only of a valid form."""
        asked = [self._option(number) for number in range(1, MOST_OPTIONS + 1)]
        return [option for option in asked if option.name or option.values]

    def refuse(self, error: ValidationError) -> None:
        """Puts what `arrange` said at the fields it is about."""
        filled = [n for n in range(1, MOST_OPTIONS + 1) if self._option(n) != Option("", [])]
        for name, messages in error.message_dict.items():
            kind, _dot, at = name.partition(".")
            self.add_error(f"values{filled[int(at)]}" if kind == "values" else None, messages)

    def _option(self, number: int) -> Option:
        name = " ".join(self.cleaned_data[f"name{number}"].split())
        parts = self.cleaned_data[f"values{number}"].split(",")
        return Option(name, [" ".join(part.split()) for part in parts if part.strip()])


def _text(*, label: Any, most: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        validators=[validate_printable],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _written(product: Product) -> dict[str, str]:
    variants = [variant for variant in product.variants.all() if variant.active]
    written: dict[str, str] = {}
    for number, name in enumerate(product.options, start=1):
        values = dict.fromkeys(getattr(variant, f"value{number}") for variant in variants)
        written |= {f"name{number}": name, f"values{number}": ", ".join(filter(None, values))}
    return written
