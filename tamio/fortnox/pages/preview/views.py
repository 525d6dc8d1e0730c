"""An invoice's preview, as a page and as JSON. Nothing is written and no request is sent."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Right
from tamio.fortnox.pages.actions import action_for
from tamio.fortnox.pages.preview import shown
from tamio.fortnox.pages.submissions import delivery_of
from tamio.fortnox.sync.preview.as_json import preview_json
from tamio.fortnox.sync.preview.previews import preview
from tamio.fortnox.sync.preview.shapes import Preview


@require_safe
@store_page()
def preview_page(request: StoreRequest, number: int) -> HttpResponse:
    """The page, or JSON for whoever accepts that rather."""
    made = _made(request, number)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse(preview_json(made))
    return render(request, "fortnox/preview/preview.html", _shown(request, made))


@require_safe
@store_page()
def preview_as_json(request: StoreRequest, number: int) -> HttpResponse:
    return JsonResponse(preview_json(_made(request, number)))


def _made(request: StoreRequest, number: int) -> Preview:
    found = request.store.invoices.exclude(issued_at=None)
    invoice: Invoice = get_object_or_404(found, number=number)
    return preview(invoice, store=request.store)


def _shown(request: StoreRequest, made: Preview) -> dict[str, object]:
    action = None
    if Right.SUBMIT_INVOICES in request.rights:
        action = action_for(store=request.store, delivery=delivery_of(invoice=made.invoice))
    return {
        "store": request.store,
        "preview": made,
        "invoice": made.invoice,
        "order": made.order,
        "headline": shown.headline(made),
        "grave": shown.grave(made.warnings),
        "notes": shown.notes(made.warnings),
        "texts": shown.texts(made),
        "sums": shown.sums(made.expected, made.sums),
        "customer": shown.shown_card(made.customer),
        "articles": [shown.shown_card(card) for card in made.articles],
        "action": action if action and not action.href else None,
        **_credits(made),
    }


def _credits(made: Preview) -> dict[str, object]:
    after = made.credits
    if after is None:
        return {}
    both = shown.sums(after.expected, after.sums) if after.expected and after.sums else []
    return {
        "credits": after,
        "credit_sums": both,
        "credit_grave": shown.grave(after.warnings),
        "credit_notes": shown.notes(after.warnings),
    }
