"""Pauses, goes on, and bills what could not be billed."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.subscriptions.forms import NOW, PauseForm
from tamio.backoffice.subscriptions.shown import ways_on
from tamio.backoffice.subscriptions.telling import day_text
from tamio.backoffice.subscriptions.views import one_of
from tamio.commerce.catalogue.stock import TooFew
from tamio.commerce.people.roles import Right
from tamio.commerce.subscriptions import pausing
from tamio.commerce.subscriptions.models import Subscription
from tamio.commerce.subscriptions.models.rules import rules_of
from tamio.commerce.subscriptions.running import Tally, renew_one
from tamio.commerce.vat.rates import UnknownRate
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CUSTOMERS)
@checked
def pause(request: StoreRequest, number: int) -> HttpResponse:
    found = one_of(request, number)
    if not ways_on(request, found)["can_pause"]:
        raise Http404("it cannot be paused as it is")
    form = PauseForm(
        request.POST if request.method == "POST" else None,
        period_end=day_text(found.period_end) if found.period_end else "",
    )
    if accepted(request, form):
        given = form.cleaned_data
        try:
            pausing.pause(
                subscription=found, by=request.user.email, now=now(),
                at_once=given["begins"] == NOW, until=given["until"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error("until" if "until" in _fields(error) else None, error.messages)
        else:
            messages.success(request, _("The pause is noted."))
            return back(request, found)
    longest = rules_of(request.store).longest_pause_days
    shown = {"subscription": found, "form": form, "longest": longest}
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/subscriptions/pause.html", shown, status=status)


@require_POST
@store_page(right=Right.EDIT_CUSTOMERS)
def unpause(request: StoreRequest, number: int) -> HttpResponse:
    found, by = one_of(request, number), request.user.email
    return acted(request, found, _("It is not going to be paused."), lambda: pausing.unpause(
        subscription=found, by=by, now=now()
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CUSTOMERS)
def resume(request: StoreRequest, number: int) -> HttpResponse:
    """GET says what follows: a new period that is billed today."""
    found, by = one_of(request, number), request.user.email
    if not ways_on(request, found)["can_resume"]:
        raise Http404("it is not paused")
    if request.method == "POST":
        keeps_day = request.POST.get("keeps_day") == "1"
        return acted(request, found, _("It goes on."), lambda: pausing.resume(
            subscription=found, by=by, now=now(), keeps_day=keeps_day
        ))  # fmt: skip
    rules = rules_of(request.store)
    shown = {
        "subscription": found,
        "today": request.store.date_of(now()),
        "keeps_day": rules.pauses_keep_day,
        "bills": rules.renewals_on,
    }
    return render(request, "backoffice/subscriptions/resume.html", shown)


@require_POST
@store_page(right=Right.EDIT_CUSTOMERS)
def bill(request: StoreRequest, number: int) -> HttpResponse:
    """Once what kept it from being billed is mended: it need not wait for the next run."""
    found = one_of(request, number)
    if not ways_on(request, found)["can_bill"]:
        raise Http404("nothing keeps it from being billed")
    try:
        done = renew_one(subscription=found, now=now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        _say(request, found, done)
    return back(request, found)


def _say(request: StoreRequest, found: Subscription, done: Tally) -> None:
    found.refresh_from_db()
    if done.parked:
        said = _("It still cannot be billed: %(why)s")
        messages.error(request, said % {"why": found.problem})
    elif done.billed:
        messages.success(request, _("It is billed."))
    else:
        messages.success(request, _("Nothing is due, so nothing was billed."))


def acted(
    request: StoreRequest, found: Subscription, said: str, do: Callable[[], object]
) -> HttpResponse:
    """Back to its page, with what was done or the reason why not."""
    try:
        do()
    except (ValidationError, TooFew, UnknownRate) as error:
        messages.error(request, refused(error))
    else:
        messages.success(request, said)
    return back(request, found)


def refused(error: Exception) -> str:
    """Why something cannot be done, in words."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, TooFew):
        words = _("There are only %(left)d left of “%(name)s”.")
        return words % {"left": error.left, "name": error.variant.title}
    return _("It cannot be sold to the customer's country: no VAT rate is known.")


def back(request: StoreRequest, found: Subscription) -> HttpResponse:
    return redirect("backoffice:subscription", request.store.slug, found.number)


def _fields(error: ValidationError) -> set[str]:
    return set(getattr(error, "error_dict", {}))
