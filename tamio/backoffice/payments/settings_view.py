"""The page of the ways to pay."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.payments.settings_form import WaysToPayForm
from tamio.commerce.payments.providers import STRIPE
from tamio.commerce.payments.providers.stripe_pages import EVENTS
from tamio.commerce.people.roles import Right
from tamio.outbox import lanes
from tamio.store_clock import now


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.EDIT_STORE)
@checked
def ways_to_pay(request: StoreRequest) -> HttpResponse:
    """All may look; to change them takes the right. What waited for a key goes on with it."""
    form = WaysToPayForm(request.POST if request.method == "POST" else None, store=request.store)
    if accepted(request, form) and form.proves_key():
        form.write(by=request.user.email, now=now())
        if form.has_new_key:
            lanes.release(
                store_id=request.store.pk, destination="payments", now=now(), by=request.user.email
            )
        if form.unasked:
            messages.warning(request, _("Stripe does not answer just now: the key is unproven."))
        messages.success(request, _("The settings are saved."))
        return redirect("backoffice:ways_to_pay", request.store.slug)
    may_edit = Right.EDIT_STORE in request.rights
    if not may_edit:
        for field in form.fields.values():
            field.disabled = True
    address = reverse("storefront:webhook", args=[request.store.slug, STRIPE])
    shown = {
        "form": form,
        "may_edit": may_edit,
        "webhook": request.build_absolute_uri(address),
        "events": EVENTS,
        "test_payments": settings.TEST_PAYMENTS,
    }
    status = 422 if form.errors else 200
    return render(request, "backoffice/payments/ways_to_pay.html", shown, status=status)
