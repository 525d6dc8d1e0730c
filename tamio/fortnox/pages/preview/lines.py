"""Lines of a dry run, one an invoice: for a table, and for a file."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from tamio.fortnox.pages.preview.shown import TONES
from tamio.fortnox.sync.preview.shapes import Level, Notice, Preview
from tamio.look.chips import Chip

#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One invoice of the table: its preview and what to know of it, the gravest first."""

    preview: Preview
    chips: Sequence[Chip]


def lines_of(found: Iterable[Preview], *, unsaid: Sequence[str] = ("text",)) -> list[Line]:
    """`unsaid`: codes of what is not worth a word in a table."""
    return [_line(each, unsaid) for each in found]


def csv_of(found: Iterator[Preview], *, name: str) -> HttpResponse:
    """All of them, written as they are worked out."""
    answer = StreamingHttpResponse(written(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    # A streamed page is an HttpResponse in all that the decorators ask of it.
    return answer  # type: ignore[return-value]


def written(found: Iterator[Preview]) -> Iterator[str]:
    """The lines of a CSV file, with a mark in front by which spreadsheets know the encoding."""
    writer = csv.writer(_Echo())
    heads = [_("Number"), _("Date"), _("Customer"), _("Currency"), _("Total"), _("In Fortnox")]
    heads += [_("Requests"), _("Stopped"), _("Warnings")]
    yield "\ufeff" + writer.writerow(heads)
    for made in found:
        yield writer.writerow([_safe(each) for each in _cells(made)])


def _line(made: Preview, unsaid: Sequence[str]) -> Line:
    order = list(Level)
    found = sorted(made.warnings, key=lambda each: order.index(each.level))
    return Line(made, [_chip(each) for each in found if each.code not in unsaid])


def _chip(notice: Notice) -> Chip:
    return Chip(state=str(notice.message), tone=TONES[notice.level])


def _cells(made: Preview) -> list[Any]:
    invoice = made.invoice
    return [
        invoice.number,
        invoice.invoice_date,
        f"{made.customer.number} {invoice.buyer_name}",
        invoice.currency,
        invoice.total,
        made.order_number,
        made.requests,
        _("yes") if made.stopped else _("no"),
        " | ".join(str(each.message) for each in made.warnings),
    ]


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


class _Echo:
    """Hands back what a csv writer writes."""

    def write(self, text: str) -> str:
        return text
