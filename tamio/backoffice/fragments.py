"""A list answers twice: as a page, and as the list alone when htmx asks for it."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from tamio.backoffice.access import StoreRequest


def render_list(
    request: StoreRequest, template: str, shown: dict[str, Any], *, form: BaseForm
) -> HttpResponse:
    """The page, or its partial "list". 400 if a filter is wrong (no page of ours asks for that)."""
    fragment = request.htmx and not request.htmx.history_restore_request
    name = f"{template}#list" if fragment else template
    # htmx shows no answer that is an error; there the message in the list has to do.
    status = 200 if form.is_valid() or fragment else 400
    return render(request, name, shown, status=status)
