"""Reads a table out of a CSV or an Excel file: its head, and its rows as plain texts."""

import csv
import io
import itertools
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_noop
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tamio.commerce.catalogue.exchange.columns import BY_NAME, FORMULA, Wrong

MOST_BYTES = 40_000_000
MOST_ROWS = 100_000
#: What an Excel file may be when it is unpacked: one that says more is no table of products.
_MOST_UNPACKED = 600_000_000
_ZIP = b"PK\x03\x04"
_DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns that are known, in the file's order, and the rows below them.

    A row is its number in the file and its cells by column.
    """

    columns: list[str]
    rows: Iterator[tuple[int, dict[str, str]]]


def read(content: bytes) -> Table:
    """Raises Wrong for what is no table, or has no column `sku`; the rows raise it as they come."""
    lines = _of_excel(content) if content.startswith(_ZIP) else _of_csv(content)
    head = next(lines, [])
    names = [_column(cell) for cell in head]
    known = [name for name in names if name]
    if "sku" not in known:
        raise Wrong(gettext_noop("The first row must name the columns, and one of them sku."))
    if len(set(known)) < len(known):
        raise Wrong(gettext_noop("A column is there twice: %(columns)s."), columns=", ".join(known))
    return Table(known, _rows(names, lines))


def _column(cell: str) -> str:
    found = BY_NAME.get(" ".join(cell.split()).lower())
    return found.name if found else ""


def _rows(names: list[str], lines: Iterable[list[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(lines, start=2):
        if number > MOST_ROWS + 1:
            raise Wrong(gettext_noop("A file has at most %(most)d rows."), most=MOST_ROWS)
        if any(cell.strip() for cell in line):
            cells = itertools.zip_longest(names, line[: len(names)], fillvalue="")
            yield number, {name: _unmasked(cell) for name, cell in cells if name}


def _unmasked(cell: str) -> str:
    """Without the apostrophe that exporting puts before what a spreadsheet would reckon out."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def _of_csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise Wrong(
            gettext_noop("The file cannot be read as CSV: %(why)s."), why=str(error)
        ) from error


def _of_excel(content: bytes) -> Iterator[list[str]]:
    """Of the first sheet."""
    broken = gettext_noop("The file cannot be read as an Excel file (.xlsx).")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _MOST_UNPACKED:
                raise Wrong(broken)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            for row in sheet.iter_rows(values_only=True):
                yield [_cell(value) for value in row]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        raise Wrong(broken) from error


def _cell(value: Any) -> str:
    """As people would have written it: no `.0` behind whole numbers, no `True`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
