"""The store's clock: what it says, how far it is to be moved, and what the days have brought."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from tamio import clock as house_clock
from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.clock.forms import ClockForm
from tamio.backoffice.clock.shown import MOST_SHOWN, newest_move
from tamio.commerce.people.roles import Right
from tamio.commerce.sandbox.asking import ask, in_months, stop
from tamio.commerce.sandbox.guards import refusal
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.EDIT_STORE)
def clock(request: StoreRequest) -> HttpResponse:
    """What it says, and how it is moved. POST moves it."""
    form = ClockForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _asked(request, form):
        return redirect("backoffice:clock", request.store.slug)
    today = request.store.date_of(now())
    newest = newest_move(request.store, today=today)
    shown = {
        "form": form,
        "today": today,
        "refusal": refusal(request.store),
        "shown": newest,
        "is_under_way": newest is not None and newest.move.is_under_way,
        "moves": request.store.clock_moves.all()[:MOST_SHOWN],
        "may_move": Right.EDIT_STORE in request.rights,
    }
    if request.htmx and not shown["is_under_way"]:
        # It is there: what the whole page says of the day has changed with it.
        return HttpResponseClientRefresh()
    template = "backoffice/clock/progress.html" if request.htmx else "backoffice/clock/clock.html"
    status = _UNPROCESSABLE if request.method == "POST" else 200
    return render(request, template, shown, status=status)


@require_POST
@store_page(right=Right.EDIT_STORE)
def stopped(request: StoreRequest) -> HttpResponse:
    """Leaves the clock where it has got to."""
    if stop(store=request.store, by=request.user.email, now=house_clock.now()):
        messages.success(request, _("The clock goes no further."))
    return redirect("backoffice:clock", request.store.slug)


def _asked(request: StoreRequest, form: ClockForm) -> bool:
    """What is wrong stands in the form."""
    at = house_clock.now()
    months = form.months
    to = form.day if months is None else in_months(request.store, months, now=at)
    try:
        ask(store=request.store, to=to, by=request.user.email, now=at)
    except ValidationError as error:
        for name, said in error.message_dict.items():
            form.add_error("to" if name == "to" else None, said)
        return False
    return True
