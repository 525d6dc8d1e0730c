"""Amounts and times as Stripe writes them."""

from datetime import UTC, datetime
from decimal import Decimal


def in_ore(amount: Decimal) -> int:
    """Every currency that Tamio sells in has two decimals: see money.CURRENCIES."""
    return int(amount * 100)


def amount_of(ore: int) -> Decimal:
    return (Decimal(ore) / 100).quantize(Decimal("0.01"))


def instant_of(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
