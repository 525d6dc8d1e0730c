"""How an account is written: its number, picked from the chart that the browser offers."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: The one list of accounts on a page that the fields of accounts refer to.
OFFERED = "accounts-offered"
_NUMBER = re.compile(r"(\d{4})(?!\d)")


class AccountNumberField(forms.CharField):
    """`3001`, or `3001 Sales` as it was offered; empty: none is chosen. Cleans to int or None."""

    def __init__(self, **options: Any) -> None:
        attributes = {"list": OFFERED, "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            required=False, max_length=250, widget=forms.TextInput(attrs=attributes), **options
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = _NUMBER.match(text)
        if found is None or not text.isprintable():
            raise ValidationError(_("Write an account's four digits, such as 3001."))
        return int(found[1])
