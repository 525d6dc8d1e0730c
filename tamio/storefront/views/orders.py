"""All orders of an address, for whoever can read its mail: asked for, opened once, listed."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from tamio.commerce.letters.one_time import mail_one_time_link
from tamio.commerce.links.one_time import is_usable, use_one_time_link
from tamio.commerce.links.orders import make_link
from tamio.look.paging import page_by_key
from tamio.store_clock import now
from tamio.storefront.access import shop_page
from tamio.storefront.forms.orders import OrdersForm
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest
from tamio.storefront.subscriptions.access import subscriptions_of
from tamio.storefront.throttle import too_often
from tamio.storefront.views.order import not_indexed

_MOST_AN_HOUR = 30
_UNPROCESSABLE, _TOO_MANY, _GONE = 422, 429, 410
_SESSION_KEY = "orders"
#: So long a browser that opened the link shows the orders.
_OPEN_FOR = timedelta(hours=1)


@require_http_methods(["GET", "HEAD", "POST"])
@shop_page
def ask(request: ShopRequest) -> HttpResponse:
    """GET shows the form. POST answers the same whether anybody bought with the address or not."""
    form = OrdersForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = _UNPROCESSABLE if form.errors else 200
        return render_page(request, "storefront/orders_ask.html", {"form": form}, status=status)
    at = now()
    if too_often(request, what="orders", most=_MOST_AN_HOUR, now=at):
        return render_page(request, "storefront/too_often.html", status=_TOO_MANY)
    email, language = form.cleaned_data["email"], get_language() or request.store.language
    mail_one_time_link(store=request.store, email=email, language=language[:2], now=at)
    return render_page(request, "storefront/orders_asked.html", {"email": email})


@require_http_methods(["GET", "HEAD", "POST"])
@shop_page
def open_orders(request: ShopRequest, token: str) -> HttpResponse:
    """GET only offers the button: mail programs look at every link. POST uses the link up."""
    at = now()
    if request.method != "POST":
        usable = is_usable(store=request.store, token=token, now=at)
        template = "storefront/orders_open.html" if usable else "storefront/orders_gone.html"
        return not_indexed(render_page(request, template, status=200 if usable else _GONE))
    email = use_one_time_link(store=request.store, token=token, now=at)
    if email is None:
        return not_indexed(render_page(request, "storefront/orders_gone.html", status=_GONE))
    request.session.cycle_key()
    _remember(request, email, until=at + _OPEN_FOR)
    return redirect("storefront:my_orders", request.store.slug)


@require_safe
@shop_page
def my_orders(request: ShopRequest) -> HttpResponse:
    """The orders of the address that opened its link in this browser, newest first."""
    email = remembered(request)
    if email is None:
        return redirect("storefront:orders", request.store.slug)
    bought = request.store.invoices.filter(buyer_email__iexact=email, issued_at__isnull=False)
    page = page_by_key(bought, params=request.GET, sorts={"number"}, default="-number")
    shown = {"page": page, "email": email, "subscribes": subscriptions_of(request, email).exists()}
    return not_indexed(render_page(request, "storefront/orders.html", shown))


@require_safe
@shop_page
def my_order(request: ShopRequest, number: int) -> HttpResponse:
    """Leads to the order's own page."""
    email = remembered(request)
    if email is None:
        return redirect("storefront:orders", request.store.slug)
    bought = request.store.invoices.filter(buyer_email__iexact=email, issued_at__isnull=False)
    invoice = get_object_or_404(bought, number=number)
    link = make_link(invoice=invoice, language=get_language(), now=now())
    return redirect("storefront:order", request.store.slug, link.token)


@require_http_methods(["POST"])
@shop_page
def leave(request: ShopRequest) -> HttpResponse:
    """Forgets in this browser whose orders were shown."""
    opened = request.session.get(_SESSION_KEY, {})
    opened.pop(str(request.store.pk), None)
    request.session[_SESSION_KEY] = opened
    return redirect("storefront:home", request.store.slug)


def _remember(request: ShopRequest, email: str, *, until: datetime) -> None:
    opened = request.session.get(_SESSION_KEY, {})
    entry = {"email": email, "until": until.isoformat()}
    request.session[_SESSION_KEY] = opened | {str(request.store.pk): entry}


def remembered(request: ShopRequest) -> str | None:
    """The address that opened its link in this browser; None if none did, or an hour ago."""
    entry = request.session.get(_SESSION_KEY, {}).get(str(request.store.pk))
    if entry is None or datetime.fromisoformat(entry["until"]) < now():
        return None
    return str(entry["email"])
