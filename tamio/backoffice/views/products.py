"""Products: the list, a new one, and the one to look at and change."""

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.forms.filters import ProductFilters
from tamio.backoffice.forms.product import ProductForm
from tamio.backoffice.fragments import render_list
from tamio.backoffice.slots import ProductPart
from tamio.clock import now
from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.people.roles import Right
from tamio.look.paging import page_by_key


@require_safe
@store_page()
def products(request: StoreRequest) -> HttpResponse:
    """By name."""
    form = ProductFilters(request.GET)
    page = page_by_key(
        form.narrow(request.store.products.all()),
        params=request.GET,
        sorts={"name", "sku", "price"},
        default="name",
    )
    shown = {"form": form, "page": page, "may_edit": Right.EDIT_CATALOGUE in request.rights}
    return render_list(request, "backoffice/products.html", shown, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
def new(request: StoreRequest) -> HttpResponse:
    """An empty form; what is written is kept until it is right."""
    draft = Product(store=request.store, item_type=ItemType.PHYSICAL, created_at=now())
    form = ProductForm(request.POST or None, instance=draft)
    parts = _parts(request, draft)
    if request.method == "POST" and _written(request, form, parts):
        messages.success(request, _("“%(name)s” is in your catalogue.") % {"name": draft.name})
        return redirect("backoffice:products", store_slug=request.store.slug)
    shown = {"form": form, "parts": parts, "currency": request.store.currency, "may_edit": True}
    return render(request, "backoffice/product.html", shown, status=_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
def product(request: StoreRequest, pk: int) -> HttpResponse:
    """All may look; to change it takes the right."""
    if request.method == "POST":
        need(request, Right.EDIT_CATALOGUE)
        with transaction.atomic():
            return _changed(request, pk)
    found = get_object_or_404(request.store.products, pk=pk)
    return _page(request, found, ProductForm(instance=found), _parts(request, found))


def _changed(request: StoreRequest, pk: int) -> HttpResponse:
    # Locked, so that the stock that the form was checked against is the stock it replaces.
    locked = get_object_or_404(request.store.products.select_for_update(), pk=pk)
    form, parts = ProductForm(request.POST, instance=locked), _parts(request, locked)
    if _written(request, form, parts):
        messages.success(request, _("“%(name)s” is saved.") % {"name": locked.name})
        return redirect("backoffice:product", store_slug=request.store.slug, pk=pk)
    return _page(request, get_object_or_404(request.store.products, pk=pk), form, parts)


def _parts(request: StoreRequest, product: Product) -> list[ProductPart]:
    """What integrations add to the form."""
    data = request.POST if request.method == "POST" else None
    parts = (fields.part(request, product, data) for fields in slots.product_fields)
    return [part for part in parts if part is not None]


def _written(request: StoreRequest, form: ProductForm, parts: Sequence[ProductPart]) -> bool:
    """The product and what integrations keep of it, all of it or nothing."""
    # All are asked, the product's own first, so that everything that is wrong is said at once.
    if not all([form.is_valid(), *(part.is_valid() for part in parts)]):
        return False
    with transaction.atomic():
        if not form.write(by=request.user.email, now=now()):
            return False
        for part in parts:
            part.write(now=now(), by=request.user.email)
    return True


def _page(
    request: StoreRequest, found: Product, form: ProductForm, parts: Sequence[ProductPart]
) -> HttpResponse:
    may_edit = Right.EDIT_CATALOGUE in request.rights
    if not may_edit:
        for field in form.fields.values():
            field.disabled = True
    price_now = found.price_on(request.store.date_of(now()))
    shown = {
        "product": found,
        "price_now": price_now if price_now != found.price else None,
        "form": form,
        "parts": parts,
        "currency": request.store.currency,
        "may_edit": may_edit,
    }
    return render(request, "backoffice/product.html", shown, status=_status(request))


def _status(request: StoreRequest) -> int:
    """A form that was posted and is shown again has something to correct."""
    return 422 if request.method == "POST" else 200
