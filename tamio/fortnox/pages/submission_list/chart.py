"""Submissions per hour, drawn: the bars, the table under them, and where each leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.submission_list.groups import WORDS, Group
from tamio.fortnox.pages.submission_list.hours import WINDOWS, Piece, pieces
from tamio.look import formats
from tamio.look.charts import Chart, Part, Stack, layer_chart
from tamio.look.chips import Text

FIRST = "24h"
#: Every n-th bar from the last has its time below it.
_NAMED = {"24h": 4, "48h": 8, "7d": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table: one bar."""

    name: str
    href: str
    cells: Sequence[Cell]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursShown:
    """`windows` are (value, label); `rows` those with something in them, the newest first."""

    window: str
    windows: Sequence[tuple[str, Text]]
    kinds: Sequence[Text]
    chart: Chart
    rows: Sequence[Row]
    sums: Sequence[Cell]
    total: int


def shown(*, store: Store, window: str, now: datetime) -> HoursShown:
    """An unknown window is the first one. One query."""
    window = window if window in WINDOWS else FIRST
    found = pieces(store=store, window=window, now=now)
    rows = [_row(each, store=store) for each in found]
    return HoursShown(
        window=window,
        windows=[("24h", _("24 hours")), ("48h", _("48 hours")), ("7d", _("7 days"))],
        kinds=[WORDS[group] for group in Group],
        chart=layer_chart(
            stacks=[_stack(*each, window=window) for each in zip(found, rows, strict=True)],
            number=_number,
            name_every=_NAMED[window],
        ),
        rows=[row for row in reversed(rows) if row.total],
        sums=[
            Cell(
                count=sum(each.counts[group] for each in found),
                href=_sum_address(store, found, group),
            )
            for group in Group
        ],
        total=sum(each.total for each in found),
    )


def _stack(piece: Piece, row: Row, *, window: str) -> Stack:
    return Stack(
        name=_short(piece.since, window=window),
        label=row.name,
        href=row.href,
        parts=[
            Part(count=cell.count, text=f"{WORDS[group]}: {_number(cell.count)}", href=cell.href)
            for group, cell in zip(Group, row.cells, strict=True)
        ],
    )


def _row(piece: Piece, *, store: Store) -> Row:
    return Row(
        name=_name(piece),
        href=_address(store, since=piece.since, until=piece.until),
        cells=[
            Cell(
                count=piece.counts[group],
                href=_address(store, since=piece.since, until=piece.until, state=group),
            )
            for group in Group
        ],
        total=piece.total,
    )


def _sum_address(store: Store, found: Sequence[Piece], group: Group) -> str:
    return _address(store, since=found[0].since, until=found[-1].until, state=group)


def _address(store: Store, *, since: datetime, until: datetime, state: str = "") -> str:
    asked = {"state": state, "since": _written(since), "until": _written(until)}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{page('submissions', store=store)}?{query}"


def _written(at: datetime) -> str:
    """With its offset: an hour that comes twice in a night is one of the two."""
    return timezone.localtime(at).isoformat(timespec="minutes")


def _name(piece: Piece) -> str:
    """`23 nov. 08:00–09:00`."""
    since, until = timezone.localtime(piece.since), timezone.localtime(piece.until)
    day = formats.short_date(since.date(), language=_language())
    return f"{day} {since:%H:%M}–{until:%H:%M}"


def _short(since: datetime, *, window: str) -> str:
    local = timezone.localtime(since)
    if WINDOWS[window][1] > 1:
        return formats.short_date(local.date(), language=_language())
    return f"{local:%H:%M}"


def _number(count: Decimal | int) -> str:
    return formats.number_text(count, language=_language())


def _language() -> str:
    return (get_language() or "sv")[:2]
