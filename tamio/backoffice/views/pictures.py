"""The pictures of a product: added, described, put first, taken away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.forms.picture import AltForm, PictureForm
from tamio.commerce.catalogue.models import Product, ProductImage
from tamio.commerce.catalogue.pictures import Kept, keep
from tamio.commerce.people.roles import Right


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
def pictures(request: StoreRequest, pk: int) -> HttpResponse:
    """All of them, and the form that adds one."""
    product = get_object_or_404(request.store.products, pk=pk)
    is_post = request.method == "POST"
    form = PictureForm(request.POST, request.FILES) if is_post else PictureForm()
    if is_post and form.is_valid() and (kept := _kept(request, form)):
        _add(product, kept, alt=form.cleaned_data["alt"])
        messages.success(request, _("The picture is added."))
        return _to_all(request, product)
    shown = {"product": product, "form": form, "pictures": product.images.all()}
    status = 422 if is_post else 200
    return render(request, "backoffice/product_pictures.html", shown, status=status)


@require_POST
@store_page(right=Right.EDIT_CATALOGUE)
def picture(request: StoreRequest, pk: int, image: int) -> HttpResponse:
    """Says what it shows; with `first` it also stands before all others."""
    found = _found(request, pk, image)
    form = AltForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["alt"]))
        return _to_all(request, found.product)
    with transaction.atomic():
        found.alt = form.cleaned_data["alt"]
        found.save(update_fields=["alt"])
        if "first" in request.POST:
            _put_first(found)
    messages.success(request, _("The picture is saved."))
    return _to_all(request, found.product)


@require_POST
@store_page(right=Right.EDIT_CATALOGUE)
def delete_picture(request: StoreRequest, pk: int, image: int) -> HttpResponse:
    """From the product; its file may be another's too."""
    found = _found(request, pk, image)
    found.delete()
    messages.success(request, _("The picture is taken away."))
    return _to_all(request, found.product)


def _kept(request: StoreRequest, form: PictureForm) -> Kept | None:
    upload = form.cleaned_data["file"]
    try:
        return keep(upload, size=upload.size, store_id=request.store.pk)
    except ValidationError as error:
        form.add_error("file", error)
        return None


def _add(product: Product, kept: Kept, *, alt: str) -> None:
    with transaction.atomic():
        last = product.images.order_by("-position").first()
        ProductImage.objects.update_or_create(
            product=product,
            digest=kept.digest,
            defaults={"alt": alt},
            create_defaults={
                "alt": alt,
                "width": kept.width,
                "height": kept.height,
                "position": last.position + 1 if last else 0,
            },
        )


def _put_first(image: ProductImage) -> None:
    others = list(image.product.images.exclude(pk=image.pk))
    for position, each in enumerate([image, *others]):
        each.position = position
        each.save(update_fields=["position"])


def _found(request: StoreRequest, pk: int, image: int) -> ProductImage:
    product = get_object_or_404(request.store.products, pk=pk)
    found: ProductImage = get_object_or_404(product.images, pk=image)
    return found


def _to_all(request: StoreRequest, product: Product) -> HttpResponseRedirect:
    return redirect("backoffice:product_pictures", store_slug=request.store.slug, pk=product.pk)
