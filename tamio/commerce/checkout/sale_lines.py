"""One line of a sale made elsewhere, and everything that can be wrong with it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import SKU_PATTERN, ItemType
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.money import ORE, round_half_up
from tamio.commerce.vat.rates import OwnRate
from tamio.commerce.vat.treatments import (
    Parties,
    Supply,
    Treatment,
    taxed_in,
    treatment_charged,
)

_MOST_QUANTITY = Decimal(1_000_000)
_MOST_PRICE = Decimal(1_000_000_000)
_MOST_CARDS = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxes:
    """By what a finished sale's lines are judged: who sold to whom, when, at which rates."""

    parties: Parties
    on_date: date
    own: Sequence[OwnRate] = ()

    def of(self, supply: Supply, *, rate: Decimal) -> tuple[Treatment, str]:
        """How it was taxed, and the country whose VAT it is, "" for none."""
        treatment = treatment_charged(
            parties=self.parties, supply=supply, rate=rate, on_date=self.on_date, own=self.own
        )
        place = taxed_in(treatment=treatment, parties=self.parties, supply=supply)
        return treatment, place.country if place else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """What was sold. Quantity and unit price have at most four decimals; the rate is a percent.

    A negative quantity is taken back. Without an identifier it is a free line. A discount is an
    amount off price times quantity, or a percent of it. A period is half-open.
    """

    description: str
    type: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat_rate: Decimal
    sku: str | None = None
    discount: Decimal | None = None
    discount_percent: Decimal | None = None
    period_start: date | None = None
    period_end: date | None = None

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
            "discount_percent": _percent(self.discount_percent, self.discount),
            "period_end": _period(self.period_start, self.period_end),
        }
        if self.is_gift_card:
            found = {**found, **self._card_problems()}
        if not any(found.values()):
            found["discount"] = _discount(self.discount, price=self.unit_price * self.quantity)
        return {field: [message] for field, message in found.items() if message}

    @property
    def is_gift_card(self) -> bool:
        return self.type == ItemType.GIFT_CARD

    def _card_problems(self) -> dict[str, str]:
        """A gift card is money: whole cards, of whole öre, and taxed when it is used."""
        found = {}
        is_whole = self.quantity.is_finite() and self.quantity == self.quantity.to_integral_value()
        if not (is_whole and 1 <= self.quantity <= _MOST_CARDS):
            found["quantity"] = _("Write how many cards, from 1 to %(most)d.")
        if not (self.unit_price.is_finite() and self.unit_price >= ORE):
            found["unit_price"] = _("Write what a card is worth, above 0.")
        elif self.unit_price != self.unit_price.quantize(ORE):
            found["unit_price"] = _("Write what a card is worth with at most two decimals.")
        if self.vat_rate:
            found["vat_rate"] = _("Write 0: a gift card is taxed when it is used.")
        if self.discount or self.discount_percent:
            found["discount"] = _("Nothing is off a gift card. Leave the discount out.")
        return {field: words % {"most": _MOST_CARDS} for field, words in found.items()}

    def draft(self, *, taxes: Taxes, includes_vat: bool) -> LineDraft:
        """The line of an invoice, of a sale line without problems."""
        item_type = ItemType(self.type)
        treatment, country = taxes.of(item_type.supply, rate=self.vat_rate)
        if self.is_gift_card:
            treatment, country = Treatment.DOMESTIC, ""
        return LineDraft(
            kind=LineKind.GIFT_CARD if self.is_gift_card else LineKind.ITEM,
            sku=self.sku or "",
            description=_one_line(self.description),
            item_type=item_type,
            quantity=self.quantity,
            unit=_one_line(self.unit),
            unit_price=self.unit_price,
            discount=self._discount(),
            discount_percent=self.discount_percent or None,
            period_start=self.period_start,
            period_end=self.period_end,
            vat_rate=self.vat_rate,
            vat_treatment=treatment,
            vat_country=country,
            includes_vat=includes_vat,
        )

    def _discount(self) -> Decimal:
        if self.discount_percent:
            return round_half_up(self.unit_price * self.quantity * self.discount_percent / 100)
        return self.discount or Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """Words among the lines: a heading, what a pack holds, a greeting. Costs nothing."""

    text: str

    def problems(self, *, rates: Collection[Decimal]) -> dict[str, list[str]]:
        """As SaleLine's."""
        message = _text(self.text, most=200)
        return {"text": [message]} if message else {}

    def draft(self, *, taxes: Taxes, includes_vat: bool) -> LineDraft:
        """The line of an invoice, of a text without problems."""
        return text_line(self.text, includes_vat=includes_vat)


def text_line(words: str, *, includes_vat: bool) -> LineDraft:
    """A line of words alone."""
    return LineDraft(
        kind=LineKind.TEXT,
        sku="",
        description=_one_line(words),
        item_type=ItemType.SERVICE,
        quantity=Decimal(0),
        unit="",
        unit_price=Decimal(0),
        vat_rate=Decimal(0),
        vat_treatment=Treatment.DOMESTIC,
        includes_vat=includes_vat,
    )


def _sku(value: str | None) -> str:
    if value is None or re.fullmatch(SKU_PATTERN, value):
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
    return "" if value in ItemType.values else _("Write physical, service, digital or gift_card.")


def _quantity(value: Decimal) -> str:
    if not (value.is_finite() and value and _has_four_decimals(value)):
        return _("Write a number other than 0 with at most four decimals.")
    return "" if abs(value) <= _MOST_QUANTITY else _at_most(_MOST_QUANTITY)


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


def _percent(value: Decimal | None, amount: Decimal | None) -> str:
    if value is None:
        return ""
    if amount is not None:
        return _("Give the discount as an amount or as a percent, one of the two.")
    if not (value.is_finite() and 0 <= value <= 100 and value == value.quantize(ORE)):
        return _("Write a percent from 0 to 100 with at most two decimals.")
    return ""


def _discount(value: Decimal | None, *, price: Decimal) -> str:
    """It has the sign of what it is taken off, and takes off no more than all."""
    if value is None or not value:
        return ""
    if not (value.is_finite() and value == value.quantize(ORE)):
        return _("Write an amount with at most two decimals.")
    if value * price < 0 or abs(value) > abs(round_half_up(price)):
        return _("The discount is larger than what it is taken off.")
    return ""


def _period(start: date | None, end: date | None) -> str:
    if (start is None) != (end is None):
        return _("Give both the first day of the period and the day after its last, or none.")
    if start and end and not start < end:
        return _("The period ends before it begins: write the day after its last.")
    return ""
