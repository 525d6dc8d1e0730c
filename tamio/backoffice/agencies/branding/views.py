"""The page of an agency's look, and what is drawn of it: the colours, and the logo."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.agencies.access import AgencyRequest, agency_page
from tamio.backoffice.agencies.branding.forms import BrandForm, write_logo
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.shopfront.forms import LogoForm
from tamio.backoffice.shopfront.wording import ratio_text
from tamio.clock import now
from tamio.commerce.content.logos import keep_logo, owner_of, path_of_logo
from tamio.commerce.people.models import Agency
from tamio.commerce.people.roles import Right
from tamio.look.brands import moved, stylesheet
from tamio.look.logos import logo_response

_A_YEAR = 31_536_000
_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(right=Right.EDIT_STORE)
@checked
def brand(request: AgencyRequest) -> HttpResponse:
    """The name and the colour."""
    form = BrandForm(request.POST or None, agency=request.agency)
    if accepted(request, form):
        form.write(by=request.user.email, now=now())
        messages.success(request, _("The look is saved. Your clients see it at once."))
        return _back(request)
    return _page(request, form, LogoForm(), status=_UNPROCESSABLE if form.errors else 200)


@require_POST
@agency_page(right=Right.EDIT_STORE)
def upload_logo(request: AgencyRequest) -> HttpResponse:
    """A new logo in place of the old."""
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["logo"]
        owner = owner_of(agency_id=request.agency.pk)
        try:
            kept = keep_logo(upload, size=upload.size, owner=owner)
        except ValidationError as error:
            form.add_error("logo", error)
        else:
            write_logo(request.agency, kept, by=request.user.email, now=now())
            messages.success(request, _("The logo is saved."))
            return _back(request)
    return _page(request, BrandForm(agency=request.agency), form, status=_UNPROCESSABLE)


@require_POST
@agency_page(right=Right.EDIT_STORE)
def drop_logo(request: AgencyRequest) -> HttpResponse:
    """The name stands alone again."""
    write_logo(request.agency, None, by=request.user.email, now=now())
    messages.success(request, _("The logo is taken away."))
    return _back(request)


@require_safe
@cache_control(public=True, max_age=_A_YEAR, immutable=True)
def accent(_request: HttpRequest, colour: str) -> HttpResponse:
    """The colours that #colour becomes. It says nothing of whose it is, so it is open to all."""
    if not re.fullmatch(r"[0-9a-f]{6}", colour):
        raise Http404("that is no colour")
    return HttpResponse(stylesheet(f"#{colour}"), content_type="text/css")


@require_safe
@cache_control(public=True, max_age=_A_YEAR, immutable=True)
def logo(_request: HttpRequest, pk: int, digest: str, kind: str) -> HttpResponse:
    """The agency's logo as it is now: mail programs fetch it, who sign in nowhere. Its address
    holds what nobody guesses.
    """
    if not Agency.objects.filter(pk=pk, logo_digest=digest, logo_kind=kind).exists():
        raise Http404("the agency has no such logo")
    path = path_of_logo(owner=owner_of(agency_id=pk), digest=digest, kind=kind)
    return logo_response(path, kind=kind)


def _page(
    request: AgencyRequest, form: BrandForm, logo_form: LogoForm, *, status: int
) -> HttpResponse:
    shown = {
        "agency": request.agency,
        "form": form,
        "logo_form": logo_form,
        "said_of_accent": _said_of_accent(request.agency.accent),
    }
    return render(request, "backoffice/agencies/brand.html", shown, status=status)


def _said_of_accent(colour: str) -> str:
    """What the agency should know of its colour, "" if it is shown as it is."""
    shown = moved(colour) if colour else None
    if shown is None:
        return ""
    return _(
        "White text on this colour would have a contrast of %(ratio)s to 1, and 4.5 is the least"
        " that people can read. Buttons and links are therefore shown in %(shown)s."
    ) % {"ratio": ratio_text(shown[1]), "shown": shown[0]}


def _back(request: AgencyRequest) -> HttpResponse:
    return redirect("agencies:brand", pk=request.agency.pk)
