"""How amounts, numbers and days are written on a document, in its language."""

from datetime import date
from decimal import Decimal

from babel import dates, numbers
from babel.core import Locale

_MINUS = "\N{MINUS SIGN}"
_SPACE = "\N{NO-BREAK SPACE}"
#: Swedish papers write days as numbers; English readers disagree about their order.
_DAYS = {"sv": "yyyy-MM-dd", "en": "d MMM y"}


def amount_text(amount: Decimal, *, language: str, most_decimals: int = 2) -> str:
    """`1 249,50` in Swedish, `1,249.50` in English; the currency stands at the column's head."""
    pattern = "#,##0.00" + "#" * (most_decimals - 2)
    return _signed(amount, pattern, language=language)


def money_text(amount: Decimal, *, currency: str, language: str) -> str:
    """`1 249,50 SEK` in Swedish, `SEK 1,249.50` in English."""
    number = amount_text(abs(amount), language=language)
    sign = _MINUS if amount < 0 else ""
    if language == "sv":
        return f"{sign}{number}{_SPACE}{currency}"
    return f"{sign}{currency}{_SPACE}{number}"


def number_text(value: Decimal, *, language: str) -> str:
    """Without needless decimals: `2`, `0,5`, `1 000`."""
    return _signed(value, "#,##0.####", language=language)


def percent_text(value: Decimal, *, language: str) -> str:
    """`25 %` in Swedish, `25%` in English."""
    space = _SPACE if language == "sv" else ""
    return f"{number_text(value, language=language)}{space}%"


def rate_text(value: Decimal, *, language: str) -> str:
    """A rate of exchange: at least four decimals."""
    return _signed(value, "#,##0.0000##", language=language)


def day_text(day: date, *, language: str) -> str:
    """`2026-11-23` in Swedish, `23 Nov 2026` in English."""
    return str(dates.format_date(day, format=_DAYS[language], locale=language))


def country_text(code: str, *, language: str) -> str:
    """The country's name, or its code if it has none."""
    return str(Locale.parse(language).territories.get(code, code))


def grouped(digits: str, *, sizes: tuple[int, ...]) -> str:
    """`123 785 69 01` for sizes 3, 3, 2, 2; what is left over stands last."""
    parts, start = [], 0
    for size in sizes:
        parts.append(digits[start : start + size])
        start += size
    return _SPACE.join(part for part in [*parts, digits[start:]] if part)


def _signed(value: Decimal, pattern: str, *, language: str) -> str:
    number = numbers.format_decimal(abs(value), format=pattern, locale=language)
    return f"{_MINUS}{number}" if value < 0 else str(number)
