"""The first page of a store: is all well, what needs somebody, and what is sold."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import zip_longest

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.first_steps.steps import shown_progress
from tamio.backoffice.needs import needs_of
from tamio.backoffice.rows import has_states, with_chips
from tamio.backoffice.sales import Day, Sales, Sold, sales
from tamio.backoffice.vat.meter import said_of
from tamio.commerce.invoices.oss.threshold import meter
from tamio.commerce.stores.models import Store
from tamio.look import formats
from tamio.look.charts import Chart, Point, bar_chart
from tamio.store_clock import now

#: Invoices shown below the figures.
LATEST = 8


@require_safe
@store_page()
def dashboard(request: StoreRequest) -> HttpResponse:
    """What integrations say, what needs a person, the sales, and the latest invoices."""
    store = request.store
    today = store.date_of(now())
    sold = sales(store=store, today=today)
    # Under OSS the threshold is no matter any more.
    threshold = None if store.sells_under_oss(today) else meter(store=store, today=today)
    has_products = store.products.exists()
    latest = store.invoices.filter(number__isnull=False).order_by("-number")[:LATEST]
    shown = {
        "cards": [card.render(request, store) for card in slots.dashboard_cards],
        "threshold": threshold and said_of(threshold, under_oss=False),
        "needs": needs_of(request),
        **_of_sales(sold, store=store),
        "rows": with_chips(request, list(latest)),
        "has_states": has_states(),
        "has_products": has_products,
        "progress": shown_progress(request, has_products=has_products),
    }
    return render(request, "backoffice/dashboard.html", shown)


def _of_sales(sold: Sales, *, store: Store) -> dict[str, object]:
    """For dashboard_sales.html."""
    language = (get_language() or "sv")[:2]
    months = [
        formats.month_name(days[0][0], language=language)
        for days in (sold.this_month, sold.last_month)
    ]
    rows = list(_side_by_side(sold))
    return {
        "sales": sold,
        "month": months[0],
        "last_month": months[1],
        # Inside a sentence Swedish writes months small.
        "against": months[1].lower() if language == "sv" else months[1],
        "percent": _percent(sold, language=language),
        "days": [row for row in rows if row[1].count or row[2].count],
        "chart": _chart(sold, store=store, language=language),
    }


def _percent(sold: Sales, *, language: str) -> tuple[str, str]:
    """`more`, `less`, `equal` or "" if there is nothing to compare with; and the percents."""
    percent = sold.percent
    if percent is None:
        return "", ""
    way = "more" if percent > 0 else "less" if percent < 0 else "equal"
    return way, formats.number_text(abs(percent), language=language)


def _side_by_side(sold: Sales) -> Iterable[tuple[int, Sold, Sold]]:
    """Each day of the longer month, and what was sold on it in this month and in the last."""
    pairs = zip_longest(sold.this_month, sold.last_month)
    for at, (this, last) in enumerate(pairs):
        yield at + 1, this[1] if this else Sold(), last[1] if last else Sold()


def _chart(sold: Sales, *, store: Store, language: str) -> Chart:
    days = max(len(sold.this_month), len(sold.last_month))
    return bar_chart(
        points=_points(sold.this_month, days=days, language=language),
        against=_points(sold.last_month, days=days, language=language),
        text=lambda amount: formats.money_text(amount, currency=store.currency, language=language),
        tick=lambda amount: formats.number_text(amount, language=language),
        name_every=7,
    )


def _points(month: Sequence[Day], *, days: int, language: str) -> list[Point]:
    """As many as the longer month has days: a day that this one lacks sells nothing."""
    points = [(formats.short_date(day, language=language), sold.total) for day, sold in month]
    return points + [("", Decimal(0))] * (days - len(points))
