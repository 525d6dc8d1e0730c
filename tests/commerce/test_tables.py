"""Tables as spreadsheets write them: read as they are meant, or refused in words."""

import io
from contextlib import suppress

import pytest
from openpyxl import Workbook

from tamio.commerce.catalogue.exchange.sheets import read
from tamio.commerce.importing.problems import Wrong


def test_a_broken_spreadsheet_is_refused_wherever_it_is_broken() -> None:
    book = Workbook()
    book.active.append(["sku", "name"])
    book.active.append(["A", "Vas"])
    whole = io.BytesIO()
    book.save(whole)
    content = whole.getvalue()
    for at in range(0, len(content), 97):
        broken = bytearray(content)
        broken[at] ^= 0xFF
        # What is not read at all may be broken; whatever is read must be, or be refused in words.
        with suppress(Wrong):
            list(read(bytes(broken)).rows)


def test_a_price_that_a_spreadsheet_has_reckoned_out_is_read_as_it_shows_it() -> None:
    book = Workbook()
    for line in (["sku", "name", "price"], ["A", "Vas", 49.900000000000006], ["B", "Bok", 0.07]):
        book.active.append(line)
    sheet = io.BytesIO()
    book.save(sheet)
    assert [cells["price"] for _row, cells in read(sheet.getvalue()).rows] == ["49.9", "0.07"]


def test_a_spreadsheet_with_a_password_is_refused_with_what_to_do() -> None:
    with pytest.raises(Wrong, match="password"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))


@pytest.mark.parametrize("delimiter", [";", ","])
def test_the_separator_that_a_file_tells_excel_is_no_row(delimiter: str) -> None:
    found = read(f"sep={delimiter}\r\nsku{delimiter}name\r\nA{delimiter}Vas\r\n".encode())
    assert list(found.rows) == [(2, {"sku": "A", "name": "Vas"})]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_however_it_was_written(delimiter: str, encoding: str) -> None:
    text = f"sku{delimiter}namn\r\nÄ-1{delimiter}Blå vas\r\n\r\n"
    found = read(text.encode(encoding))
    assert list(found.rows) == [(2, {"sku": "Ä-1", "name": "Blå vas"})]
