"""A new price for subscribers: what it comes to is shown before anybody is told."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.plans.repricing.forms import RepricingForm
from tamio.commerce.people.roles import Right
from tamio.commerce.subscriptions.models import Plan, PriceChange
from tamio.commerce.subscriptions.repricing.effect import effect_of
from tamio.commerce.subscriptions.repricing.planning import begin, call_off
from tamio.look.chips import Chip, Tone
from tamio.look.paging import page_by_key
from tamio.store_clock import now

_UNPROCESSABLE = 422
_ASKED = {"price", "percent", "applies_from"}


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
def new_price(request: StoreRequest, pk: int) -> HttpResponse:
    """What is asked for in the address is shown; posted, it is begun as it was shown."""
    plans = Plan.objects.filter(store=request.store).select_related("variant__product", "store")
    plan = get_object_or_404(plans.prefetch_related("versions"), pk=pk)
    today = request.store.date_of(now())
    given = request.POST if request.method == "POST" else request.GET
    form = RepricingForm(given if _ASKED & set(given) else None, plan=plan, today=today)
    effect = effect_of(form.terms, today=today) if form.is_valid() and form.terms else None
    if request.method == "POST" and form.terms is not None and effect is not None:
        if request.POST.get("seen") != _seen(effect.subscriptions, effect.difference):
            form.add_error(None, _("It is not what you saw any more. Look at it once more."))
        elif (begun := _begun(request, form)) is not None:
            return redirect("backoffice:price_change", request.store.slug, begun.pk)
    shown = {
        "plan": plan,
        "product": plan.variant.product,
        "form": form,
        "effect": effect,
        "seen": _seen(effect.subscriptions, effect.difference) if effect else "",
        "currency": plan.current.currency,
        "changes": [(each, _chip(each)) for each in _counted(plan.price_changes.all())[:_LATEST]],
    }
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/plans/new_price.html", shown, status=status)


#: So many of a plan's changes stand beside a new one.
_LATEST = 12


@require_safe
@store_page()
def price_change(request: StoreRequest, pk: int) -> HttpResponse:
    """How far it is, and each who was told."""
    every = _counted(PriceChange.objects.filter(store=request.store))
    change = get_object_or_404(every.select_related("plan__variant__product"), pk=pk)
    page = page_by_key(
        change.notices.select_related("subscription__customer"),
        params=request.GET, sorts={"not_before"}, default="not_before",
    )  # fmt: skip
    shown = {
        "change": change,
        "chip": _chip(change),
        "page": page,
        "currency": change.plan.current.currency,
        "can_call_off": Right.EDIT_STORE in request.rights and _goes_on(change),
    }
    return render(request, "backoffice/plans/price_change.html", shown)


@require_POST
@store_page(right=Right.EDIT_STORE)
def price_change_off(request: StoreRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(PriceChange.objects.filter(store=request.store), pk=pk)
    try:
        spared = call_off(change=change, by=request.user.email, now=now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = _("The price change is called off. %(count)d who were told are told that too.")
        messages.success(request, said % {"count": spared})
    return redirect("backoffice:price_change", request.store.slug, pk)


def _begun(request: StoreRequest, form: RepricingForm) -> PriceChange | None:
    assert form.terms is not None
    try:
        begun = begin(terms=form.terms, by=request.user.email, now=now())
    except ValidationError as error:
        for field, problems in error.message_dict.items():
            form.add_error(field, problems)
        return None
    messages.success(request, _("The letters are on their way. Until the day you can call it off."))
    return begun


def _seen(subscriptions: int, difference: object) -> str:
    return f"{subscriptions}:{difference}"


def _counted(changes: QuerySet[PriceChange]) -> QuerySet[Any]:
    waits = Q(notices__done_at=None, notices__dropped_at=None)
    return changes.annotate(
        told=Count("notices"),
        waiting=Count("notices", filter=waits & Q(notices__isnull=False)),
        done=Count("notices", filter=Q(notices__done_at__isnull=False)),
    )


def _goes_on(change: PriceChange) -> bool:
    counted = bool(change.waiting)  # type: ignore[attr-defined]
    return change.called_off_at is None and (change.told_at is None or counted)


def _chip(change: PriceChange) -> Chip:
    if change.called_off_at is not None:
        return Chip(state=_("Called off"), tone=Tone.NEUTRAL)
    if change.told_at is None:
        return Chip(state=_("Being told"), tone=Tone.WAITING)
    if _goes_on(change):
        return Chip(state=_("Told"), tone=Tone.WAITING)
    return Chip(state=_("Done"), tone=Tone.GOOD)
