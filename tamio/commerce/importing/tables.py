"""Reads the lines out of a CSV or an Excel file, as plain texts."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext_noop
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tamio.commerce.importing.problems import Wrong

MOST_BYTES = 40_000_000
MOST_ROWS = 100_000
#: What a spreadsheet takes for a formula when a cell begins with it.
FORMULA = frozenset("=+-@\t\r")
#: What an Excel file may be when it is unpacked: one that says more is no table of products.
_MOST_UNPACKED = 600_000_000
_ZIP = b"PK\x03\x04"
#: Excel's own format before 2007, and what it wraps a file with a password in.
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
#: What openpyxl, zipfile and zlib raise for a file that is broken somewhere in it.
_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, LookupError, ValueError,
    TypeError, AttributeError, ArithmeticError, RuntimeError, OSError, EOFError,
)  # fmt: skip
_DELIMITERS = ";,\t"
Line = tuple[int, list[str]]


def lines_of(content: bytes) -> tuple[list[str], Iterator[Line]]:
    """The head, and below it each line that is not empty with its number in the file.

    Raises Wrong for what is no table, and as they come for lines that cannot be read.
    """
    if content.startswith(_OLD_EXCEL):
        raise Wrong(
            gettext_noop(
                "The file is of an old Excel (.xls), or has a password. Save it as .xlsx without a "
                "password, or as CSV."
            )
        )
    lines = _of_excel(content) if content.startswith(_ZIP) else _of_csv(content)
    return next(lines, []), _numbered(lines)


def _numbered(lines: Iterator[list[str]]) -> Iterator[Line]:
    for number, line in enumerate(lines, start=2):
        if number > MOST_ROWS + 1:
            raise Wrong(gettext_noop("A file has at most %(most)d rows."), most=MOST_ROWS)
        if any(cell.strip() for cell in line):
            yield number, [unmasked(cell) for cell in line]


def unmasked(cell: str) -> str:
    """Without the apostrophe that exporting puts before what a spreadsheet would reckon out."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def _of_csv(content: bytes) -> Iterator[list[str]]:
    text, delimiter = _text(content), ""
    if text[:4].lower() == "sep=":
        # Told to Excel, which does not show it: the head is the line after it.
        first, _end, text = text.partition("\n")
        delimiter = first[4:5]
    if delimiter not in set(_DELIMITERS):
        delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise Wrong(
            gettext_noop("The file cannot be read as CSV: %(why)s."), why=str(error)
        ) from error


def _text(content: bytes) -> str:
    """Excel's "Unicode text" is UTF-16, its CSV is what Windows used before, all others UTF-8."""
    if content.startswith(_UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


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
    except _BROKEN as error:
        raise Wrong(broken) from error


def _cell(value: Any) -> str:
    """As people would have written it: no `.0` behind whole numbers, no `True`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # Excel reckons with fifteen digits: what it shows as 49.9 may be 49.900000000000006.
        return str(int(value)) if value.is_integer() else f"{Decimal(f'{value:.15g}'):f}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
