"""The table of what was sold, or is taken back: a row a line, its texts in between."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tamio.commerce.documents.formats import amount_text, day_text, number_text, percent_text
from tamio.commerce.documents.lines import DocumentLine, document_line
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import CreditNoteLine, InvoiceLine
from tamio.commerce.money import round_half_up


def sold(lines: Sequence[InvoiceLine], *, includes_vat: bool, language: str) -> dict[str, Any]:
    """`columns`, and `rows` of as many `cells` or of one `text`.

    Discounts have a column if there are any; öre rounding stands among the sums.
    """
    read = [
        document_line(line, includes_vat=includes_vat)
        for line in lines
        if line.kind != LineKind.ROUNDING
    ]
    discounted = any(each.discount for each in read)
    return {
        "columns": _columns(discounted=discounted),
        "rows": [_row(each, discounted=discounted, language=language) for each in read],
    }


def taken_back(
    lines: Sequence[CreditNoteLine], *, includes_vat: bool, language: str
) -> dict[str, Any]:
    """The same table, of a credit note. Amounts are below 0, as they are in the books."""
    read = [
        (each, document_line(each.line, includes_vat=includes_vat))
        for each in lines
        if each.kind != LineKind.ROUNDING
    ]
    discounted = any(sold.discount and each.quantity is not None for each, sold in read)
    rows = [_row_back(each, sold, discounted=discounted, language=language) for each, sold in read]
    return {"columns": _columns(discounted=discounted), "rows": rows}


def _row_back(
    each: CreditNoteLine, sold: DocumentLine, *, discounted: bool, language: str
) -> dict[str, Any]:
    by_units = each.quantity is not None
    return {
        "cells": [
            _described(each.line, language=language),
            _taken(each, language=language),
            _unit_price(sold, language=language) if by_units else "",
            *([_discount_back(each, sold, language=language)] if discounted else []),
            _rate(each.line, language=language),
            amount_text(each.net, language=language),
        ]
    }


def _discount_back(each: CreditNoteLine, sold: DocumentLine, *, language: str) -> str:
    """What the units that come back had taken off: the price that came back less the amount."""
    if each.quantity is None or not sold.discount:
        return ""
    full = round_half_up(sold.unit_price * _signed(each))
    return amount_text(each.net - full, language=language)


def _columns(*, discounted: bool) -> list[str]:
    return [
        _("Description"),
        _("Quantity"),
        _("Unit price excl. VAT"),
        *([_("Discount")] if discounted else []),
        _("VAT"),
        _("Amount excl. VAT"),
    ]


def _row(each: DocumentLine, *, discounted: bool, language: str) -> dict[str, Any]:
    line = each.line
    if each.is_text:
        return {"text": line.description}
    return {
        "cells": [
            _described(line, language=language),
            _counted(line.quantity, line.unit, language=language),
            _unit_price(each, language=language),
            *([_discount(each, language=language)] if discounted else []),
            _rate(line, language=language),
            amount_text(line.net, language=language),
        ]
    }


def _described(line: InvoiceLine, *, language: str) -> dict[str, str]:
    """With what stands smaller below: the article's number, and the days that it pays for."""
    below = [line.sku]
    if line.period_start and line.period_last:
        first = day_text(line.period_start, language=language)
        last = day_text(line.period_last, language=language)
        below.append(f"{first} – {last}")
    return {"name": line.description, "below": " · ".join(part for part in below if part)}


def _taken(each: CreditNoteLine, *, language: str) -> str:
    if each.quantity is None:
        return _("part of the price")
    return _counted(_signed(each), each.line.unit, language=language)


def _signed(each: CreditNoteLine) -> Decimal:
    """Units times the unit price is the amount, so they carry the sign."""
    assert each.quantity is not None
    return -each.quantity if each.line.quantity > 0 else each.quantity


def _counted(quantity: Decimal, unit: str, *, language: str) -> str:
    return f"{number_text(quantity, language=language)} {unit}".strip()


def _rate(line: InvoiceLine, *, language: str) -> str:
    """A gift card has none yet: 0 % would say that it is exempt."""
    if line.kind == LineKind.GIFT_CARD:
        return "\N{EN DASH}"
    return percent_text(line.vat_rate, language=language)


def _unit_price(each: DocumentLine, *, language: str) -> str:
    return amount_text(each.unit_price, language=language, most_decimals=4)


def _discount(each: DocumentLine, *, language: str) -> str:
    if not each.discount:
        return ""
    amount = amount_text(-each.discount, language=language)
    percent = each.line.discount_percent
    if percent is None:
        return amount
    return f"{amount} ({percent_text(percent, language=language)})"
