"""Packs: a new one, and the one to look at and change. They are listed among the products."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked, is_check
from tamio.backoffice.forms.arrangement import BelongsForm
from tamio.backoffice.forms.product import subject_of
from tamio.backoffice.packs.forms import PackForm
from tamio.commerce.audit.record import note_change
from tamio.commerce.catalogue.models import Product
from tamio.commerce.checkout.reserving import free_of
from tamio.commerce.people.roles import Right
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def new(request: StoreRequest) -> HttpResponse:
    """An empty form; what is written is kept until it is right."""
    draft = Product(store=request.store, created_at=now(), is_pack=True)
    form, belongs = _forms(request, draft)
    if _written(request, form, belongs):
        messages.success(request, _("“%(name)s” is in your catalogue.") % {"name": draft.name})
        return redirect("backoffice:pack", store_slug=request.store.slug, pk=draft.pk)
    return _page(request, None, form, belongs)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.EDIT_CATALOGUE)
@checked
def pack(request: StoreRequest, pk: int) -> HttpResponse:
    """All may look; to change it takes the right."""
    packs = request.store.products.filter(is_pack=True)
    if request.method == "POST" and not is_check(request):
        with transaction.atomic():
            locked = get_object_or_404(packs.select_for_update(), pk=pk)
            form, belongs = _forms(request, locked)
            if _written(request, form, belongs):
                messages.success(request, _("“%(name)s” is saved.") % {"name": locked.name})
                return redirect("backoffice:pack", store_slug=request.store.slug, pk=pk)
        return _page(request, get_object_or_404(packs, pk=pk), form, belongs)
    found = get_object_or_404(packs, pk=pk)
    form, belongs = _forms(request, found)
    accepted(request, form, belongs)
    return _page(request, found, form, belongs)


def _forms(request: StoreRequest, product: Product) -> tuple[PackForm, BelongsForm]:
    data = request.POST if request.method == "POST" else None
    return PackForm(data, instance=product), BelongsForm(data, product=product)


def _written(request: StoreRequest, form: PackForm, belongs: BelongsForm) -> bool:
    if not accepted(request, form, belongs):
        return False
    by = request.user.email
    with transaction.atomic():
        if not form.write(by=by, now=now()):
            return False
        changed = belongs.write()
        note_change(
            subject=subject_of(form.instance),
            before={name: pair[0] for name, pair in changed.items()},
            after={name: pair[1] for name, pair in changed.items()},
            by=by,
            now=now(),
        )
    return True


def _page(
    request: StoreRequest, found: Product | None, form: PackForm, belongs: BelongsForm
) -> HttpResponse:
    may_edit = Right.EDIT_CATALOGUE in request.rights
    if not may_edit:
        for each in (form, belongs):
            for field in each.fields.values():
                field.disabled = True
    shown = {
        "product": found,
        "form": form,
        "belongs": belongs,
        "currency": request.store.currency,
        "may_edit": may_edit,
        **(_standing(request, found) if found else {}),
    }
    status = _UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "backoffice/packs/pack.html", shown, status=status)


def _standing(request: StoreRequest, found: Product) -> dict[str, object]:
    """What it costs today, beside its parts one by one; how many there are; what is missing."""
    found.store, lead = request.store, found.lead
    lead.product = found
    today = request.store.date_of(now())
    return {
        "price": lead.price_on(today),
        "separately": sum(lead.weights_on(today)),
        "left": free_of([lead], cart=None, now=now())[lead.pk],
        "missing": found.missing(now=now()),
    }
