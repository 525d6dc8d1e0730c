"""What both shops' cells have in common: prices, descriptions in HTML, and identifiers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop

from tamio.commerce.catalogue.identifiers import validate_ean
from tamio.commerce.importing.problems import LeftOut
from tamio.commerce.importing.tables import Line
from tamio.commerce.money import round_half_up
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass, rate_of

_PLAIN_PRICE = re.compile(r"[0-9]{1,10}(?:[.,][0-9]{1,6})?")
_MOST_DESCRIPTION = 5000
NO_EAN = gettext_noop("A barcode that is no EAN is left out.")
CUT = gettext_noop("A description is cut at 5,000 characters.")
MADE_SKU = gettext_noop("A row without an SKU gets one made of its name or number.")


@dataclass(frozen=True, slots=True)
class Prices:
    """How to get from the file's prices to the store's. `rates`: percent by VAT class; without
    them a price is taken as it is.
    """

    in_file: bool = True
    in_store: bool = True
    rates: dict[str, Decimal] = field(default_factory=dict)

    def cell(self, text: str, *, vat_class: str = "") -> str:
        """The price as a cell of ours. What is no price stays, and is refused as it stands."""
        plain = text.strip()
        if not _PLAIN_PRICE.fullmatch(plain):
            return plain
        amount = Decimal(plain.replace(",", "."))
        percent = self.rates.get(vat_class or VatClass.STANDARD, Decimal(0))
        factor = 1 + percent / 100
        if self.in_file and not self.in_store:
            amount /= factor
        elif self.in_store and not self.in_file:
            amount *= factor
        return str(round_half_up(amount))


def prices_of(store: Store, *, include_vat: bool | None, on_date: date) -> Prices:
    """`include_vat` of None: the file states its prices as the store does."""
    rates = {
        each.value: rate_of(
            vat_class=each, country=store.country, on_date=on_date, own=store.vat_rates
        )
        for each in VatClass
    }
    in_file = store.prices_include_vat if include_vat is None else include_vat
    return Prices(in_file=in_file, in_store=store.prices_include_vat, rates=rates)


class Cells:
    """One line by the names of its head; a column that is not there is empty."""

    def __init__(self, places: dict[str, int], line: list[str]) -> None:
        self._places, self._line = places, line

    def __getitem__(self, name: str) -> str:
        place = self._places.get(name.casefold(), -1)
        return self._line[place].strip() if 0 <= place < len(self._line) else ""

    def has(self, name: str) -> bool:
        return name.casefold() in self._places


def places_of(head: list[str]) -> dict[str, int]:
    return {" ".join(name.split()).casefold(): place for place, name in enumerate(head)}


def seen_columns(
    head: list[str], lines: Iterator[Line], *, known: frozenset[str], left_out: LeftOut
) -> Iterator[Line]:
    """The lines; of each column that is not known and has something in it, it is told once."""
    unknown = {at: name for at, name in enumerate(head) if name.strip().casefold() not in known}
    for number, line in lines:
        for at in [at for at in unknown if at < len(line) and line[at].strip()]:
            left_out.column(unknown.pop(at).strip())
        yield number, line


def ean(cell: str, left_out: LeftOut) -> str:
    text = cell.lstrip("'").strip()
    try:
        if text:
            validate_ean(text)
    except ValidationError:
        left_out.tell(NO_EAN)
        return ""
    return text


def made_sku(text: str) -> str:
    """Of a name or a handle, for what has none: letters, digits and hyphens."""
    plain = text.upper().translate(str.maketrans("ÅÄÖÉÜ", "AAOEU"))
    return re.sub(r"[^A-Z0-9]+", "-", plain).strip("-")[:50].strip("-")


def plain_text(html: str, left_out: LeftOut) -> str:
    """What a description says, without its tags; paragraphs and list items on lines of their own.

    Nothing of a script or a style is left.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.parts).splitlines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if len(text) > _MOST_DESCRIPTION:
        left_out.tell(CUT)
    return text[:_MOST_DESCRIPTION].replace("\x00", "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self._silent += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


_BLOCKS = frozenset({
    "p", "div", "br", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "section",
})  # fmt: skip
