"""The first page of a store: is all well, and what is sold."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.rows import with_chips
from tamio.backoffice.sales import Sales, sales
from tamio.backoffice.vat.meter import said_of
from tamio.clock import now
from tamio.commerce.invoices.oss.threshold import meter
from tamio.commerce.stores.models import Store
from tamio.look import formats
from tamio.look.charts import Chart, bar_chart

#: Invoices shown below the figures.
LATEST = 8


@require_safe
@store_page()
def dashboard(request: StoreRequest) -> HttpResponse:
    """What integrations say first, then the sales, then the latest invoices."""
    store = request.store
    today = store.date_of(now())
    sold = sales(store=store, today=today)
    # Under OSS the threshold is no matter any more.
    threshold = None if store.sells_under_oss(today) else meter(store=store, today=today)
    latest = store.invoices.filter(number__isnull=False).order_by("-number")[:LATEST]
    shown = {
        "cards": [card.render(request, store) for card in slots.dashboard_cards],
        "threshold": threshold and said_of(threshold, under_oss=False),
        "figures": [(days, sold.last(days)) for days in (1, 7, 30)],
        "sales": sold,
        "chart": _chart(sold, store=store),
        "rows": with_chips(request, list(latest)),
        "has_products": store.products.exists(),
    }
    return render(request, "backoffice/dashboard.html", shown)


def _chart(sold: Sales, *, store: Store) -> Chart:
    language = (get_language() or "sv")[:2]
    return bar_chart(
        points=[(formats.short_date(day, language=language), of.total) for day, of in sold.days],
        text=lambda amount: formats.money_text(amount, currency=store.currency, language=language),
        tick=lambda amount: formats.number_text(amount, language=language),
        name_every=7,
    )
