"""A dry run: what sending many invoices would come to, one line each, as a table and as CSV."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.slots import BulkAction
from tamio.commerce.people.roles import Right
from tamio.fortnox.pages.addresses import is_number, page
from tamio.fortnox.pages.preview.forms import MOST_NUMBERS, DryRunForm
from tamio.fortnox.pages.preview.lines import csv_of, lines_of
from tamio.fortnox.sync.backfill.estimate import MOST_LINES, minutes_for
from tamio.fortnox.sync.preview.previews import previews

ACTION = BulkAction(
    name="preview-for-fortnox",
    label=gettext_lazy("Preview for Fortnox"),
    right=Right.VIEW,
    url_name="backoffice:fortnox:preview_selection",
)


@require_safe
@store_page()
def dry_run(request: StoreRequest) -> HttpResponse:
    """The first lines and what they come to."""
    form = DryRunForm(request.GET)
    if not form.is_valid():
        return render(request, "fortnox/preview/dry_run.html", {"form": form}, status=422)
    found = form.invoices(request.store)
    lines = lines_of(previews(found[:MOST_LINES], store=request.store))
    requests = sum(line.preview.requests for line in lines)
    shown = {
        "form": form,
        "store": request.store,
        "lines": lines,
        "total": found.count() if len(lines) == MOST_LINES else len(lines),
        "requests": requests,
        "minutes": minutes_for(requests),
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
    return csv_of(found, name=f"dry-run-{request.store.slug}")


@require_POST
@store_page()
def preview_selection(request: StoreRequest) -> HttpResponse:
    """From the invoice list: to the dry run of each `number` that is posted."""
    given = [each for each in request.POST.getlist("number")[:MOST_NUMBERS] if is_number(each)]
    return redirect(f"{page('dry_run', store=request.store)}?numbers={','.join(given)}")
