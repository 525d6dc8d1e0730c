"""The parts of a customer's card that the accountant can keep for themselves.

They are sent when the card is made, and never changed after that. What decides the VAT and tells
one customer from another cannot be kept: the order would be wrong without it.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

#: By the part as it is stored: the fields of the card that belong to it.
PARTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "name": frozenset({"name"}),
        "address": frozenset({"address_1", "zip_code", "city", "country_code"}),
        "delivery": frozenset(
            {
                "delivery_name",
                "delivery_address_1",
                "delivery_zip_code",
                "delivery_city",
                "delivery_country_code",
            }
        ),
        "email": frozenset({"email"}),
        "email_invoice": frozenset({"email_invoice"}),
    }
)


def protected_fields(parts: Iterable[str]) -> frozenset[str]:
    """The fields of all `parts`; a part that is no longer known protects nothing."""
    return frozenset(field for part in parts for field in PARTS.get(part, ()))
