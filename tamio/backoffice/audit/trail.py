"""Many sources on one time line, newest first, page by page and row by row.

The place of an entry is its time, then its source, then its key: so every source can be asked for
what lies beyond a place, and a page costs the same however much lies before it.
"""

import base64
import binascii
import heapq
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.dateparse import parse_datetime

from tamio.backoffice.audit.entries import Asked, AuditEntry, AuditSource
from tamio.commerce.stores.models import Store

SIZE = 40
#: Rows that an export fetches at a time from each source.
_CHUNK = 500


class Place(NamedTuple):
    """Where an entry stands; compared as a whole."""

    at: datetime
    kind: str
    pk: int


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with its source, as the page and the export show it."""

    source: AuditSource
    entry: AuditEntry
    pk: int


@dataclass(frozen=True, slots=True)
class TrailPage:
    """`previous` and `next` are cursors, "" if there is nothing that way."""

    rows: Sequence[Shown]
    previous: str
    next: str


def page_of(
    sources: Sequence[AuditSource], *, store: Store, asked: Asked, after: str, before: str
) -> TrailPage:
    """Raises Http404 for a cursor that is none of ours."""
    backwards = bool(before)
    cursor = _read(before or after)
    found = [
        (Place(row.at, source.kind, row.pk), source, row)
        for source in sources
        for row in _ordered(source, store, asked, cursor, backwards=backwards)[: SIZE + 1]
    ]
    found.sort(key=lambda each: each[0], reverse=not backwards)
    more = len(found) > SIZE
    rows = found[:SIZE][:: -1 if backwards else 1]
    there = (more if backwards else cursor is not None, more or backwards)
    return TrailPage(
        rows=_shown(store, [(source, row) for _place, source, row in rows]),
        previous=_written(rows[0][0]) if rows and there[0] else "",
        next=_written(rows[-1][0]) if rows and there[1] else "",
    )


def everything(sources: Sequence[AuditSource], *, store: Store, asked: Asked) -> Iterator[Shown]:
    """All that is asked for, newest first; never more than a chunk of each source in memory."""
    walks = [_walk(source, store, asked) for source in sources]
    merged = heapq.merge(*walks, key=lambda each: each[0], reverse=True)
    return (shown for _place, shown in merged)


def _walk(source: AuditSource, store: Store, asked: Asked) -> Iterator[tuple[Place, Shown]]:
    cursor: Place | None = None
    while rows := list(_ordered(source, store, asked, cursor, backwards=False)[:_CHUNK]):
        places = [Place(row.at, source.kind, row.pk) for row in rows]
        yield from zip(places, _shown(store, [(source, row) for row in rows]), strict=True)
        cursor = places[-1]


def _ordered(
    source: AuditSource, store: Store, asked: Asked, cursor: Place | None, *, backwards: bool
) -> QuerySet[Any]:
    found = source.find(store, asked)
    if cursor is not None:
        found = found.filter(_beyond(cursor, source.kind, backwards=backwards))
    return found.order_by("at", "pk") if backwards else found.order_by("-at", "-pk")


def _beyond(cursor: Place, kind: str, *, backwards: bool) -> Q:
    way = "gt" if backwards else "lt"
    beyond = Q(**{f"at__{way}": cursor.at})
    if kind == cursor.kind:
        return beyond | Q(**{"at": cursor.at, f"pk__{way}": cursor.pk})
    # At the same instant the sources stand by their names.
    comes = kind > cursor.kind if backwards else kind < cursor.kind
    return beyond | Q(at=cursor.at) if comes else beyond


def _shown(store: Store, rows: Sequence[tuple[AuditSource, Any]]) -> list[Shown]:
    """Every source is asked once for the words of all its rows."""
    by_source: dict[str, list[Any]] = {}
    for source, row in rows:
        by_source.setdefault(source.kind, []).append(row)
    sources = {source.kind: source for source, _row in rows}
    said = {kind: iter(sources[kind].entries(store, found)) for kind, found in by_source.items()}
    return [Shown(source, next(said[source.kind]), row.pk) for source, row in rows]


def _written(place: Place) -> str:
    text = json.dumps([place.at.isoformat(), place.kind, place.pk])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> Place | None:
    if not cursor:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        at, kind, pk = json.loads(base64.urlsafe_b64decode(padded.encode()))
        instant = parse_datetime(at)
        if instant is None or instant.tzinfo is None or not 0 <= pk < 2**63:
            raise ValueError(cursor)
        return Place(instant, str(kind), int(pk))
    except (ValueError, TypeError, binascii.Error):
        raise Http404("this address does not lead to a page of the list") from None
