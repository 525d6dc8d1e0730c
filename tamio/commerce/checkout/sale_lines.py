"""One line of a sale made elsewhere, and everything that can be wrong with it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.models import SKU_PATTERN, ItemType
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.vat.rates import SWEDISH_RATES
from tamio.commerce.vat.treatments import Treatment

_MOST_QUANTITY = Decimal(1_000_000)
_MOST_PRICE = Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """What was sold. Quantity and unit price have at most four decimals; the rate is a percent."""

    sku: str
    description: str
    type: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat_rate: Decimal

    def problems(self) -> dict[str, list[str]]:
        """Messages by field; empty if the line can be sold."""
        found = {
            "sku": _sku(self.sku),
            "description": _text(self.description, most=200),
            "type": _type(self.type),
            "quantity": _quantity(self.quantity),
            "unit": _text(self.unit, most=10),
            "unit_price": _price(self.unit_price),
            "vat_rate": _rate(self.vat_rate),
        }
        return {field: [message] for field, message in found.items() if message}

    def draft(self, *, treatment: Treatment, includes_vat: bool) -> LineDraft:
        return LineDraft(
            sku=self.sku,
            description=self.description,
            item_type=self.type,
            quantity=self.quantity,
            unit=self.unit,
            unit_price=self.unit_price,
            vat_rate=self.vat_rate,
            vat_treatment=treatment,
            includes_vat=includes_vat,
        )


def _sku(value: str) -> str:
    if re.fullmatch(SKU_PATTERN, value):
        return ""
    return str(_("Use letters, digits and - _ . / + without spaces, at most 50 characters."))


def _text(value: str, *, most: int) -> str:
    if value.strip() and len(value) <= most:
        return ""
    return str(_("Write 1 to %(most)d characters.") % {"most": most})


def _type(value: str) -> str:
    return "" if value in ItemType.values else str(_("Write physical, service or digital."))


def _quantity(value: Decimal) -> str:
    if value.is_finite() and 0 < value <= _MOST_QUANTITY and _decimals(value) <= 4:
        return ""
    return str(_("Write a number above 0 with at most four decimals."))


def _price(value: Decimal) -> str:
    if value.is_finite() and 0 <= value <= _MOST_PRICE and _decimals(value) <= 4:
        return ""
    return str(_("Write an amount of 0 or more with at most four decimals."))


def _rate(value: Decimal) -> str:
    if value in SWEDISH_RATES:
        return ""
    return str(_("Write 25, 12, 6 or 0: the rates that a Swedish sale can carry."))


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
