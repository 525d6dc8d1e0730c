"""Every exchange with Fortnox, on record without secrets."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import ExchangeRecord
from tamio.fortnox.pages.addresses import is_number
from tamio.fortnox.pages.credits.shown import deliveries_of
from tamio.fortnox.pages.exchange_words import ShownExchange
from tamio.fortnox.pages.submissions import delivery_of
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.look.paging import page_by_key


@require_safe
@store_page()
def exchanges(request: StoreRequest) -> HttpResponse:
    """Newest first; with `invoice`, those of its submission and of its credit notes'."""
    invoice = _asked_invoice(request)
    found = request.store.fortnox_exchanges.defer("request_body", "answer_body")
    page = page_by_key(_about(found, invoice), params=request.GET, sorts={"id"}, default="-id")
    rows = [ShownExchange(record) for record in page.rows]
    return render(
        request, "fortnox/exchanges.html", {"page": page, "rows": rows, "invoice": invoice}
    )


@require_safe
@store_page()
def exchange(request: StoreRequest, pk: int) -> HttpResponse:
    """The whole of one: what was sent and what came back."""
    record = get_object_or_404(request.store.fortnox_exchanges.select_related("delivery"), pk=pk)
    invoice = _invoice_of(request, record)
    return render(
        request, "fortnox/exchange.html", {"exchange": ShownExchange(record), "invoice": invoice}
    )


def _invoice_of(request: StoreRequest, record: ExchangeRecord) -> Invoice | None:
    if record.delivery is None:
        return None
    if record.delivery.kind == CREDITED:
        about = request.store.invoices.filter(credit_notes=record.delivery.subject_id)
    else:
        about = request.store.invoices.filter(pk=record.delivery.subject_id)
    return about.first()


def _asked_invoice(request: StoreRequest) -> Invoice | None:
    number = request.GET.get("invoice")
    if number is None:
        return None
    if not is_number(number):
        raise Http404("there is no such invoice")
    return get_object_or_404(request.store.invoices, number=int(number))


def _about(found: QuerySet[ExchangeRecord], invoice: Invoice | None) -> QuerySet[ExchangeRecord]:
    if invoice is None:
        return found
    delivery = delivery_of(invoice=invoice)
    ours = [*([delivery] if delivery else []), *deliveries_of(invoice=invoice)]
    return found.filter(delivery__in=ours)
