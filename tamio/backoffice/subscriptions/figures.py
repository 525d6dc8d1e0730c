"""What subscriptions bring in a month, and how many begin and end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.subscriptions.telling import money_text
from tamio.commerce.subscriptions.cohorts import MONTHS as COHORT_MONTHS
from tamio.commerce.subscriptions.cohorts import cohorts
from tamio.commerce.subscriptions.figures import Month, figures
from tamio.look import formats
from tamio.look.charts import Chart, bar_chart
from tamio.store_clock import now


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
        "since": range(COHORT_MONTHS),
        "cohorts": _cohorts(request),
    }
    return render(request, "backoffice/subscriptions/figures.html", shown)


@dataclass(frozen=True, slots=True)
class _ShownCohort:
    """`cells` are the share in percent and how deep it is shaded, from 0 to 10."""

    name: str
    began: int
    cells: Sequence[tuple[int, int]]


def _cohorts(request: StoreRequest) -> list[_ShownCohort]:
    """The newest first, without months in which nobody began."""
    store, language = request.store, (get_language() or "sv")[:2]
    found = cohorts(store=store, today=store.date_of(now()))
    return [
        _ShownCohort(
            formats.month_text(each.begins, language=language),
            each.began,
            [(share, round(share / 10)) for share in each.shares],
        )
        for each in reversed(found)
        if each.began
    ]


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
