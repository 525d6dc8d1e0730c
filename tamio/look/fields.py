"""Form fields that read what people write: amounts with comma or point."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_NOISE = re.compile(r"[\s\u00a0\u202f']|^(?:kr|sek)|(?:kr|sek|:-)$", re.IGNORECASE)
_PLAIN = re.compile(r"(?=.*[0-9])(?P<whole>-?[0-9]*)(?:[.,](?P<decimals>[0-9]{1,2}))?")
_GROUPED = re.compile(
    r"(?P<whole>-?[0-9]{1,3}(?:(?P<by>[.,])[0-9]{3})(?:(?P=by)[0-9]{3})*)"
    r"(?:(?!(?P=by))[.,](?P<decimals>[0-9]{1,2}))?"
)

#: For one line of text: no control characters, which no invoice and no ledger can show.
validate_printable = RegexValidator(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029]",
    _("Remove the characters that cannot be shown."),
    inverse_match=True,
)


class LongSelect(forms.Select):
    """A select among hundreds, such as countries, whose options are drawn once for all who see the
    same. It knows no groups.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        drawn = _options(tuple(self.choices))
        for chosen in self.format_value(value):
            option = format_html(_OPTION, chosen, "")
            drawn = drawn.replace(option, format_html(_OPTION, chosen, " selected"))
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        # Options and attributes have been escaped.
        return mark_safe(f"<select{attributes}>{drawn}\n</select>")  # noqa: S308


class Ready(BaseChoiceIterator):
    """Choices that are pairs already, for the long lists: a form looks at each of them no more."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = tuple(pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._pairs)


_OPTION = '\n  <option value="{}"{}>'


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[Any, Any], ...]) -> str:
    return format_html_join("", _OPTION + "{}</option>", ((key, "", word) for key, word in choices))


def decimal_input() -> forms.TextInput:
    """A text box that brings up the keyboard with a comma; type="number" would refuse one."""
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


class MoneyField(forms.DecimalField):
    """An amount as people write it: `1 249,50`, `1249.50`, `1.249,50`, `kr 99`.

    A lone separator before three digits is refused: 1.249 is a thousand to one reader and one
    and a quarter to another.
    """

    default_error_messages = {
        "invalid": _("Write an amount, such as 1249,50."),
        "ambiguous": _("Write the amount with two decimals, such as 1249,00."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", decimal_input())
        super().__init__(decimal_places=2, max_digits=12, **options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stubs say int
        if not isinstance(value, str):
            return super().to_python(value)
        text = _NOISE.sub("", value).replace("\N{MINUS SIGN}", "-")
        return super().to_python(self._with_point(text) if text else "")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            comma = (get_language() or "sv").startswith("sv")
            return f"{value:.2f}".replace(".", ",") if comma else f"{value:.2f}"
        return value

    def _with_point(self, text: str) -> str:
        """Takes the thousands' separators out and makes the decimal one a point."""
        if plain := _PLAIN.fullmatch(text):
            return f"{plain['whole'] or '0'}.{plain['decimals'] or '0'}"
        grouped = _GROUPED.fullmatch(text)
        if grouped is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        whole = re.sub("[.,]", "", grouped["whole"])
        if grouped["decimals"] is None and len(grouped["whole"]) == len(whole) + 1:
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous")
        return f"{whole}.{grouped['decimals'] or '0'}"


class QuantityField(forms.DecimalField):
    """A number of units as people write it: `2`, `0,5`, `1 000`; with at most four decimals."""

    default_error_messages = {"invalid": _("Write a number, such as 2 or 0,5.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", decimal_input())
        super().__init__(decimal_places=4, max_digits=12, **options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stubs say int
        if not isinstance(value, str):
            return super().to_python(value)
        text = re.sub(r"[\s\u00a0\u202f]", "", value)
        if text and not re.fullmatch(r"-?[0-9]+([.,][0-9]*)?", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            comma = (get_language() or "sv").startswith("sv")
            text = f"{value.normalize():f}"
            return text.replace(".", ",") if comma else text
        return value
