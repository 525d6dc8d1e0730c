"""A person's two wishes: what is known of them as a file, and to be erased."""

from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.commerce.customers.models import Customer
from tamio.commerce.customers.privacy import person
from tamio.commerce.people.roles import Right
from tamio.commerce.privacy import rights
from tamio.commerce.privacy.records import Extent, Person, Text, keepers
from tamio.store_clock import now

_CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.ERASE_CUSTOMERS)
def privacy(request: StoreRequest, number: int) -> HttpResponse:
    """What is known of the customer, what of it would go and what must be kept; posted, it goes."""
    customer = get_object_or_404(request.store.customers, number=number)
    if request.method != "POST" or customer.erased_at:
        return _page(request, customer)
    try:
        rights.erase(person(customer), name=str(customer.number), by=request.user.email, now=now())
    except rights.NotYet:
        return _page(request, customer, status=_CONFLICT)
    messages.success(request, _("Customer %(number)s is erased.") % {"number": customer.number})
    return redirect("backoffice:privacy", request.store.slug, customer.number)


@require_safe
@store_page(right=Right.ERASE_CUSTOMERS)
def known(request: StoreRequest, number: int) -> HttpResponse:
    """Everything, in a common format that a machine can read (GDPR art. 20.1)."""
    customer = get_object_or_404(request.store.customers, number=number)
    answer = JsonResponse(
        rights.known_of(person(customer)),
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    name = f"{request.store.slug}-{customer.number}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _page(request: StoreRequest, customer: Customer, *, status: int = 200) -> HttpResponse:
    whose = person(customer)
    shown = {
        "customer": customer,
        "records": _told(whose),
        "hindrances": [] if customer.erased_at else rights.hindrances(whose),
    }
    return render(request, "backoffice/privacy.html", shown, status=status)


def _told(whose: Person) -> list[tuple[Text, Extent]]:
    """Of each kind of records that holds anything, what it is called."""
    labels = {name: keeper.label for name, keeper in keepers().items()}
    extents = rights.extent_of(whose).items()
    return [(labels[name], extent) for name, extent in extents if extent.goes or extent.stays]
