"""The palette: its lines as htmx asks for them while one writes, and the same as a page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.forms.filters import Filters, SearchField
from tamio.backoffice.fragments import render_list
from tamio.backoffice.palette.finding import elsewhere, found, offered


class FindForm(Filters):
    """What is looked for."""

    q = SearchField()


@require_safe
@store_page()
def find(request: StoreRequest) -> HttpResponse:
    """Whatever is found, in one order; `HX-Target` says whether for the palette or the page."""
    form = FindForm(request.GET)
    text = " ".join(form.cleaned_data["q"].split()) if form.is_valid() else ""
    in_palette = request.headers.get("HX-Target") == "palette-results"
    groups = found(request, text) if text or in_palette else offered(request)
    shown = {
        "form": form,
        "text": text,
        "written": request.GET.get("q", ""),
        "count": sum(len(group.hits) for group in groups) if text else None,
        "groups": groups or [elsewhere(request)],
    }
    if in_palette:
        answer = render(request, "backoffice/palette/options.html", shown)
    else:
        answer = render_list(request, "backoffice/palette/find.html", shown, form=form)
    patch_vary_headers(answer, ["HX-Target"])
    return answer
