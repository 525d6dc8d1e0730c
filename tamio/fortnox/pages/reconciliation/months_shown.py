"""Findings by month: drawn, as a table, and the list of those of one month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, Finding
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.reconciliation import show
from tamio.fortnox.pages.reconciliation.months import (
    Became,
    Month,
    became_of,
    following,
    found_in,
    months,
)
from tamio.look import formats
from tamio.look.charts import Chart, Part, Stack, layer_chart
from tamio.look.chips import Text
from tamio.look.paging import page_by_key

WORDS: dict[Became, Text] = {
    Became.PUT_RIGHT: pgettext_lazy("findings", "Put right"),
    Became.SETTLED: pgettext_lazy("findings", "Settled"),
    Became.OPEN: pgettext_lazy("findings", "Still open"),
}

#: No sale of ours is of other years.
_EARLIEST, _LATEST = 2000, 2199


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One month; `cells` in the order of the kinds."""

    name: str
    found: Cell
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsShown:
    """The newest month first in `rows`."""

    kinds: Sequence[Text]
    chart: Chart
    rows: Sequence[Row]
    total: int


def shown(*, store: Store, tenant_id: str, today: date) -> MonthsShown:
    """Three queries."""
    found = months(store=store, tenant_id=tenant_id, today=today)
    rows = [_row(each, store=store) for each in found]
    return MonthsShown(
        kinds=list(WORDS.values()),
        chart=layer_chart(
            stacks=[_stack(*each) for each in zip(found, rows, strict=True)],
            number=_number,
            name_every=3,
        ),
        rows=rows[::-1],
        total=sum(each.found for each in found),
    )


@require_safe
@store_page()
def one_month(request: StoreRequest, year: int, month: int) -> HttpResponse:
    """What was found of one month's sales; `became` narrows it."""
    connection = Connection.objects.filter(store=request.store).first()
    if connection is None:
        return redirect(page("overview", store=request.store))
    begins, became = _asked(request, year, month)
    found = found_in(
        store=request.store, tenant_id=connection.tenant_id, since=begins, until=following(begins)
    )
    meant = [each.latest for each in became_of(found, became)]
    rows = Finding.objects.filter(pk__in=meant).select_related("invoice")
    listed = page_by_key(rows, params=request.GET, sorts={"id"}, default="id")
    settled = show.settled_of([row.key for row in listed.rows], store=request.store)
    context = {
        "name": formats.month_text(begins, language=_language()),
        "tabs": _tabs(found),
        "became": became or "",
        "page": listed,
        "findings": show.shown(listed.rows, store=request.store, settled=settled),
        "may_solve": Right.SUBMIT_INVOICES in request.rights,
        "is_solved": became == Became.PUT_RIGHT,
    }
    return render(request, "fortnox/reconciliation_month.html", context)


def _asked(request: StoreRequest, year: int, month: int) -> tuple[date, Became | None]:
    asked = request.GET.get("became", "")
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= 12 and asked in ("", *Became)):
        raise Http404("there is no such month")
    return date(year, month, 1), Became(asked) if asked else None


def _tabs(found: Any) -> list[tuple[str, Text, int]]:
    counted = [(each.value, WORDS[each], len(became_of(found, each))) for each in Became]
    return [("", pgettext("tab", "All"), len(found)), *counted[::-1]]


def _row(each: Month, *, store: Store) -> Row:
    address = page("month", store=store, year=each.begins.year, month=each.begins.month)
    return Row(
        name=formats.month_text(each.begins, language=_language()),
        found=Cell(count=each.found, href=address),
        cells=[
            Cell(count=each.counts[became], href=f"{address}?became={became}") for became in Became
        ],
    )


def _stack(each: Month, row: Row) -> Stack:
    return Stack(
        name=row.name,
        label=row.name,
        href=row.found.href,
        parts=[
            Part(count=cell.count, text=f"{WORDS[became]}: {_number(cell.count)}", href=cell.href)
            for became, cell in zip(Became, row.cells, strict=True)
        ],
    )


def _number(count: Decimal | int) -> str:
    return formats.number_text(count, language=_language())


def _language() -> str:
    return (get_language() or "sv")[:2]
