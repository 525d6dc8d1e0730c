"""A list as a table, and the filters that people keep of it."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.lists.bar import may_change, saved_for
from tamio.backoffice.lists.forms import SavedFilterForm
from tamio.backoffice.lists.kinds import Cell, Listed, kinds
from tamio.backoffice.lists.models import SavedFilter
from tamio.backoffice.lists.tables import as_csv, as_excel

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNPROCESSABLE = 422


@require_safe
@store_page()
def table_csv(request: StoreRequest, listed: str) -> HttpResponse:
    """All that match the address's filters, however many; sent while it is read."""
    kind = kind_of(listed)
    return csv_of(kind, kind.table(request, request.GET))


@require_safe
@store_page()
def table_excel(request: StoreRequest, listed: str) -> HttpResponse:
    """The same as an Excel file."""
    kind = kind_of(listed)
    return excel_of(kind, kind.table(request, request.GET))


@require_POST
@store_page()
def keep_filter(request: StoreRequest, listed: str) -> HttpResponse:
    """Keeps the posted `query` of the list under a name."""
    kind = kind_of(listed)
    query = kind.query_of(request, QueryDict(request.POST.get("query", "")))
    saved = SavedFilter(store=request.store, person=request.user, list=kind.name, query=query)
    form = SavedFilterForm(request.POST, instance=saved)
    if not form.is_valid():
        return _shown(request, kind, form)
    form.save()
    messages.success(request, _("“%(name)s” is a tab above the list now.") % {"name": saved.name})
    return redirect(address_of(request, kind, saved.query))


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
@checked
def saved_filter(request: StoreRequest, pk: int) -> HttpResponse:
    """Another name, or shared or not."""
    saved = _own(request, pk)
    kind = kind_of(saved.list)
    form = SavedFilterForm(request.POST if request.method == "POST" else None, instance=saved)
    if not accepted(request, form):
        return _shown(request, kind, form)
    form.save()
    messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
    return redirect(address_of(request, kind, saved.query))


@require_POST
@store_page()
def drop_filter(request: StoreRequest, pk: int) -> HttpResponse:
    """The tab goes; what it showed stays where it is."""
    saved = _own(request, pk)
    saved.delete()
    messages.success(request, _("The tab “%(name)s” is removed.") % {"name": saved.name})
    return redirect(address_of(request, kind_of(saved.list), saved.query))


def csv_of(kind: Listed, table: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Sent while it is read."""
    language = (get_language() or "sv")[:2]

    def lines() -> Iterator[bytes]:
        # It is read after the request's own language is over.
        with override(language):
            yield from as_csv(table, language=language)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind.name}.csv"'
    return response  # type: ignore[return-value]  # a response all the same


def excel_of(kind: Listed, table: Iterable[Sequence[Cell]]) -> HttpResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    as_excel(table, title=str(kind.title), into=file)
    file.seek(0)
    return FileResponse(  # type: ignore[return-value]  # a response all the same
        file, as_attachment=True, filename=f"{kind.name}.xlsx", content_type=_EXCEL
    )


def kind_of(name: str) -> Listed:
    """Raises Http404 for a list that there is not."""
    found = kinds().get(name)
    if found is None:
        raise Http404("there is no such list")
    return found


def address_of(request: StoreRequest, kind: Listed, query: str) -> str:
    """The list as `query` has it."""
    page = reverse(kind.url_name, args=[request.store.slug])
    return f"{page}?{query}" if query else page


def _own(request: StoreRequest, pk: int) -> SavedFilter:
    saved: SavedFilter = get_object_or_404(saved_for(request), pk=pk)
    if not may_change(request, saved):
        raise Http404("it is somebody else's")
    return saved


def _shown(request: StoreRequest, kind: Listed, form: SavedFilterForm) -> HttpResponse:
    saved = form.instance
    shown = {
        "form": form,
        "saved": saved,
        "listed": kind,
        "back": address_of(request, kind, saved.query),
    }
    status = _UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "backoffice/lists/saved_filter.html", shown, status=status)
