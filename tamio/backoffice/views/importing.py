"""Products out as a table and in again: what a file would do is shown before it is done."""

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.forms.importing import ProductImportForm
from tamio.clock import now
from tamio.commerce.catalogue.exchange import exporting
from tamio.commerce.catalogue.exchange.columns import COLUMNS
from tamio.commerce.catalogue.exchange.work import agree, begin
from tamio.commerce.catalogue.models import CatalogueImport
from tamio.commerce.importing.models import FileImport
from tamio.commerce.people.roles import Right
from tamio.look.paging import page_by_key

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Imports that the page tells of.
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem as its reader speaks."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The names of the pages around an import of one kind, and what the last is called."""

    list_url: str
    problems_url: str
    done_url: str
    done_label: str


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
def imports(request: StoreRequest) -> HttpResponse:
    """The form, and what was imported before."""
    is_post = request.method == "POST"
    form = ProductImportForm(request.POST, request.FILES) if is_post else ProductImportForm()
    if is_post and form.is_valid():
        file = form.cleaned_data["file"]
        made = begin(
            store=request.store,
            file_name=file.name,
            content=file.read(),
            by=request.user.email,
            now=now(),
            prices_include_vat=form.cleaned_data["prices"],
        )
        return redirect("backoffice:import", store_slug=request.store.slug, pk=made.pk)
    shown = {
        "form": form,
        "imports": request.store.imports.defer("content")[:_MOST_SHOWN],
        "columns": [column.name for column in COLUMNS],
    }
    status = 422 if is_post else 200
    return render(request, "backoffice/imports.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
def one_import(request: StoreRequest, pk: int) -> HttpResponse:
    """How far it has come and what is wrong with it. POST agrees to take in the rest."""
    found = _found(request, pk)
    if request.method == "POST":
        if agree(found, by=request.user.email):
            messages.success(request, _("The import has begun. You can leave this page."))
        return redirect("backoffice:import", store_slug=request.store.slug, pk=pk)
    return show_import(request, found, _ways())


@require_safe
@store_page(right=Right.EDIT_CATALOGUE)
def problems_csv(request: StoreRequest, pk: int) -> HttpResponse:
    """Every problem of the file, to be worked through beside it."""
    return problems_file(_found(request, pk))


@require_safe
@store_page()
def export_csv(request: StoreRequest) -> HttpResponse:
    """The whole catalogue, as it can be imported again."""
    return _download(exporting.as_csv(request.store), name="products.csv")


@require_safe
@store_page()
def export_excel(request: StoreRequest) -> HttpResponse:
    """The same as an Excel file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    exporting.as_excel(request.store, into=file)
    file.seek(0)
    return FileResponse(  # type: ignore[return-value]  # a response all the same
        file, as_attachment=True, filename="products.xlsx", content_type=_EXCEL
    )


def show_import(request: StoreRequest, found: FileImport, ways: Ways) -> HttpResponse:
    """The page of an import of any kind, or what of it moves."""
    problems = found.problems.all()  # type: ignore[attr-defined]  # each kind has its own
    page = page_by_key(problems, params=request.GET, sorts={"row"}, default="row")
    shown = {
        "import": found,
        "page": page,
        "problems": [shown_problem(each) for each in page.rows],
        "left_out": [(in_words(each), each["rows"]) for each in found.left_out],
        "refusal": in_words(found.refusal) if found.refusal else "",
        "ways": ways,
    }
    template = "backoffice/import_progress.html" if request.htmx else "backoffice/import.html"
    return render(request, template, shown)


def problems_file(found: FileImport) -> HttpResponse:
    return _download(_problem_lines(found), name=f"problems-{found.pk}.csv")


def shown_problem(problem: Any) -> Shown:
    """In the language of whoever looks."""
    told = in_words({"message": problem.message, "words": problem.words})
    return Shown(problem.row, problem.column, problem.value, told)


def in_words(told: Mapping[str, Any]) -> str:
    """A message that was kept in English, in the language of whoever looks."""
    message, words = told["message"], told["words"]
    return _(message) % words if words else _(message)


def _ways() -> Ways:
    return Ways(
        "backoffice:imports", "backoffice:import_problems", "backoffice:products",
        _("See the products"),
    )  # fmt: skip


def _found(request: StoreRequest, pk: int) -> CatalogueImport:
    found: CatalogueImport = get_object_or_404(request.store.imports.defer("content"), pk=pk)
    return found


def _problem_lines(made: FileImport) -> Iterator[bytes]:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";")
    yield "\ufeff".encode()
    writer.writerow([_("Row"), _("Column"), _("Value"), _("Problem")])
    problems = made.problems  # type: ignore[attr-defined]  # each kind has its own
    for problem in problems.order_by("row", "pk").iterator(chunk_size=1000):
        shown = shown_problem(problem)
        value = exporting.harmless(shown.value)
        writer.writerow([shown.row, shown.column, value, shown.message])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
    yield line.getvalue().encode()


def _download(lines: Iterator[bytes], *, name: str) -> HttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response  # type: ignore[return-value]  # a response all the same
