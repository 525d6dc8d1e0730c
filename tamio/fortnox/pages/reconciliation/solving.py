"""What is done about a finding: sent, compared again, or settled with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.fortnox.models import Finding
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.submissions import send
from tamio.fortnox.sync.reconcile.settling import MOST_REASON, settle, take_up_again
from tamio.outbox.errors import Refused


@require_POST
@store_page(right=Right.SUBMIT_INVOICES)
def send_finding(request: StoreRequest, pk: int) -> HttpResponse:
    """Sends the sale, or compares it with its order again."""
    finding = _finding(request, pk)
    if finding.invoice is not None:
        try:
            send(invoice=finding.invoice, now=now(), by=request.user.email)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            said = _("Invoice %(number)s is sent to Fortnox at once.")
            messages.success(request, said % {"number": finding.invoice.number})
    return _back(request, finding)


@require_POST
@store_page(right=Right.SUBMIT_INVOICES)
def settle_finding(request: StoreRequest, pk: int) -> HttpResponse:
    """Marks it as settled, for a reason that stays on record; without one, takes that back."""
    finding = _finding(request, pk)
    if "again" in request.POST:
        take_up_again(finding=finding, now=now(), by=request.user.email)
        return _back(request, finding)
    reason = " ".join(request.POST.get("reason", "").split())
    try:
        settle(finding=finding, reason=reason, now=now(), by=request.user.email)
    except ValueError:
        said = _("Give a reason of 1 to %(most)s characters.")
        messages.error(request, said % {"most": MOST_REASON})
    return _back(request, finding)


def _finding(request: StoreRequest, pk: int) -> Finding:
    found: Finding = get_object_or_404(
        Finding.objects.select_related("invoice", "reconciliation"),
        pk=pk,
        reconciliation__store=request.store,
    )
    return found


def _back(request: StoreRequest, finding: Finding) -> HttpResponse:
    address = page("reconciliation", store=request.store, pk=finding.reconciliation_id)
    return redirect(f"{address}#finding-{finding.pk}")
