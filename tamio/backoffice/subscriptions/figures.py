"""What subscriptions bring in a month, and how many begin and end."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.subscriptions.telling import money_text
from tamio.clock import now
from tamio.commerce.subscriptions.figures import Month, figures
from tamio.look import formats
from tamio.look.charts import Chart, bar_chart


@require_safe
@store_page()
def subscription_figures(request: StoreRequest) -> HttpResponse:
    """The last twelve months, as charts with the table under them."""
    store, language = request.store, (get_language() or "sv")[:2]
    months = figures(store=store, today=store.date_of(now()))

    def number(amount: Decimal) -> str:
        return formats.number_text(amount, language=language)

    shown = {
        "months": [
            (formats.month_text(month.begins, language=language), month) for month in months
        ],
        "latest": months[-1],
        "recurring": _chart(
            months,
            lambda month: month.recurring,
            text=lambda amount: money_text(amount, store.currency),
            tick=number,
        ),
        "churn": _chart(
            months,
            lambda month: month.churn or Decimal(0),
            text=lambda share: _("%(share)s percent") % {"share": number(share)},
            tick=number,
        ),
        "others": any(month.others for month in months),
    }
    return render(request, "backoffice/subscriptions/figures.html", shown)


def _chart(
    months: Sequence[Month],
    amount: Callable[[Month], Decimal],
    *,
    text: Callable[[Decimal], str],
    tick: Callable[[Decimal], str],
) -> Chart:
    language = (get_language() or "sv")[:2]
    points = [
        (formats.month_text(month.begins, language=language), amount(month)) for month in months
    ]
    return bar_chart(points=points, text=text, tick=tick, name_every=3)
