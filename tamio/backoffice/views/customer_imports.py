"""Customers in from a file: what it would do is shown before it is done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.forms.importing import ImportForm
from tamio.backoffice.views.importing import Ways, problems_file, show_import
from tamio.clock import now
from tamio.commerce.customers.exchange.sheets import COLUMNS
from tamio.commerce.customers.exchange.work import agree, begin
from tamio.commerce.customers.models import CustomerImport
from tamio.commerce.people.roles import Right

#: Imports that the page tells of.
_MOST_SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CUSTOMERS)
def imports(request: StoreRequest) -> HttpResponse:
    """The form, and what was imported before."""
    is_post = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_post else ImportForm()
    if is_post and form.is_valid():
        file = form.cleaned_data["file"]
        made = begin(
            store=request.store,
            file_name=file.name,
            content=file.read(),
            by=request.user.email,
            now=now(),
        )
        return redirect("backoffice:customer_import", store_slug=request.store.slug, pk=made.pk)
    shown = {
        "form": form,
        "imports": request.store.customer_imports.defer("content")[:_MOST_SHOWN],
        "columns": list(COLUMNS),
    }
    status = 422 if is_post else 200
    return render(request, "backoffice/customer_imports.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CUSTOMERS)
def one_import(request: StoreRequest, pk: int) -> HttpResponse:
    """How far it has come and what is wrong with it. POST agrees to take in the rest."""
    found = _found(request, pk)
    if request.method == "POST":
        if agree(found, by=request.user.email):
            messages.success(request, _("The import has begun. You can leave this page."))
        return redirect("backoffice:customer_import", store_slug=request.store.slug, pk=pk)
    ways = Ways(
        "backoffice:customer_imports", "backoffice:customer_import_problems",
        "backoffice:customers", _("See the customers"),
    )  # fmt: skip
    return show_import(request, found, ways)


@require_safe
@store_page(right=Right.EDIT_CUSTOMERS)
def problems_csv(request: StoreRequest, pk: int) -> HttpResponse:
    """Every problem of the file, to be worked through beside it."""
    return problems_file(_found(request, pk))


def _found(request: StoreRequest, pk: int) -> CustomerImport:
    found: CustomerImport = get_object_or_404(
        request.store.customer_imports.defer("content"), pk=pk
    )
    return found
