"""A dry run: what sending many invoices would come to, one line each, as a table and as CSV."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.slots import BulkAction
from tamio.commerce.people.roles import Right
from tamio.fortnox.pages.addresses import is_number, page
from tamio.fortnox.pages.preview.forms import MOST_NUMBERS, DryRunForm
from tamio.fortnox.pages.preview.shown import TONES
from tamio.fortnox.sync.preview.previews import previews
from tamio.fortnox.sync.preview.shapes import Level, Notice, Preview
from tamio.look.chips import Chip

ACTION = BulkAction(
    name="preview-for-fortnox",
    label=gettext_lazy("Preview for Fortnox"),
    right=Right.VIEW,
    url_name="backoffice:fortnox:preview_selection",
)
#: Lines of the page; the file has them all.
MOST_LINES = 200
#: Requests a second to one company, as the lane paces them.
_PACE = 4
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One invoice of the table: its preview and what to know of it, the gravest first."""

    preview: Preview
    chips: Sequence[Chip]


@require_safe
@store_page()
def dry_run(request: StoreRequest) -> HttpResponse:
    """The first lines and what they come to."""
    form = DryRunForm(request.GET)
    if not form.is_valid():
        return render(request, "fortnox/preview/dry_run.html", {"form": form}, status=422)
    found = form.invoices(request.store)
    lines = [_line(each) for each in previews(found[:MOST_LINES], store=request.store)]
    requests = sum(line.preview.requests for line in lines)
    shown = {
        "form": form,
        "store": request.store,
        "lines": lines,
        "total": found.count() if len(lines) == MOST_LINES else len(lines),
        "requests": requests,
        "minutes": -(-requests // (_PACE * 60)),
        "stopped": sum(line.preview.stopped for line in lines),
        "query": request.GET.urlencode(),
    }
    return render(request, "fortnox/preview/dry_run.html", shown)


@require_safe
@store_page()
def dry_run_csv(request: StoreRequest) -> HttpResponse:
    """All of them, as they are worked out. 422 with the form if it cannot be read."""
    form = DryRunForm(request.GET)
    if not form.is_valid():
        return render(request, "fortnox/preview/dry_run.html", {"form": form}, status=422)
    found = previews(form.invoices(request.store).iterator(chunk_size=500), store=request.store)
    answer = StreamingHttpResponse(_written(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="dry-run-{request.store.slug}.csv"'
    # A streamed page is an HttpResponse in all that the decorators ask of it.
    return answer  # type: ignore[return-value]


@require_POST
@store_page()
def preview_selection(request: StoreRequest) -> HttpResponse:
    """From the invoice list: to the dry run of each `number` that is posted."""
    given = [each for each in request.POST.getlist("number")[:MOST_NUMBERS] if is_number(each)]
    return redirect(f"{page('dry_run', store=request.store)}?numbers={','.join(given)}")


def _line(made: Preview) -> Line:
    order = list(Level)
    found = sorted(made.warnings, key=lambda each: order.index(each.level))
    return Line(made, [_chip(each) for each in found if each.code != "text"])


def _chip(notice: Notice) -> Chip:
    return Chip(state=str(notice.message), tone=TONES[notice.level])


def _written(found: Iterator[Preview]) -> Iterator[str]:
    """With a mark in front by which spreadsheets know the encoding."""
    writer = csv.writer(_Echo())
    heads = [_("Number"), _("Date"), _("Customer"), _("Currency"), _("Total"), _("In Fortnox")]
    heads += [_("Requests"), _("Stopped"), _("Warnings")]
    yield "\ufeff" + writer.writerow(heads)
    for made in found:
        yield writer.writerow([_safe(each) for each in _cells(made)])


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
