"""A table as a file for a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """To be saved under `name`."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    # The mark at the start is what makes spreadsheets read å, ä and ö.
    answer = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _harmless(cell: str) -> str:
    """A text from outside must not become a formula in the spreadsheet; amounts may be negative."""
    is_formula = cell[:1] in {"=", "+", "@", "\t"} or (cell[:1] == "-" and not _is_amount(cell))
    return f"'{cell}" if is_formula else cell


def _is_amount(cell: str) -> bool:
    return cell[1:].replace(".", "", 1).isdecimal()
