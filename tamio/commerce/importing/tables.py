"""Reads the lines out of a CSV or an Excel file, as plain texts."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

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
_DELIMITERS = ";,\t"
Line = tuple[int, list[str]]


def lines_of(content: bytes) -> tuple[list[str], Iterator[Line]]:
    """The head, and below it each line that is not empty with its number in the file.

    Raises Wrong for what is no table, and as they come for lines that cannot be read.
    """
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
