"""Fortnox rounds half up, away from zero, to two decimals; numbers leave as JSON numbers."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
KRONA = Decimal(1)


def round_half_up(amount: Decimal, step: Decimal = CENT) -> Decimal:
    return amount.quantize(step, rounding=ROUND_HALF_UP)


def number(amount: Decimal) -> int | float:
    """The JSON number: whole amounts without a point. Two decimals survive the float exactly."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def text(amount: Decimal) -> str:
    """Quantities and contributions leave as strings without trailing zeros: "1", "1.13"."""
    return str(int(amount)) if amount == amount.to_integral_value() else str(amount.normalize())


def exact(value: object) -> Decimal:
    """Back to Decimal from what `number` or `text` made of it; null and "" are nothing."""
    return Decimal(str(value)) if value not in (None, "") else Decimal(0)
