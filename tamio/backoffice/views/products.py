"""Products: the list, a new one, and the one to look at and change."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.checking import accepted, checked, is_check
from tamio.backoffice.forms.arrangement import BelongsForm
from tamio.backoffice.forms.options import OptionsForm
from tamio.backoffice.forms.product import ProductForm, subject_of
from tamio.backoffice.forms.variant import TAKEN, VariantForm
from tamio.backoffice.lists.actions import actions_for
from tamio.backoffice.lists.of_products import PRODUCTS
from tamio.backoffice.product_figures import figures_in, swapped
from tamio.backoffice.product_rows import row_of
from tamio.backoffice.slots import ProductPart
from tamio.commerce.audit.record import note_change
from tamio.commerce.catalogue.models import ItemType, Product, Variant
from tamio.commerce.catalogue.options import arrange
from tamio.commerce.catalogue.packs.contents import loaded
from tamio.commerce.offers.shown import shown_prices
from tamio.commerce.people.roles import Right
from tamio.store_clock import now


@dataclass(frozen=True, slots=True)
class Forms:
    """All that stands in one product's form: itself, its variants, what integrations add."""

    product: ProductForm
    variants: Sequence[VariantForm]
    belongs: BelongsForm
    parts: Sequence[ProductPart]

    def are_accepted(self, request: StoreRequest) -> bool:
        """All are asked, so that everything that is wrong is said at once."""
        own = (self.product, *self.variants, self.belongs)
        are_right = accepted(request, *own, beside=lambda: swapped(self.product, self.variants))
        return all([are_right, *[part.is_valid() for part in self.parts]])

    def write(self, *, by: str) -> bool:
        """The product, its variants and what integrations keep of it, all of it or nothing."""
        with transaction.atomic():
            if not self.product.write(by=by, now=now()) or not self._write_variants(by):
                transaction.set_rollback(True)
                return False
            self._place(by)
            for part in self.parts:
                part.write(now=now(), by=by)
        return True

    def _place(self, by: str) -> None:
        changed = self.belongs.write()
        note_change(
            subject=subject_of(self.product.instance),
            before={name: pair[0] for name, pair in changed.items()},
            after={name: pair[1] for name, pair in changed.items()},
            by=by,
            now=now(),
        )

    def _write_variants(self, by: str) -> bool:
        for form in self.variants:
            try:
                with transaction.atomic():
                    form.change_variant(by=by, now=now())
            except IntegrityError:
                form.add_error("sku", TAKEN)
                return False
        return True


