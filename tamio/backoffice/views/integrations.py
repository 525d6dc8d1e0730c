"""What the store is connected to, and what it could be."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest, store_page


@require_safe
@store_page()
def integrations(request: StoreRequest) -> HttpResponse:
    """One row an integration, with how it stands."""
    rows = [(entry, entry.status(request, request.store)) for entry in slots.integrations]
    return render(request, "backoffice/integrations.html", {"rows": rows})
