"""How amounts, numbers and times are written, in Swedish and in English."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import dates, numbers
from babel.core import Locale

#: The same few amounts, days and countries are written on page after page. What they look like
#: depends on nothing but what is given.
_remembered = lru_cache(maxsize=4096)

_MINUS = "\N{MINUS SIGN}"


@_remembered
def money_text(amount: Decimal, *, currency: str, language: str, most_decimals: int = 2) -> str:
    """`1 249,50 kr` in Swedish, `SEK 1,249.50` in English; negative with a real minus sign."""
    pattern = "#,##0.00" + "#" * (most_decimals - 2)
    number = numbers.format_decimal(abs(amount), format=pattern, locale=language)
    sign = _MINUS if amount < 0 else ""
    if language == "sv":
        unit = "kr" if currency == "SEK" else currency
        return f"{sign}{number}\N{NO-BREAK SPACE}{unit}"
    return f"{sign}{currency}\N{NO-BREAK SPACE}{number}"


@_remembered
def number_text(value: Decimal | int, *, language: str) -> str:
    """A number without needless decimals: `2`, `0,5`, `1 000`."""
    text = str(numbers.format_decimal(abs(Decimal(value)), format="#,##0.####", locale=language))
    return f"{_MINUS}{text}" if value < 0 else text


def percent_text(value: Decimal | int, *, language: str) -> str:
    """`25 %` in Swedish, `25%` in English."""
    space = "\N{NO-BREAK SPACE}" if language == "sv" else ""
    return f"{number_text(value, language=language)}{space}%"


def weight_text(grams: int, *, language: str) -> str:
    """`350 g`, from a kilogram on `1,25 kg`."""
    if grams < 1000:
        return f"{number_text(grams, language=language)}\N{NO-BREAK SPACE}g"
    kilograms = number_text(Decimal(grams) / 1000, language=language)
    return f"{kilograms}\N{NO-BREAK SPACE}kg"


@_remembered
def date_text(day: date, *, language: str) -> str:
    """`23 nov. 2026` / `Nov 23, 2026`."""
    return str(dates.format_date(day, format="medium", locale=language))


def time_text(local: datetime, *, today: date, language: str) -> str:
    """`i dag 14:32`, `i går 09:05`, else the date and the time. `local` is in the store's zone."""
    clock = f"{local:%H:%M}"
    days = {today: {"sv": "i dag", "en": "today"}}
    days[today - timedelta(days=1)] = {"sv": "i går", "en": "yesterday"}
    word = days.get(local.date(), {}).get(language)
    return f"{word or date_text(local.date(), language=language)} {clock}"


@_remembered
def country_name(code: str, *, language: str) -> str:
    """The country's name, or its code if it has none."""
    return str(Locale.parse(language).territories.get(code, code))


@_remembered
def short_date(day: date, *, language: str) -> str:
    """`23 nov.` / `Nov 23`: where the year goes without saying."""
    skeleton = dates.format_skeleton("MMMd", day, locale=language)
    return str(skeleton)


@_remembered
def month_text(day: date, *, language: str) -> str:
    """`nov. 2026` / `Nov 2026`: the month that the day is in."""
    skeleton = dates.format_skeleton("yMMM", day, locale=language)
    return str(skeleton)


@_remembered
def month_name(day: date, *, language: str) -> str:
    """`November`: the month alone, as a heading."""
    name = str(dates.format_date(day, format="LLLL", locale=language))
    return name[:1].upper() + name[1:]
