"""The plans of a product: the list, a new one, and new terms for one there is."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.plans.forms import PlanForm
from tamio.commerce.people.roles import Right
from tamio.commerce.subscriptions.models import LIVING, Plan
from tamio.commerce.subscriptions.wording import every
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_safe
@store_page()
def plans(request: StoreRequest, pk: int) -> HttpResponse:
    """Of one product, with how many subscribe to each."""
    product = get_object_or_404(request.store.products, pk=pk)
    found = Plan.objects.filter(variant__product=product).select_related("variant")
    for each in (rows := list(found.prefetch_related("versions"))):
        each.variant.product = product
    shown = {
        "product": product,
        "plans": [(each, each.current, every(each.current.interval)) for each in rows],
        "several": bool(product.options),
        "may_edit": Right.EDIT_CATALOGUE in request.rights,
    }
    return render(request, "backoffice/plans/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def new_plan(request: StoreRequest, pk: int) -> HttpResponse:
    product = get_object_or_404(request.store.products, pk=pk)
    form = PlanForm(request.POST if request.method == "POST" else None, product=product)
    if accepted(request, form):
        made = form.write(by=request.user.email, now=now())
        if made is not None:
            messages.success(request, _("“%(name)s” is for sale.") % {"name": made.name})
            return redirect("backoffice:plans", store_slug=request.store.slug, pk=pk)
    shown = {"product": product, "form": form}
    return render(request, "backoffice/plans/edit.html", shown, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
@checked
def plan(request: StoreRequest, pk: int) -> HttpResponse:
    """Its terms now, to be changed for those to come, and all that it has had."""
    if request.method == "POST":
        need(request, Right.EDIT_CATALOGUE)
    plans = Plan.objects.filter(store=request.store).select_related("variant__product", "store")
    found = get_object_or_404(plans, pk=pk)
    product = found.variant.product
    form = PlanForm(request.POST if request.method == "POST" else None, product=product, plan=found)
    if accepted(request, form) and form.write(by=request.user.email, now=now()):
        messages.success(request, _("“%(name)s” is saved.") % {"name": found.name})
        return redirect("backoffice:plan", store_slug=request.store.slug, pk=pk)
    lives = Q(lines__ends=None, lines__subscription__status__in=LIVING)
    versions = found.versions.order_by("-number").annotate(
        subscribers=Count("lines__subscription", filter=lives, distinct=True)
    )
    shown = {
        "product": product,
        "plan": found,
        "form": form,
        "versions": [
            (each, found.store.date_of(each.at), every(each.interval)) for each in versions
        ],
        "may_reprice": Right.EDIT_STORE in request.rights,
        "may_edit": Right.EDIT_CATALOGUE in request.rights,
    }
    return render(request, "backoffice/plans/edit.html", shown, status=_status(form))


def _status(form: PlanForm) -> int:
    return _UNPROCESSABLE if form.errors else 200
