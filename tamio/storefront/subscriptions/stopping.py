"""Pauses, goes on, cancels, and takes it back."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from tamio.commerce.catalogue.stock import TooFew
from tamio.commerce.subscriptions import ending, pausing
from tamio.commerce.subscriptions.models import Subscription
from tamio.commerce.subscriptions.models.rules import rules_of
from tamio.commerce.subscriptions.withdrawing import period_to_withdraw
from tamio.commerce.vat.rates import UnknownRate
from tamio.commerce.withdrawals.standing import has_right
from tamio.store_clock import now
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest
from tamio.storefront.subscriptions.access import CUSTOMER, if_allowed, my_page
from tamio.storefront.subscriptions.forms import PauseForm
from tamio.storefront.subscriptions.showing import shown_of
from tamio.storefront.subscriptions.wording import refused

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@my_page
def pause(request: ShopRequest, mine: Subscription) -> HttpResponse:
    if_allowed(request, "customers_pause")
    shown = shown_of(request, mine)
    if not shown["can_pause"]:
        raise Http404("it cannot be paused as it is")
    end = date_format(mine.period_end, "j F Y") if mine.period_end else ""
    form = PauseForm(request.POST if request.method == "POST" else None, period_end=end)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            pausing.pause(
                subscription=mine, by=CUSTOMER, now=now(), at_once=given["begins"] == "now",
                until=given["until"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error("until" if "until" in error.error_dict else None, error.messages)
        else:
            return _back(request, mine)
    longest = rules_of(request.store).longest_pause_days
    shown |= {"form": form, "longest": longest}
    status = _UNPROCESSABLE if form.errors else 200
    return render_page(request, "storefront/subscriptions/pause.html", shown, status=status)


@require_POST
@my_page
def unpause(request: ShopRequest, mine: Subscription) -> HttpResponse:
    if_allowed(request, "customers_pause")
    return _done(request, mine, lambda: pausing.unpause(
        subscription=mine, by=CUSTOMER, now=now()
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@my_page
def resume(request: ShopRequest, mine: Subscription) -> HttpResponse:
    """GET says what follows: a new period that is billed today."""
    if_allowed(request, "customers_pause")
    shown = shown_of(request, mine)
    if not shown["can_resume"]:
        raise Http404("it is not paused")
    if request.method == "POST":
        return _done(request, mine, lambda: pausing.resume(
            subscription=mine, by=CUSTOMER, now=now()
        ))  # fmt: skip
    shown["keeps_day"] = rules_of(request.store).pauses_keep_day
    return render_page(request, "storefront/subscriptions/resume.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@my_page
def cancel(request: ShopRequest, mine: Subscription) -> HttpResponse:
    """Never switched off. GET says what it means: until when it runs, and what is still owed."""
    if not mine.is_living or mine.cancel_on is not None:
        raise Http404("it is over, or cancelled")
    if request.method == "POST":
        return _done(request, mine, lambda: ending.cancel(
            subscription=mine, by=CUSTOMER, now=now()
        ))  # fmt: skip
    shown = shown_of(request, mine)
    shown["owed"] = [each for each in shown["billed"] if each.left]
    shown |= _withdrawal(request, mine)
    return render_page(request, "storefront/subscriptions/cancel.html", shown)


@require_POST
@my_page
def uncancel(request: ShopRequest, mine: Subscription) -> HttpResponse:
    return _done(request, mine, lambda: ending.uncancel(
        subscription=mine, by=CUSTOMER, now=now()
    ))  # fmt: skip


def _withdrawal(request: ShopRequest, mine: Subscription) -> dict[str, object]:
    """Within 14 days there is another right than to cancel: everything is paid back."""
    first = mine.periods.exclude(invoice=None).order_by("pk").select_related("invoice").first()
    if first is None or first.invoice is None or not has_right(first.invoice):
        return {"withdraws_from": None}
    is_open = period_to_withdraw(mine).is_open(request.store.date_of(now()))
    return {"withdraws_from": first.invoice if is_open else None}


def _done(
    request: ShopRequest, mine: Subscription, do: Callable[[], object]
) -> HttpResponse:  # fmt: skip
    """Back to its page; where it could not be done, with the reason."""
    try:
        do()
    except (ValidationError, TooFew, UnknownRate) as error:
        messages = error.messages if isinstance(error, ValidationError) else []
        mine.refresh_from_db()
        shown = shown_of(request, mine) | {"problem": refused(messages)}
        return render_page(
            request, "storefront/subscriptions/one.html", shown, status=_UNPROCESSABLE
        )
    return _back(request, mine)


def _back(request: ShopRequest, mine: Subscription) -> HttpResponse:
    return redirect("storefront:my_subscription", request.store.slug, mine.number)
