"""The palette: its lines as htmx asks for them while one writes, and the same as a page."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.forms.filters import Filters, SearchField
from tamio.backoffice.fragments import render_list
from tamio.backoffice.palette.finding import elsewhere, found, offered
from tamio.backoffice.palette.hits import Group


class FindForm(Filters):
    """What is looked for."""

    q = SearchField()

    @property
    def text(self) -> str:
        """With single spaces; "" if it cannot be looked for."""
        return " ".join(self.cleaned_data["q"].split()) if self.is_valid() else ""


@require_safe
@store_page()
def find(request: StoreRequest) -> HttpResponse:
    """Whatever is found, in one order; `HX-Target` says whether for the palette or the page."""
    form = FindForm(request.GET)
    groups = found(request, form.text) if form.text or in_palette(request) else offered(request)
    return answered(
        request,
        form,
        groups,
        elsewhere=elsewhere(request),
        base="backoffice/base.html",
        place=request.store.name,
    )


def in_palette(request: HttpRequest) -> bool:
    """Whether the palette asks, and not the page."""
    return request.headers.get("HX-Target") == "palette-results"


def answered(
    request: HttpRequest,
    form: FindForm,
    groups: Sequence[Group],
    *,
    elsewhere: Group,
    base: str,
    place: str,
) -> HttpResponse:
    """The lines of the palette, or the page on the template `base`. `elsewhere` is where to look
    when nothing was found, `place` what was searched.
    """
    shown = {
        "form": form,
        "base": base,
        "place": place,
        "text": form.text,
        "written": request.GET.get("q", ""),
        "count": sum(len(group.hits) for group in groups) if form.text else None,
        "groups": groups or [elsewhere],
    }
    if in_palette(request):
        answer = render(request, "backoffice/palette/options.html", shown)
    else:
        asked = cast(StoreRequest, request)
        answer = render_list(asked, "backoffice/palette/find.html", shown, form=form)
    patch_vary_headers(answer, ["HX-Target"])
    return answer
