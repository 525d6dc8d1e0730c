"""The shop's look, logo and domain."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.shopfront.forms import (
    DomainForm,
    LogoForm,
    LookForm,
    write_logo,
)
from tamio.backoffice.shopfront.wording import said_of_accent
from tamio.commerce.content.logos import keep_logo, owner_of
from tamio.commerce.content.models import Theme, shopfront_of
from tamio.commerce.people.roles import Right
from tamio.look.theme_preview import draw_preview
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
@checked
def look(request: StoreRequest) -> HttpResponse:
    """All may look; to change it takes the right."""
    is_post = request.method == "POST"
    if is_post:
        need(request, Right.EDIT_STORE)
    form = LookForm(request.POST if is_post else None, store=request.store)
    if accepted(request, form):
        form.write(by=request.user.email, now=now())
        messages.success(request, _("The look is saved."))
        if said := said_of_accent(**form.cleaned_data):
            messages.info(request, said)
        return redirect("backoffice:shop_look", store_slug=request.store.slug)
    return _look_page(request, form, LogoForm(), status=_UNPROCESSABLE if form.errors else 200)


@require_POST
@store_page(right=Right.EDIT_STORE)
def logo(request: StoreRequest) -> HttpResponse:
    """A new logo in place of the old."""
    form = LogoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _look_page(request, LookForm(store=request.store), form, status=_UNPROCESSABLE)
    upload = form.cleaned_data["logo"]
    try:
        kept = keep_logo(upload, size=upload.size, owner=owner_of(store_id=request.store.pk))
    except ValidationError as error:
        form.add_error("logo", error)
        return _look_page(request, LookForm(store=request.store), form, status=_UNPROCESSABLE)
    write_logo(request.store, kept, by=request.user.email, now=now())
    messages.success(request, _("The logo is saved."))
    return redirect("backoffice:shop_look", store_slug=request.store.slug)


@require_POST
@store_page(right=Right.EDIT_STORE)
def delete_logo(request: StoreRequest) -> HttpResponse:
    """The store's name stands there again."""
    write_logo(request.store, None, by=request.user.email, now=now())
    messages.success(request, _("The logo is taken away."))
    return redirect("backoffice:shop_look", store_slug=request.store.slug)


@require_safe
@store_page()
def preview(request: StoreRequest, theme: str) -> HttpResponse:
    """A theme in the store's colour, or in the one that `accent` asks for without its #."""
    if theme not in Theme.values:
        raise Http404("there is no such theme")
    asked = request.GET.get("accent", "")
    accent = f"#{asked}" if re.fullmatch(r"[0-9a-fA-F]{6}", asked) else request.store.accent
    picture = draw_preview(theme=theme, accent=accent, name=request.store.name)
    return HttpResponse(picture, content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
@checked
def domain(request: StoreRequest) -> HttpResponse:
    """The shop's own domain. TLS and DNS are not ours: the page says what they need."""
    is_post = request.method == "POST"
    if is_post:
        need(request, Right.EDIT_STORE)
    form = DomainForm(request.POST if is_post else None, instance=shopfront_of(request.store))
    if accepted(request, form):
        form.write(by=request.user.email, now=now())
        messages.success(request, _("The domain is saved."))
        return redirect("backoffice:shop_domain", store_slug=request.store.slug)
    shown = {
        "form": form,
        "may_edit": Right.EDIT_STORE in request.rights,
        "host": urlsplit(settings.ENVIRONMENT.tamio_url).hostname,
    }
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/shop_domain.html", shown, status=status)


def _look_page(
    request: StoreRequest, form: LookForm, logo_form: LogoForm, *, status: int
) -> HttpResponse:
    front = shopfront_of(request.store)
    shown = {
        "form": form,
        "logo_form": logo_form,
        "front": front,
        "themes": [(key, label, _told(key)) for key, label in Theme.choices],
        "chosen": form["theme"].value(),
        "said_of_accent": said_of_accent(accent=request.store.accent, theme=front.theme),
        "may_edit": Right.EDIT_STORE in request.rights,
    }
    return render(request, "backoffice/shop_look.html", shown, status=status)


def _told(theme: str) -> str:
    return {
        Theme.CALM: _("Warm greys, round corners, much air. Suits most things."),
        Theme.MAGAZINE: _("Large serif titles, no corners, thin lines. For fine things."),
        Theme.MARKET: _("Your colour over the head, heavy type, cards. For many things at once."),
    }[Theme(theme)]
