"""Another plan, number or price: what it would cost is shown first, then done as it was shown."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.subscriptions.acting import back, refused
from tamio.backoffice.subscriptions.forms import ChangeForm
from tamio.backoffice.subscriptions.shown import lines_of, ways_on
from tamio.backoffice.subscriptions.views import one_of
from tamio.commerce.catalogue.stock import TooFew
from tamio.commerce.people.roles import Right
from tamio.commerce.subscriptions import changing
from tamio.commerce.subscriptions.changing import Preview, Seen, When
from tamio.commerce.subscriptions.discounts.wording import left_words
from tamio.commerce.subscriptions.holding import planned_of
from tamio.commerce.subscriptions.models import Plan, Subscription, SubscriptionLine
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.subscriptions.wording import every
from tamio.commerce.vat.rates import UnknownRate
from tamio.store_clock import now

_UNPROCESSABLE = 422
_CANNOT = (ValidationError, TooFew, UnknownRate)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CUSTOMERS)
def change(request: StoreRequest, number: int) -> HttpResponse:
    """GET with a choice shows what it would cost, on that day; POST does just that, or shows it
    anew where it is not so any more.
    """
    found = one_of(request, number)
    if not ways_on(request, found)["can_change"]:
        raise Http404("it cannot be changed as it is")
    given = request.POST if request.method == "POST" else request.GET
    lines = _lines(request, found)
    line = _chosen(lines, given)
    form = ChangeForm(given if "plan" in given else None, line=line, plans=_plans(line))
    problem, preview = "", None
    if form.is_valid():
        try:
            if request.method == "POST":
                _change(request, found, form)
                return back(request, found)
            preview = _preview(found, form)
        except _CANNOT as error:
            problem = refused(error)
            preview = _preview(found, form) if "seen" in getattr(error, "error_dict", {}) else None
    shown = {
        "subscription": found, "form": form, "line": line, "lines": lines, "preview": preview,
        "problem": problem, **_told(preview, form, currency=found.currency),
    }  # fmt: skip
    status = _UNPROCESSABLE if form.errors or problem else 200
    return render(request, "backoffice/subscriptions/change.html", shown, status=status)


@require_POST
@store_page(right=Right.EDIT_CUSTOMERS)
def drop_planned(request: StoreRequest, number: int) -> HttpResponse:
    """Takes back all that is planned."""
    found = one_of(request, number)
    if not found.is_living:
        raise Http404("it is over")
    read = whole_of(found.pk)
    for each in planned_of(read):
        changing.drop(change=each, by=request.user.email, now=now())
    messages.success(request, _("What was planned is dropped."))
    return back(request, found)


def _lines(request: StoreRequest, found: Subscription) -> Sequence[SubscriptionLine]:
    read = whole_of(found.pk)
    return lines_of(read, request.store.date_of(now()))


def _chosen(lines: Sequence[SubscriptionLine], given: QueryDict) -> SubscriptionLine:
    """The one that `line` names; without it the first, which is what was subscribed to."""
    if not lines:
        raise Http404("nothing is subscribed to")
    named = given.get("line")
    if named is None:
        return lines[0]
    found = next((line for line in lines if str(line.pk) == named), None)
    if found is None:
        raise Http404("no such line")
    return found


def _plans(line: SubscriptionLine) -> list[Plan]:
    """Of the same product, for sale, in the same money; and the one that they have."""
    product = line.version.plan.variant.product_id
    plans = Plan.objects.filter(variant__product=product).prefetch_related("versions")
    version = line.version
    return [
        plan
        for plan in plans
        if plan.pk == version.plan_id
        or (
            plan.active
            and plan.current.currency == version.currency
            and plan.current.prices_include_vat == version.prices_include_vat
        )
    ]


def _preview(found: Subscription, form: ChangeForm) -> Preview:
    return changing.preview(
        subscription=found, wishes=[form.wish], now=now(), when=form.when_asked
    )  # fmt: skip


def _change(request: StoreRequest, found: Subscription, form: ChangeForm) -> None:
    billed = changing.change(
        subscription=found, wishes=[form.wish], by=request.user.email, now=now(),
        when=form.when_asked, seen=_seen(request.POST),
    )  # fmt: skip
    if billed is not None and billed.invoice is not None:
        said = _("It is changed, with invoice %(number)s.")
        messages.success(request, said % {"number": billed.invoice.number})
    else:
        messages.success(request, _("The change is noted."))


def _told(preview: Preview | None, form: ChangeForm, *, currency: str) -> dict[str, object]:
    """What the page says of a preview, beside its own."""
    if preview is None:
        return {}
    total = preview.total.gross
    return {
        "at_once": preview.when is When.NOW,
        "then_every": every(form.chosen.current.interval),
        "discount": left_words(preview.discount, currency=currency) if preview.discount else "",
        "zero": Decimal("0.00"),
        "back": -total,
        # As texts: numbers are written otherwise on pages.
        "seen_total": str(total),
        "seen_revision": str(preview.revision),
    }


def _seen(posted: QueryDict) -> Seen:
    try:
        return Seen(
            on=date.fromisoformat(posted.get("on", "")),
            total=Decimal(posted.get("total", "")),
            revision=int(posted.get("revision", "")),
        )
    except (ValueError, InvalidOperation):
        message = _("Look at what it costs, and confirm it then.")
        raise ValidationError({"seen": [message]}) from None
