"""A sale made elsewhere, as the API tells it."""

from decimal import Decimal
from typing import Any

from tamio.commerce.checkout.register_sale import Sale
from tamio.commerce.checkout.sale_lines import SaleLine
from tests.factories import buyer


def sale_line(**fields: Any) -> SaleLine:
    given: dict[str, Any] = {
        "sku": "KRUKA",
        "description": "Kruka",
        "type": "physical",
        "quantity": Decimal(2),
        "unit": "st",
        "unit_price": Decimal("99.00"),
        "vat_rate": Decimal(25),
    }
    return SaleLine(**given | fields)


def sale(*lines: SaleLine, **fields: Any) -> Sale:
    given: dict[str, Any] = {
        "external_reference": "webb-1",
        "currency": "SEK",
        "prices_include_vat": True,
        "buyer": buyer(),
        "lines": lines or (sale_line(),),
    }
    return Sale(**given | fields)
