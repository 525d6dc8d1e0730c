"""How amounts, days and times are written in a letter, in its language."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import dates, numbers

_MINUS = "\N{MINUS SIGN}"
_SPACE = "\N{NO-BREAK SPACE}"


def money_text(amount: Decimal, *, currency: str, language: str) -> str:
    """`1 249,50 kr` in Swedish, `SEK 1,249.50` in English."""
    number = numbers.format_decimal(abs(amount), format="#,##0.00", locale=language)
    sign = _MINUS if amount < 0 else ""
    if language == "sv":
        return f"{sign}{number}{_SPACE}{'kr' if currency == 'SEK' else currency}"
    return f"{sign}{currency}{_SPACE}{number}"


def day_text(day: date, *, language: str) -> str:
    """`23 november 2026` in Swedish, `November 23, 2026` in English."""
    return str(dates.format_date(day, format="long", locale=language))


def instant_text(instant: datetime, *, zone: str, language: str) -> str:
    """Day, time and what time that is, as an acknowledgement has to say; the row keeps the second.

    `23 november 2026 kl. 10:00 (centraleuropeisk normaltid)`, and in English `November 23, 2026 at
    10:00 (Central European Standard Time)`.
    """
    local = instant.astimezone(ZoneInfo(zone))
    at = "kl." if language == "sv" else "at"
    named = dates.get_timezone_name(local, locale=language)
    return f"{day_text(local.date(), language=language)} {at} {local:%H:%M} ({named})"
