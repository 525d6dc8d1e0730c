"""Customers: the list, and the one card with what it has bought."""

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.forms.filters import CustomerFilters
from tamio.backoffice.fragments import render_list
from tamio.backoffice.rows import with_chips
from tamio.commerce.customers.duplicates import probable_duplicates
from tamio.commerce.people.roles import Right
from tamio.look.paging import page_by_key


@require_safe
@store_page()
def customers(request: StoreRequest) -> HttpResponse:
    """Newest first."""
    form = CustomerFilters(request.GET)
    page = page_by_key(
        form.narrow(request.store.customers.all()),
        params=request.GET,
        sorts={"number", "name"},
        default="-number",
    )
    return render_list(
        request, "backoffice/customers.html", {"form": form, "page": page}, form=form
    )


@require_safe
@store_page()
def duplicates(request: StoreRequest) -> HttpResponse:
    """Cards that are probably one customer's, and what to do about them."""
    groups = probable_duplicates(store=request.store)
    return render(request, "backoffice/duplicates.html", {"groups": groups})


@require_safe
@store_page()
def customer(request: StoreRequest, number: int) -> HttpResponse:
    """The card, what it has bought in all, and its invoices."""
    found = get_object_or_404(request.store.customers, number=number)
    bought = found.invoices.filter(number__isnull=False)
    page = page_by_key(bought, params=request.GET, sorts={"number"}, default="-number")
    totals = bought.order_by("currency").values_list("currency")
    shown = {
        "customer": found,
        "may_erase": Right.ERASE_CUSTOMERS in request.rights,
        "totals": list(totals.annotate(Sum("total"), Count("pk"))),
        "page": page,
        "rows": with_chips(request, page.rows),
    }
    return render(request, "backoffice/customer.html", shown)