@require_safe
@store_page()
def products(request: StoreRequest) -> HttpResponse:
    """By name."""
    form, page = PRODUCTS.page(request)
    loaded(page.rows)
    return PRODUCTS.answer(
        request,
        form,
        page,
        rows=[row_of(product, now=now()) for product in page.rows],
        may_edit=Right.EDIT_CATALOGUE in request.rights,
        actions=actions_for(request, PRODUCTS.name),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def new(request: StoreRequest) -> HttpResponse:
    """An empty form; what is written is kept until it is right."""
    draft = Product(store=request.store, item_type=ItemType.PHYSICAL, created_at=now())
    forms = _forms(request, draft)
    if _written(request, forms):
        messages.success(request, _("“%(name)s” is in your catalogue.") % {"name": draft.name})
        return redirect("backoffice:products", store_slug=request.store.slug)
    return _page(request, None, forms)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
@checked
def product(request: StoreRequest, pk: int) -> HttpResponse:
    """All may look; to change it takes the right. A pack has a page of its own kind."""
    if request.method == "POST":
        need(request, Right.EDIT_CATALOGUE)
        if not is_check(request):
            with transaction.atomic():
                return _changed(request, pk)
    found = get_object_or_404(request.store.products, pk=pk)
    if found.is_pack:
        return redirect("backoffice:pack", store_slug=request.store.slug, pk=pk)
    forms = _forms(request, found)
    if is_check(request):
        forms.are_accepted(request)
    return _page(request, found, forms)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def options(request: StoreRequest, pk: int) -> HttpResponse:
    """What the product varies by: saved, each choice of values is a variant."""
    found = get_object_or_404(_no_packs(request), pk=pk)
    form = OptionsForm(request.POST if request.method == "POST" else None, product=found)
    if accepted(request, form):
        try:
            arrange(product=found, options=form.options(), by=request.user.email, now=now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": found.name})
            return redirect("backoffice:product", store_slug=request.store.slug, pk=pk)
    shown = {"product": found, "form": form, "pairs": _pairs(form)}
    return render(request, "backoffice/product_options.html", shown, status=_status(request))


def _pairs(form: OptionsForm) -> list[tuple[BoundField, BoundField]]:
    bound = list(form)
    return list(zip(bound[::2], bound[1::2], strict=True))


def _changed(request: StoreRequest, pk: int) -> HttpResponse:
    # Locked, so that the stock that the form was checked against is the stock it replaces.
    locked = get_object_or_404(_no_packs(request).select_for_update(), pk=pk)
    list(locked.variants.select_for_update().order_by("pk"))
    forms = _forms(request, locked)
    if _written(request, forms):
        messages.success(request, _("“%(name)s” is saved.") % {"name": locked.name})
        return redirect("backoffice:product", store_slug=request.store.slug, pk=pk)
    return _page(request, get_object_or_404(request.store.products, pk=pk), forms)


def _no_packs(request: StoreRequest) -> QuerySet[Product]:
    products: QuerySet[Product] = request.store.products.filter(is_pack=False)
    return products


def _forms(request: StoreRequest, product: Product) -> Forms:
    data = request.POST if request.method == "POST" else None
    parts = (fields.part(request, product, data) for fields in slots.product_fields)
    variants = list(product.variants.all()) if product.options else []
    for variant in variants:
        variant.product = product
    return Forms(
        ProductForm(data, instance=product),
        [VariantForm(data, variant=variant) for variant in variants if _is_a_choice(variant)],
        BelongsForm(data, product=product),
        [part for part in parts if part is not None],
    )


def _is_a_choice(variant: Variant) -> bool:
    """Not one of options that the product no longer has."""
    return len(variant.values) == len(variant.product.options)


def _written(request: StoreRequest, forms: Forms) -> bool:
    return forms.are_accepted(request) and forms.write(by=request.user.email)


def _page(request: StoreRequest, found: Product | None, forms: Forms) -> HttpResponse:
    may_edit = Right.EDIT_CATALOGUE in request.rights
    if not may_edit:
        for form in (forms.product, forms.belongs, *forms.variants):
            for field in form.fields.values():
                field.disabled = True
    shown = {
        "product": found,
        "struck": _struck(forms.product),
        "price_now": _price_now(forms.product, request),
        "form": forms.product,
        "variants": forms.variants,
        **_figures(forms),
        "belongs": forms.belongs,
        "parts": forms.parts,
        "currency": request.store.currency,
        "may_edit": may_edit,
        "packs": _packs_with(found) if found else (),
    }
    return render(request, "backoffice/product.html", shown, status=_status(request))


def _figures(forms: Forms) -> dict[str, object]:
    found = figures_in(forms.product, forms.variants)
    rows = list(zip(forms.variants, found, strict=True)) if forms.variants else []
    return {"figures": found, "variant_rows": rows}


def _packs_with(product: Product) -> QuerySet[Product]:
    """What goes off sale with it."""
    return Product.objects.filter(parts__variant__product=product).distinct().order_by("name", "pk")


def _struck(form: ProductForm) -> Decimal | None:
    """What the shop strikes through beside the price of a product without options."""
    if form.has_options or form.instance._state.adding:
        return None
    lead = form.instance.lead
    return shown_prices([lead], store=lead.store, now=now())[lead.pk].was


def _price_now(form: ProductForm, request: StoreRequest) -> Decimal | None:
    """What it costs today, where the VAT rate has changed since its price was stated."""
    if form.has_options or form.instance._state.adding:
        return None
    lead = form.instance.lead
    price = lead.price_on(request.store.date_of(now()))
    return price if price != lead.price else None


def _status(request: StoreRequest) -> int:
    """A form that was posted and is shown again has something to correct."""
    return 422 if request.method == "POST" else 200
