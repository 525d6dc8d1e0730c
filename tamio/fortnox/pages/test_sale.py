"""Makes a test sale, and leads to its invoice to see it arrive."""

import re
from secrets import token_hex

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tamio import store_clock
from tamio.backoffice.access import StoreRequest, store_page
from tamio.clock import now
from tamio.commerce.checkout.test_sale import make_test_sale
from tamio.commerce.people.roles import Right
from tamio.fortnox.pages.addresses import page, panel_of
from tamio.fortnox.pages.standing import standing
from tamio.fortnox.pages.submissions import send

_REFERENCE = re.compile(r"[0-9a-f]{12}")


def new_reference() -> str:
    """Stands in the form, so that a click twice is one sale."""
    return token_hex(6)


@require_POST
@store_page(right=Right.CONNECT_INTEGRATIONS)
def test_sale(request: StoreRequest) -> HttpResponse:
    """Sells through the same door as everyone, and sends it before everything else."""
    overview = page("overview", store=request.store)
    if not standing(store=request.store, now=now()).can_send:
        messages.warning(request, _("Connect Fortnox and choose the two revenue accounts first."))
        return redirect(overview)
    given = request.POST.get("reference", "")
    reference = given if _REFERENCE.fullmatch(given) else new_reference()
    try:
        invoice, is_new = make_test_sale(
            store=request.store, reference=reference, now=store_clock.now()
        )
    except ValidationError as error:
        messages.error(request, _refusal(error))
        return redirect(overview)
    if is_new:
        send(invoice=invoice, now=now(), by=request.user.email)
    return redirect(panel_of(store=request.store, number=invoice.number or 0))


def _refusal(error: ValidationError) -> str:
    told = "; ".join(f"{field}: {' '.join(found)}" for field, found in error.message_dict.items())
    return _(
        "The test sale could not be made with the store's own particulars: %(problems)s"
        " Correct them under Settings."
    ) % {"problems": told}
