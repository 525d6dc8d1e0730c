"""The withdrawal function: two steps for anybody, without signing in, on a page of every store.

What is answered is the same whether there is such an order or not.
"""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.letters.formats import instant_text
from tamio.commerce.links.orders import linked_invoice
from tamio.commerce.withdrawals.declaring import TooMany, declare
from tamio.commerce.withdrawals.standing import has_right, withdrawal_period
from tamio.store_clock import now
from tamio.storefront.access import shop_page
from tamio.storefront.forms.withdrawal import WithdrawalForm
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest
from tamio.storefront.throttle import too_often
from tamio.storefront.views.order import not_indexed

_MOST_AN_HOUR = 60
_UNPROCESSABLE, _TOO_MANY = 422, 429


@require_http_methods(["GET", "HEAD", "POST"])
@shop_page
def withdraw(request: ShopRequest) -> HttpResponse:
    """GET asks who and from what. POST shows it once more; with `confirm` it is received."""
    invoice = _linked(request)
    if invoice is not None and not has_right(invoice):
        return _page(request, "storefront/withdraw_company.html", invoice)
    if request.method != "POST":
        return _page(request, "storefront/withdraw.html", invoice, WithdrawalForm(invoice=invoice))
    form = WithdrawalForm(request.POST, invoice=invoice)
    if not form.is_valid():
        return _page(request, "storefront/withdraw.html", invoice, form, status=_UNPROCESSABLE)
    if "change" in request.POST:
        return _page(request, "storefront/withdraw.html", invoice, form)
    if "confirm" not in request.POST:
        return _page(request, "storefront/withdraw_confirm.html", invoice, form)
    return _receive(request, form)


@require_safe
@shop_page
def withdrawn(request: ShopRequest, key: UUID) -> HttpResponse:
    """What was received, and when: the same that the acknowledgement says."""
    withdrawal = get_object_or_404(request.store.withdrawals, token=key)
    zone, language = request.store.time_zone, (get_language() or request.store.language)[:2]
    received = withdrawal.received_at.astimezone(ZoneInfo(zone))
    shown = {
        "withdrawal": withdrawal,
        "received": received,
        "stamp": instant_text(received, zone=zone, language=language),
    }
    return not_indexed(render_page(request, "storefront/withdrawn.html", shown))


def _linked(request: ShopRequest) -> Invoice | None:
    """The order whose link was used; None, and no word of it, for a link that leads nowhere."""
    token = request.POST.get("order") or request.GET.get("order", "")
    return linked_invoice(store=request.store, token=token) if token else None


def _receive(request: ShopRequest, form: WithdrawalForm) -> HttpResponse:
    at = now()
    if too_often(request, what="withdraw", most=_MOST_AN_HOUR, now=at):
        return render_page(request, "storefront/too_often.html", status=_TOO_MANY)
    language = (get_language() or request.store.language)[:2]
    try:
        withdrawal = declare(
            store=request.store, declaration=form.declaration(language=language), now=at
        )
    except TooMany:
        return render_page(request, "storefront/too_often.html", status=_TOO_MANY)
    return redirect("storefront:withdrawn", request.store.slug, withdrawal.token)


def _page(
    request: ShopRequest,
    template: str,
    invoice: Invoice | None,
    form: WithdrawalForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    shown: dict[str, object] = {"form": form, "invoice": invoice}
    if form is not None and form.is_bound and not form.errors:
        shown["declared"] = form.declaration(language=get_language() or "sv")
    if invoice is not None and has_right(invoice):
        period = withdrawal_period(invoice)
        shown["period"] = period
        shown["is_late"] = not period.is_open(request.store.date_of(now()))
    page = render_page(request, template, shown, status=status)
    # The page itself may be found by whoever looks for it; not the one that an order's link fills.
    return page if invoice is None else not_indexed(page)
