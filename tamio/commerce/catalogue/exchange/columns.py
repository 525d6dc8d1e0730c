"""The columns of the table: how a cell is read, and how it is written back.

A column that a file lacks leaves everything as it is; a cell that is empty empties the field, or
gives it the ordinary value where it cannot be empty.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop

from tamio.commerce.catalogue.identifiers import SKU_PATTERN, validate_ean
from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.importing.problems import Wrong

_MOST_WHOLE = 1_000_000_000
_MOST_MONEY = Decimal("9999999999.99")
_YES = frozenset({"yes", "ja", "true", "sant", "1", "x"})
_NO = frozenset({"no", "nej", "false", "falskt", "0", ""})
_TYPES = {"vara": "physical", "tjänst": "service", "digital": "digital"}
_MONEY = re.compile(r"(?P<whole>[0-9]{1,10})(?:[.,](?P<decimals>[0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class Column:
    """`name` stands in the head of the table; others are understood too, whatever their case."""

    name: str
    read: Callable[[str], Any]
    others: tuple[str, ...] = ()


def _text(most: int, *, needed: bool = False) -> Callable[[str], str]:
    def read(cell: str) -> str:
        text = " ".join(cell.split())
        if needed and not text:
            raise Wrong(gettext_noop("This must not be empty."))
        if len(text) > most:
            raise Wrong(gettext_noop("Write at most %(most)d characters."), most=most)
        if text and not text.isprintable():
            raise Wrong(gettext_noop("Remove the characters that cannot be shown."))
        return text

    return read


def _long_text(cell: str) -> str:
    if len(cell) > 5000:
        raise Wrong(gettext_noop("Write at most %(most)d characters."), most=5000)
    if "\x00" in cell:
        raise Wrong(gettext_noop("Remove the characters that cannot be shown."))
    return cell.replace("\r\n", "\n").strip()


def _sku(cell: str) -> str:
    if not re.fullmatch(SKU_PATTERN, cell.strip()):
        raise Wrong(
            gettext_noop("Use letters, digits and - _ . / + without spaces, at most 50 characters.")
        )
    return cell.strip()


def _group(cell: str) -> str:
    return _sku(cell) if cell.strip() else ""


def _ean(cell: str) -> str:
    try:
        if cell.strip():
            validate_ean(cell.strip())
    except ValidationError:
        raise Wrong(
            gettext_noop("Write the EAN with all its digits; the last is a check digit.")
        ) from None
    return cell.strip()


def _money(cell: str) -> Decimal:
    text = re.sub(r"[\s\u00a0\u202f']|kr|SEK", "", cell, flags=re.IGNORECASE)
    found = _MONEY.fullmatch(text)
    if found is None:
        raise Wrong(gettext_noop("Write an amount with at most two decimals, such as 1249,50."))
    amount = Decimal(f"{found['whole']}.{found['decimals'] or '0'}")
    if amount > _MOST_MONEY:
        raise Wrong(gettext_noop("The amount is too large."))
    return amount.quantize(Decimal("0.01"))


def _money_or_none(cell: str) -> Decimal | None:
    return _money(cell) if cell.strip() else None


def _whole(*, least: int) -> Callable[[str], int | None]:
    def read(cell: str) -> int | None:
        text = re.sub(r"[\s\u00a0\u202f]", "", cell)
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]{1,10}", text) or not least <= int(text) <= _MOST_WHOLE:
            if least < 0:
                raise Wrong(gettext_noop("Write a whole number, such as 12."))
            raise Wrong(gettext_noop("Write a whole number of %(least)d or more."), least=least)
        return int(text)

    return read


def _yes_or_no(*, empty: bool) -> Callable[[str], bool]:
    def read(cell: str) -> bool:
        word = cell.strip().lower()
        if not word:
            return empty
        if word not in _YES | _NO:
            raise Wrong(gettext_noop("Write yes or no."))
        return word in _YES

    return read


def _one_of(values: Callable[[], list[str]], *, empty: str) -> Callable[[str], str]:
    def read(cell: str) -> str:
        word = cell.strip().lower()
        word = _TYPES.get(word, word) or empty
        if word not in values():
            choices = ", ".join(values())
            raise Wrong(gettext_noop("Write one of: %(choices)s."), choices=choices)
        return word

    return read


def _vat_classes() -> list[str]:
    return [value for value, _label in Product._meta.get_field("vat_class").flatchoices]


def _list(most: int) -> Callable[[str], tuple[str, ...]]:
    def read(cell: str) -> tuple[str, ...]:
        names = [" ".join(part.split()) for part in cell.split(";")]
        if any(len(name) > most for part in names for name in part.split(">")):
            raise Wrong(gettext_noop("Write at most %(most)d characters."), most=most)
        return tuple(dict.fromkeys(name for name in names if name))

    return read


def _contents(cell: str) -> tuple[tuple[str, int], ...]:
    """`3 x LJUS; STAKE`: SKUs with how many of each, one where nothing else is said."""
    found = []
    for part in filter(None, (each.strip() for each in cell.split(";"))):
        match = re.fullmatch(r"(?:(?P<many>[0-9]{1,4})\s*[x×]\s+)?(?P<sku>\S+)", part)
        if match is None:
            raise Wrong(gettext_noop("Write what it holds as 3 x SKU; 1 x SKU."))
        found.append((_sku(match["sku"]), int(match["many"] or 1)))
    return tuple(found)


def _percent(cell: str) -> Decimal | None:
    text = re.sub(r"[\s\u00a0\u202f%]", "", cell)
    if not text:
        return None
    found = _MONEY.fullmatch(text)
    if found is None or (percent := _money(text)) > 100:
        raise Wrong(gettext_noop("Write a percent from 0 to 100."))
    return percent


COLUMNS = (
    Column("sku", _sku, ("artikelnummer", "article number")),
    Column("group", _group, ("grupp",)),
    Column("name", _text(200, needed=True), ("namn", "benämning")),
    Column("type", _one_of(lambda: list(ItemType.values), empty="physical"), ("typ",)),
    Column("on_site", _yes_or_no(empty=False), ("på plats",)),
    Column("description", _long_text, ("beskrivning",)),
    Column("vat_class", _one_of(_vat_classes, empty="standard"), ("vat", "moms")),
    Column("unit", lambda cell: _text(10)(cell) or "st", ("enhet",)),
    Column("price", _money, ("pris",)),
    Column("cost", _money_or_none, ("inköpspris", "cost price", "purchase price")),
    Column("announced", _yes_or_no(empty=False), ("rea", "reduced")),
    Column("stock", _whole(least=-_MOST_WHOLE), ("lager", "saldo")),
    Column("low_stock", _whole(least=0), ("gräns för lågt lager", "low stock limit")),
    Column("backorder", _yes_or_no(empty=False), ("restorder",)),
    Column("weight", _whole(least=1), ("vikt",)),
    Column("ean", _ean, ("streckkod",)),
    *(
        Column(name, _text(40), (other,))
        for number in (1, 2, 3)
        for name, other in (
            (f"option{number}", f"val{number}"),
            (f"value{number}", f"värde{number}"),
        )
    ),
    Column("active", _yes_or_no(empty=True), ("till salu", "for sale")),
    Column("variant_active", _yes_or_no(empty=True), ("varianten till salu",)),
    Column("categories", _list(80), ("kategorier",)),
    Column("collections", _list(80), ("kollektioner",)),
    Column("tags", _list(40), ("taggar",)),
    Column("holds", _contents, ("innehåll", "contents")),
    Column("pack_percent", _percent, ("paketrabatt",)),
)
BY_NAME = {name: each for each in COLUMNS for name in (each.name, *each.others)}
