"""What is ticked in a list, and that alone as a table."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.lists.kinds import Listed
from tamio.backoffice.lists.views import csv_of, excel_of, kind_of

#: Ticks of one page, shift and all.
_MOST_TICKED = 500


@require_POST
@store_page()
def ticked_csv(request: StoreRequest, listed: str) -> HttpResponse:
    """The ticked rows in the list's own columns."""
    kind = kind_of(listed)
    keys = ticked_keys(request, kind)
    return csv_of(kind, kind.table_of(request, keys)) if keys else _nothing(request, kind)


@require_POST
@store_page()
def ticked_excel(request: StoreRequest, listed: str) -> HttpResponse:
    """The same as an Excel file."""
    kind = kind_of(listed)
    keys = ticked_keys(request, kind)
    return excel_of(kind, kind.table_of(request, keys)) if keys else _nothing(request, kind)


def ticked_keys(request: StoreRequest, kind: Listed) -> list[int]:
    """The keys of the store's rows whose numbers or keys are posted; others are passed over."""
    field, given = "pk", request.POST.getlist("row")
    if "number" in request.POST:
        field, given = "number", request.POST.getlist("number")
    numbers = [int(each) for each in given[:_MOST_TICKED] if each.isdecimal() and len(each) < 18]
    found = kind.rows(request).filter(**{f"{field}__in": numbers})
    return list(found.order_by("pk").values_list("pk", flat=True))


def _nothing(request: StoreRequest, kind: Listed) -> HttpResponse:
    messages.warning(request, _("Tick the rows first."))
    return redirect(f"backoffice:{kind.name}", request.store.slug)
