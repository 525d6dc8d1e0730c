"""Cancels, and takes it back."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.subscriptions.acting import acted
from tamio.backoffice.subscriptions.forms import END, NOW, PERIOD, CancelForm
from tamio.backoffice.subscriptions.shown import owed_of, ways_on
from tamio.backoffice.subscriptions.telling import day_text
from tamio.backoffice.subscriptions.views import one_of
from tamio.commerce.invoices.lines import sums
from tamio.commerce.people.roles import Right
from tamio.commerce.subscriptions import ending
from tamio.commerce.subscriptions.drafting import draft_of
from tamio.commerce.subscriptions.models import Status, Subscription
from tamio.commerce.subscriptions.whole import whole_of
from tamio.store_clock import now

_UNPROCESSABLE = 422
#: There is no period that could run out.
_OVER_AT_ONCE = (Status.PENDING, Status.PAUSED, Status.UNPAID)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CUSTOMERS)
def cancel(request: StoreRequest, number: int) -> HttpResponse:
    """GET says what each way means: until when it runs, what is given back, what is still owed.

    A store may let somebody go before notice and minimum term are over.
    """
    found = one_of(request, number)
    ways = ways_on(request, found)
    if not ways["can_cancel"]:
        raise Http404("it is over, or cancelled")
    read = whole_of(found.pk)
    owed = owed_of(read)
    form = CancelForm(
        request.POST if request.method == "POST" else None,
        days=_days(request, read), owes=bool(owed), may_credit=ways["may_credit"],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        return _cancelled(request, read, form)
    today = request.store.date_of(now())
    unused = ending.unused_on(read, read.paused_on or today)
    shown = {
        "subscription": read,
        "form": form,
        "owed": owed,
        "unused": -sums([draft_of(each, subscription=read) for each in unused]).gross,
    }
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/subscriptions/cancel.html", shown, status=status)


@require_POST
@store_page(right=Right.EDIT_CUSTOMERS)
def uncancel(request: StoreRequest, number: int) -> HttpResponse:
    found, by = one_of(request, number), request.user.email
    said = _("The cancellation is taken back: it is renewed as before.")
    return acted(request, found, said, lambda: ending.uncancel(
        subscription=found, by=by, now=now()
    ))  # fmt: skip


def _days(request: StoreRequest, subscription: Subscription) -> Sequence[tuple[str, str]]:
    """The days on which it can end, the one that was agreed first."""
    if subscription.status in _OVER_AT_ONCE:
        return [(NOW, _("Today"))]
    first = ending.earliest_end(subscription, today=request.store.date_of(now()))
    days = [(END, _("When its time is out, %(day)s") % {"day": day_text(first)})]
    if subscription.period_end is not None and subscription.period_end < first:
        words = _("When this period ends, %(day)s: before notice and minimum term are over")
        days.append((PERIOD, words % {"day": day_text(subscription.period_end)}))
    return [*days, (NOW, _("Today"))]


def _cancelled(request: StoreRequest, found: Subscription, form: CancelForm) -> HttpResponse:
    given, by = form.cleaned_data, request.user.email
    said = _("It is ended.") if given["when"] == NOW else _("It is cancelled, and runs out.")
    return acted(request, found, said, lambda: ending.cancel(
        subscription=found, by=by, now=now(),
        at_once=given["when"] == NOW,
        credits_unused=given.get("gives_back", False),
        open_invoices=ending.Open(given.get("open_invoices") or ending.Open.KEEP),
        binding=given["when"] == END,
    ))  # fmt: skip
