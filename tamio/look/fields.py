"""Form fields that read what people write: amounts with comma or point."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_SPACES = re.compile(r"[\s\u00a0\u202f']")

#: For one line of text: no control characters, which no invoice and no ledger can show.
validate_printable = RegexValidator(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029]",
    _("Remove the characters that cannot be shown."),
    inverse_match=True,
)


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
        text = _SPACES.sub("", value).replace("\N{MINUS SIGN}", "-")
        text = re.sub(r"^(kr|sek)|(kr|sek|:-)$", "", text, flags=re.IGNORECASE)
        return super().to_python(self._with_point(text))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            comma = (get_language() or "sv").startswith("sv")
            return f"{value:.2f}".replace(".", ",") if comma else f"{value:.2f}"
        return value

    def _with_point(self, text: str) -> str:
        """Takes the thousands out and makes the decimal separator a point."""
        separators = re.findall(r"[.,]", text)
        if len(separators) == 1 and re.search(r"[.,]\d{3}$", text):
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous")
        if len(set(separators)) == 1 and len(separators) > 1:
            return re.sub(r"[.,](?=\d{3}(\D|$))", "", text)
        whole, _point, decimals = text.replace(",", ".").rpartition(".")
        return f"{whole.replace('.', '')}.{decimals}" if _point else text
