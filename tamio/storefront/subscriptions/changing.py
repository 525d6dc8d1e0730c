"""Another plan or number: what it would cost is shown first, and then done as it was shown."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.commerce.subscriptions import changing
from tamio.commerce.subscriptions.changing import Preview, Seen, When
from tamio.commerce.subscriptions.discounts.wording import left_words
from tamio.commerce.subscriptions.holding import planned_of
from tamio.commerce.subscriptions.models import (
    Collection,
    Plan,
    Status,
    Subscription,
    SubscriptionLine,
)
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.subscriptions.wording import every
from tamio.store_clock import now
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest
from tamio.storefront.subscriptions.access import CUSTOMER, if_allowed, my_page
from tamio.storefront.subscriptions.forms import ChangeForm
from tamio.storefront.subscriptions.showing import current_lines
from tamio.storefront.subscriptions.wording import refused

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@my_page
def change(request: ShopRequest, mine: Subscription) -> HttpResponse:
    """GET with a choice shows what it would cost, on that day; POST does just that, or shows it
    anew where it is not so any more.
    """
    if_allowed(request, "customers_change")
    line = _line(request, mine)
    given = request.POST if request.method == "POST" else request.GET
    form = ChangeForm(given if "plan" in given else None, line=line, plans=_plans(line))
    problem, preview = "", None
    if form.is_valid():
        try:
            if request.method == "POST":
                _change(mine, form, request.POST)
                return redirect("storefront:my_subscription", request.store.slug, mine.number)
            preview = _preview(mine, form)
        except ValidationError as error:
            problem = refused(error.messages)
            preview = _preview(mine, form) if "seen" in getattr(error, "error_dict", {}) else None
    shown = {
        "form": form, "preview": preview, "problem": problem, "subscription": mine,
        "by_card": mine.collection == Collection.AUTOMATIC,
        **_told(preview, form, currency=mine.currency),
    }  # fmt: skip
    status = _UNPROCESSABLE if form.errors or problem else 200
    return render_page(request, "storefront/subscriptions/change.html", shown, status=status)


@require_POST
@my_page
def drop_planned(request: ShopRequest, mine: Subscription) -> HttpResponse:
    """Takes back all that is planned for the end of the period."""
    if_allowed(request, "customers_change")
    if mine.is_living:
        read = whole_of(mine.pk)
        for each in planned_of(read):
            changing.drop(change=each, by=CUSTOMER, now=now())
    return redirect("storefront:my_subscription", request.store.slug, mine.number)


def _line(request: ShopRequest, mine: Subscription) -> SubscriptionLine:
    """What is subscribed to; what was added to it the shop changes."""
    read = whole_of(mine.pk)
    if not read.is_living or read.cancel_on is not None or read.status == Status.UNPAID:
        raise Http404("it cannot be changed as it is")
    lines = current_lines(read, request.store.date_of(now()))
    return next(line for line in lines if not line.is_addon)


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


def _preview(mine: Subscription, form: ChangeForm) -> Preview:
    return changing.preview(subscription=mine, wishes=[form.wish], now=now())


def _change(mine: Subscription, form: ChangeForm, posted: QueryDict) -> None:
    seen = _seen(posted)
    changing.change(
        subscription=mine, wishes=[form.wish], by=CUSTOMER, now=now(), seen=seen
    )  # fmt: skip


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
