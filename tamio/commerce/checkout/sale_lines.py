"""One line of a sale made elsewhere, and everything that can be wrong with it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import SKU_PATTERN, ItemType
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.vat.treatments import Parties, treatment_charged

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

    def problems(self, *, rates: Collection[Decimal]) -> dict[str, list[str]]:
        """Messages by field; empty if the line can be sold. `rates`: those the sale can carry."""
        found = {
            "sku": _sku(self.sku),
            "description": _text(self.description, most=200),
            "type": _type(self.type),
            "quantity": _quantity(self.quantity),
            "unit": _text(self.unit, most=10),
            "unit_price": _price(self.unit_price),
            "vat_rate": _rate(self.vat_rate, rates),
        }
        return {field: [message] for field, message in found.items() if message}

    def draft(self, *, parties: Parties, includes_vat: bool) -> LineDraft:
        """The line of an invoice, of a sale line without problems."""
        item_type = ItemType(self.type)
        return LineDraft(
            sku=self.sku,
            description=_one_line(self.description),
            item_type=item_type,
            quantity=self.quantity,
            unit=_one_line(self.unit),
            unit_price=self.unit_price,
            vat_rate=self.vat_rate,
            vat_treatment=treatment_charged(
                parties=parties, supply=item_type.supply, rate=self.vat_rate
            ),
            includes_vat=includes_vat,
        )


def _sku(value: str) -> str:
    if re.fullmatch(SKU_PATTERN, value):
        return ""
    return _("Use letters, digits and - _ . / + without spaces, at most 50 characters.")


def _text(value: str, *, most: int) -> str:
    text = _one_line(value)
    if not 1 <= len(text) <= most:
        return _("Write 1 to %(most)d characters.") % {"most": most}
    return "" if text.isprintable() else _("Remove the characters that cannot be shown.")


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _type(value: str) -> str:
    return "" if value in ItemType.values else _("Write physical, service or digital.")


def _quantity(value: Decimal) -> str:
    if not (value.is_finite() and value > 0 and _has_four_decimals(value)):
        return _("Write a number above 0 with at most four decimals.")
    return "" if value <= _MOST_QUANTITY else _at_most(_MOST_QUANTITY)


def _price(value: Decimal) -> str:
    if not (value.is_finite() and value >= 0 and _has_four_decimals(value)):
        return _("Write an amount of 0 or more with at most four decimals.")
    return "" if value <= _MOST_PRICE else _at_most(_MOST_PRICE)


def _at_most(limit: Decimal) -> str:
    return _("Write at most %(limit)s.") % {"limit": limit}


def _rate(value: Decimal, rates: Collection[Decimal]) -> str:
    if value.is_finite() and value in rates:
        return ""
    written = ", ".join(f"{rate:f}" for rate in sorted(rates, reverse=True))
    return _("Write one of %(rates)s: the rates that this sale can carry.") % {"rates": written}


def _has_four_decimals(value: Decimal) -> bool:
    # Digits are compared, not a rounded result: arithmetic keeps only 28 of them.
    _sign, digits, exponent = value.as_tuple()
    beyond = -4 - exponent if isinstance(exponent, int) else 0
    return beyond <= 0 or not any(digits[-beyond:])
