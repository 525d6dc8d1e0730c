"""Paying on a provider's page: on the way there, back from it, and what the provider tells us."""

from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.links.orders import linked_invoice, make_link
from tamio.commerce.payments.attempts import (
    NothingToPay,
    attempt_for,
    page_of,
    try_to_look,
)
from tamio.commerce.payments.hearing import hear
from tamio.commerce.payments.models import Attempt, Method, Progress
from tamio.commerce.payments.offering import offered_online
from tamio.commerce.payments.providers import STRIPE, TEST
from tamio.commerce.payments.providers.port import NotGenuine, NotSetUp, ProviderError, Unanswered
from tamio.commerce.payments.providers.test_pages import decide
from tamio.commerce.subscriptions.models import LIVING, Collection, Subscription
from tamio.store_clock import now
from tamio.storefront.access import shop_page
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest

_BAD_GATEWAY, _BAD_REQUEST, _LATER = 502, 400, 503
_SIGNATURE = "Stripe-Signature"


def new_address(request: ShopRequest) -> tuple[UUID, str]:
    """A key for an attempt, and where the provider's page of it leads back to."""
    key = uuid4()
    return key, request.build_absolute_uri(_address(request, key))


def to_provider(request: ShopRequest, attempt: Attempt) -> HttpResponseRedirect:
    return redirect(f"{_address(request, attempt.key)}?go=1")


@require_safe
@shop_page
def pay(request: ShopRequest, key: UUID) -> HttpResponse:
    """With `go` on the way to the provider; else back from it, paid or not."""
    attempt = _attempt(request, key)
    if "go" in request.GET and attempt.progress == Progress.OPEN:
        return _leave(request, attempt)
    attempt = try_to_look(attempt, now=now())
    if attempt.progress == Progress.PAID:
        return redirect(_invoice_address(attempt))
    return _page(request, "storefront/paying.html", attempt)


@require_POST
@shop_page
def pay_invoice(request: ShopRequest, key: UUID) -> HttpResponse:
    """An order that was placed and is not paid yet, or not wholly; `key` is its cart's."""
    sold = request.store.invoices.filter(cart__key=key, number__isnull=False)
    invoice = get_object_or_404(sold.select_related("store", "cart"))
    method = request.POST.get("method", "")
    if method not in offered_online(request.store, currency=invoice.currency):
        raise Http404("the store does not offer this")
    # Paid meanwhile, or an earlier try is not settled: its page says how the invoice stands.
    attempt = _attempt_for(request, invoice, Method(method))
    if attempt is None:
        return redirect("storefront:confirmation", request.store.slug, key)
    return to_provider(request, attempt)


@require_POST
@shop_page
def pay_order(request: ShopRequest, token: str) -> HttpResponse:
    """As `pay_invoice`, for whoever has the link of the order: a renewal has no cart."""
    invoice = linked_invoice(store=request.store, token=token)
    method = request.POST.get("method", "")
    if invoice is None or method not in offered_online(request.store, currency=invoice.currency):
        raise Http404("no order has this link, or the store does not offer this")
    attempt = _attempt_for(request, invoice, Method(method))
    if attempt is None:
        return redirect("storefront:order", request.store.slug, token)
    return to_provider(request, attempt)


def _attempt_for(request: ShopRequest, invoice: Invoice, method: Method) -> Attempt | None:
    """The card is left on file where its subscription is drawn from one."""
    key, address = new_address(request)
    drawn = Subscription.objects.filter(
        periods__invoice=invoice, collection=Collection.AUTOMATIC, status__in=LIVING
    )
    try:
        return attempt_for(
            invoice=invoice, method=method, return_url=address, language=_language(), key=key,
            now=now(), saves_card=drawn.exists(),
        )  # fmt: skip
    except (NothingToPay, ProviderError):
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@shop_page
def test_page(request: ShopRequest, key: UUID) -> HttpResponse:
    """The test provider's own page: approve, or decline."""
    attempt = _attempt(request, key)
    if attempt.provider != TEST or not settings.TEST_PAYMENTS:
        raise Http404("no test payment")
    if request.method == "POST":
        approved = request.POST.get("decision") == "approve"
        decide(attempt, progress=Progress.PAID if approved else Progress.CLOSED)
        return redirect(_address(request, key))
    return _page(request, "storefront/test_payment.html", attempt)


@csrf_exempt
@require_POST
@shop_page
def webhook(request: ShopRequest, provider: str) -> HttpResponse:
    """Taken once; 400 for what is not the provider's, 503 to be told again."""
    if provider != STRIPE:
        raise Http404("no such provider")
    try:
        hear(
            store=request.store, provider_key=provider, body=request.body,
            signature=request.headers.get(_SIGNATURE, ""), now=now(),
        )  # fmt: skip
    except (NotGenuine, NotSetUp):
        return HttpResponse("not genuine", status=_BAD_REQUEST, content_type="text/plain")
    except Unanswered:
        return HttpResponse("later", status=_LATER, content_type="text/plain")
    return HttpResponse("taken", content_type="text/plain")


def _leave(request: ShopRequest, attempt: Attempt) -> HttpResponse:
    """A page of ours that leads on: a form must not lead to another site by itself (our policy
    for forms), and whoever's browser does not follow has a link.
    """
    try:
        url = page_of(attempt)
    except ProviderError:
        place = _invoice_address(attempt) if attempt.invoice else ""
        shown = {"attempt": attempt, "unanswered": True, "invoice_at": place}
        return render_page(request, "storefront/paying.html", shown, status=_BAD_GATEWAY)
    return _page(request, "storefront/leaving.html", attempt, url=url)


def _page(request: ShopRequest, template: str, attempt: Attempt, **shown: object) -> HttpResponse:
    place = {"invoice_at": _invoice_address(attempt) if attempt.invoice else ""}
    response = render_page(request, template, {"attempt": attempt, **place, **shown})
    response["X-Robots-Tag"] = "noindex"
    return response


def _invoice_address(attempt: Attempt) -> str:
    """Where who has paid reads how the invoice stands: a renewal was in no cart."""
    assert attempt.invoice is not None
    slug = attempt.store.slug
    if hasattr(attempt.invoice, "cart"):
        return reverse("storefront:confirmation", args=[slug, attempt.invoice.cart.key])
    link = make_link(invoice=attempt.invoice, language=_language(), now=now())
    return reverse("storefront:order", args=[slug, link.token])


def _attempt(request: ShopRequest, key: UUID) -> Attempt:
    attempts = Attempt.objects.select_related("store", "invoice__cart").filter(card=None)
    found: Attempt = get_object_or_404(attempts, store=request.store, key=key)
    return found


def _address(request: HttpRequest, key: UUID) -> str:
    assert isinstance(request, HttpRequest)
    slug = request.store.slug  # type: ignore[attr-defined]
    return reverse("storefront:pay", args=[slug, key])


def _language() -> str:
    return (get_language() or "sv")[:2]
