"""Findings and days as CSV, for a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tamio.fortnox.pages.reconciliation.show import ShownDay, ShownFinding


def findings_csv(rows: Iterable[ShownFinding], *, name: str) -> HttpResponse:
    """A line a finding, in the language of the reader."""
    head = [
        _("Day"), _("Finding"), _("Invoice"), _("Order"), _("Currency"), "Tamio", "Fortnox",
        _("Difference"), _("What differs"), _("Settled because"), _("Settled by"),
    ]  # fmt: skip
    return _file(name, head, (_finding(row) for row in rows))


def days_csv(days: Iterable[ShownDay], *, name: str) -> HttpResponse:
    """A line a day and currency."""
    head = [
        _("Day"), _("Currency"), pgettext("sales", "Sales in Tamio"), "Tamio",
        _("Orders in Fortnox"), "Fortnox", _("Difference"),
    ]  # fmt: skip
    rows = (
        [
            str(line.day), line.currency, str(line.ours_count), _amount(line.ours),
            str(line.theirs_count), _amount(line.theirs), _amount(line.difference),
        ]
        for line in days
    )  # fmt: skip
    return _file(name, head, rows)


def _finding(row: ShownFinding) -> list[str]:
    finding, settled = row.finding, row.settled
    invoice = finding.invoice
    return [
        finding.day.isoformat(),
        str(row.chip.state),
        str(invoice.number) if invoice else "",
        finding.order_number,
        finding.currency,
        _amount(finding.ours),
        _amount(finding.theirs),
        _amount(row.difference),
        " ".join(row.said),
        settled.reason if settled else "",
        settled.settled_by if settled else "",
    ]


def _file(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    # The mark at the start is what makes spreadsheets read å, ä and ö.
    answer = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _amount(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _harmless(cell: str) -> str:
    """A text from outside must not become a formula in the spreadsheet; amounts may be negative."""
    is_formula = cell[:1] in {"=", "+", "@", "\t"} or (cell[:1] == "-" and not _is_amount(cell))
    return f"'{cell}" if is_formula else cell


def _is_amount(cell: str) -> bool:
    return cell[1:].replace(".", "", 1).isdecimal()
