"""What was changed in a text so that Fortnox takes it, in the language of the page.

The record holds it as the client says it, in English: "row 1 Description: cut from 80 to 50
characters".
"""

import re

from django.utils.translation import gettext_lazy as _

from tamio.look.chips import Text

#: The first that matches.
_CHANGES: tuple[tuple[str, Text], ...] = (
    (
        r"cut from (?P<from>\d+) to (?P<to>\d+) characters",
        _("cut from %(from)s to %(to)s characters"),
    ),
    (r"http:// was left out", _("http:// was left out")),
    (r"spaces were tidied", _("spaces were tidied")),
    (r"accents were joined to their letters", _("accents were joined to their letters")),
    (r"line breaks became spaces", _("line breaks became spaces")),
    (r"signs before numbers became words", _("signs before numbers became words")),
    (r"(?P<what>.+) was left out", _("“%(what)s” was left out")),
    (r"(?P<from>.+) became (?P<to>.+)", _("“%(from)s” became “%(to)s”")),
)

_FIELDS: dict[str, Text] = {
    "Name": _("The customer's name"),
    "CustomerName": _("The buyer's name"),
    "Address1": _("The address"),
    "ZipCode": _("The postal code"),
    "City": _("The city"),
    "DeliveryName": _("The recipient's name"),
    "DeliveryAddress1": _("The delivery address"),
    "DeliveryZipCode": _("The postal code of the delivery"),
    "DeliveryCity": _("The city of the delivery"),
    "DeliveryCountry": _("The country of the delivery"),
    "Description": _("The article's name"),
    "ExternalInvoiceReference2": _("The external reference"),
}
_ROW = re.compile(r"row (?P<number>\d+) Description")


def change_words(stored: str) -> str:
    """`stored` in words; as it is if it says something that is not known here."""
    field, _colon, change = stored.partition(": ")
    for pattern, words in _CHANGES:
        if found := re.fullmatch(pattern, change):
            return f"{_field(field)}: {words % found.groupdict()}"
    return stored


def _field(field: str) -> Text:
    if row := _ROW.fullmatch(field):
        return _("Row %(number)s") % {"number": row["number"]}
    return _FIELDS.get(field, field)
