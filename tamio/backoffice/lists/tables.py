"""Writes a list as a table for a spreadsheet: CSV as it is read, Excel into a file."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from tamio.backoffice.lists.kinds import Cell
from tamio.commerce.catalogue.exchange.exporting import harmless

_AMOUNT = "#,##0.00"
_DAY = "yyyy-mm-dd"


def as_csv(rows: Iterable[Sequence[Cell]], *, language: str) -> Iterator[bytes]:
    """UTF-8 with its mark, so that Excel reads it rightly. In Swedish with semicolons and decimal
    commas, as spreadsheets in Sweden read it; else with commas and decimal points.
    """
    comma = language == "sv"
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";" if comma else ",")
    yield "\ufeff".encode()
    for row in rows:
        writer.writerow([_written(cell, comma=comma) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def as_excel(rows: Iterable[Sequence[Cell]], *, title: str, into: BinaryIO) -> None:
    """Amounts are numbers and days are days; a text stays a text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    book.save(into)


def _written(cell: Cell, *, comma: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",") if comma else f"{cell:f}"
    if isinstance(cell, date | int):
        return str(cell)
    return harmless(cell)


def _cell(sheet: Any, cell: Cell) -> Any:
    if cell is None:
        return None
    made = WriteOnlyCell(sheet, value=cell)
    if isinstance(cell, Decimal):
        made.number_format = _AMOUNT
    elif isinstance(cell, date):
        made.number_format = _DAY
    elif isinstance(cell, str):
        made.data_type = "s"
    return made
