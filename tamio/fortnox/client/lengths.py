"""How long Fortnox's texts may be, in characters.

The stricter of the official description and what was measured: a longer YourOrderNumber,
DeliveryAddress1 or row description is cut without a word, longer references and comments refuse
the whole document.
"""

from collections.abc import Mapping
from types import MappingProxyType

CUSTOMER: Mapping[str, int] = MappingProxyType(
    {
        "customer_number": 1024,
        "name": 1024,
        "organisation_number": 30,
        "email": 1024,
        "email_invoice": 1024,
        "email_order": 1024,
        "phone_1": 1024,
        "phone_2": 1024,
        "address_1": 1024,
        "address_2": 1024,
        "zip_code": 10,
        "city": 1024,
        "country_code": 2,
        "delivery_name": 1024,
        "delivery_address_1": 1024,
        "delivery_address_2": 1024,
        "delivery_zip_code": 10,
        "delivery_city": 1024,
        "delivery_country_code": 2,
        "currency": 3,
        "our_reference": 50,
        "your_reference": 50,
        "comments": 1024,
        "external_reference": 1024,
    }
)

ARTICLE: Mapping[str, int] = MappingProxyType(
    {"article_number": 50, "description": 200, "ean": 30, "note": 10_000, "unit": 20}
)

ORDER: Mapping[str, int] = MappingProxyType(
    {
        "currency": 3,
        "comments": 1024,
        "remarks": 1024,
        "our_reference": 50,
        "your_reference": 50,
        "your_order_number": 30,
        "delivery_address_1": 60,
        "external_invoice_reference_1": 80,
        "external_invoice_reference_2": 80,
    }
)

ORDER_ROW: Mapping[str, int] = MappingProxyType({"description": 255, "unit": 20})
