"""The last step: one product is sold to the store itself, and followed until it has arrived."""

import re
from secrets import token_hex

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.first_steps.steps import progress
from tamio.backoffice.first_steps.views import page
from tamio.clock import now
from tamio.commerce.checkout.test_sale import first_product, make_test_sale
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.people.roles import Right

_REFERENCE = re.compile(r"[0-9a-f]{12}")


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
def test_sale(request: StoreRequest) -> HttpResponse:
    """POST sells one; the page then looks by itself until it has arrived or needs somebody."""
    if request.method == "POST":
        _sell(request)
        return redirect("backoffice:first_test_sale", store_slug=request.store.slug)
    invoice = _latest(request)
    arrivals = _arrivals(request, invoice)
    shown: dict[str, object] = {
        "invoice": invoice,
        "arrivals": arrivals,
        "looks_again": any(each.looks_again for each in arrivals),
        "has_arrived": invoice is not None and all(each.has_arrived for each in arrivals),
    }
    if request.htmx:
        shown["progress"] = progress(request)
        return render(request, "backoffice/first_steps/following.html", shown)
    shown |= {
        "product": first_product(request.store),
        # A click twice is one sale.
        "reference": token_hex(6),
        "left": [step for step in progress(request).steps if not step.done][:-1],
    }
    return page(request, "test-sale", shown)


def _sell(request: StoreRequest) -> None:
    given = request.POST.get("reference", "")
    reference = given if _REFERENCE.fullmatch(given) else token_hex(6)
    product = first_product(request.store)
    try:
        invoice, is_new = make_test_sale(
            store=request.store, reference=reference, now=now(), product=product
        )
    except ValidationError as error:
        messages.error(request, _refusal(error))
        return
    if is_new:
        for each in slots.first_steps:
            each.send(request, invoice, now=now())


def _latest(request: StoreRequest) -> Invoice | None:
    sold = request.store.invoices.filter(channel=Channel.TEST_SALE, number__isnull=False)
    return sold.order_by("-number").first()


def _arrivals(request: StoreRequest, invoice: Invoice | None) -> list[slots.Arrival]:
    if invoice is None:
        return []
    return [each.arrival(request, invoice) for each in slots.first_steps]


def _refusal(error: ValidationError) -> str:
    told = "; ".join(f"{field}: {' '.join(found)}" for field, found in error.message_dict.items())
    return _(
        "The test sale could not be made with the store's own particulars: %(problems)s"
        " Correct them in the first step."
    ) % {"problems": told}
