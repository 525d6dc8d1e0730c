"""Findings and days as CSV, for a spreadsheet."""

from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tamio.fortnox.pages.csv_files import csv_file
from tamio.fortnox.pages.reconciliation.show import ShownDay, ShownFinding


def findings_csv(rows: Iterable[ShownFinding], *, name: str) -> HttpResponse:
    """A line a finding, in the language of the reader."""
    head = [
        _("Day"), _("Finding"), _("Invoice"), _("Order"), _("Currency"), "Tamio", "Fortnox",
        _("Difference"), _("What differs"), _("Settled because"), _("Settled by"),
    ]  # fmt: skip
    return csv_file(name, head, (_finding(row) for row in rows))


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
    return csv_file(name, head, rows)


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


def _amount(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"
