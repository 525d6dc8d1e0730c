"""Customers: the list, and the one card with what it has bought."""

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.customer import InvoiceEmailForm
from tamio.backoffice.lists.actions import actions_for
from tamio.backoffice.lists.of_customers import CUSTOMERS
from tamio.backoffice.rows import has_states, with_chips
from tamio.backoffice.vat_checks import standing
from tamio.commerce.customers.duplicates import probable_duplicates
from tamio.commerce.customers.models import Customer
from tamio.commerce.customers.vat_numbers.asking import ask_again
from tamio.commerce.people.roles import Right
from tamio.look.paging import page_by_key
from tamio.store_clock import now


@require_safe
@store_page()
def customers(request: StoreRequest) -> HttpResponse:
    """Newest first."""
    form, page = CUSTOMERS.page(request)
    may_import = Right.EDIT_CUSTOMERS in request.rights
    actions = actions_for(request, CUSTOMERS.name)
    return CUSTOMERS.answer(request, form, page, may_import=may_import, actions=actions)


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
    return _shown(request, _customer(request, number))


@require_POST
@store_page(right=Right.EDIT_CUSTOMERS)
@checked
def invoice_email(request: StoreRequest, number: int) -> HttpResponse:
    """Where the customer's invoices go from now on."""
    found = _customer(request, number)
    form = InvoiceEmailForm(request.POST, instance=_customer(request, number))
    if not accepted(request, form):
        return _shown(request, found, form=form)
    form.write(by=request.user.email, now=now())
    messages.success(request, _("Saved. It counts from the next sale on."))
    return redirect("backoffice:customer", request.store.slug, number)


@require_POST
@store_page(right=Right.EDIT_CUSTOMERS)
def check_vat_number(request: StoreRequest, number: int) -> HttpResponse:
    """Has the register of VAT numbers asked again."""
    found = _customer(request, number)
    if ask_again(customer=found, now=now(), by=request.user.email) is None:
        messages.error(request, _("The number cannot be looked up: no register is to be asked."))
    else:
        messages.success(request, _("The number is being looked up."))
    return redirect("backoffice:customer", request.store.slug, number)


def _customer(request: StoreRequest, number: int) -> Customer:
    return get_object_or_404(request.store.customers.select_related("store"), number=number)


def _shown(
    request: StoreRequest, found: Customer, *, form: InvoiceEmailForm | None = None
) -> HttpResponse:
    bought = found.invoices.filter(number__isnull=False)
    page = page_by_key(bought, params=request.GET, sorts={"number"}, default="-number")
    totals = bought.order_by("currency").values_list("currency")
    shown = {
        "customer": found,
        "subscribes": found.subscriptions.exists(),
        "may_erase": Right.ERASE_CUSTOMERS in request.rights,
        "totals": list(totals.annotate(Sum("total"), Count("pk"))),
        "page": page,
        "rows": with_chips(request, page.rows),
        "has_states": has_states(),
        "vat": standing(found),
        "form": form or InvoiceEmailForm(instance=found),
        "may_edit": Right.EDIT_CUSTOMERS in request.rights,
    }
    return render(request, "backoffice/customer.html", shown, status=422 if form else 200)
