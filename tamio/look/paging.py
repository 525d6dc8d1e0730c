"""Lists page by page, by key: a page costs the same however many rows lie before it."""

import base64
import binascii
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import Http404, QueryDict

Row = TypeVar("Row", bound=Model)

#: Rows on a page: what two screens hold.
SIZE = 40


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in order. `previous` and `next` are query strings that keep the filters, "" if none."""

    rows: Sequence[Row]
    sort: str
    previous: str
    next: str
    params: QueryDict


def page_by_key(
    queryset: QuerySet[Row],
    *,
    params: QueryDict,
    sorts: Collection[str],
    default: str,
    size: int | None = None,
) -> Page[Row]:
    """The page that `sort`, `after` and `before` in `params` ask for.

    `sorts` are the fields and annotations one may sort by, none of them nullable; `default` is one
    with its sign. Raises Http404 for anything else: such an address was not made by us.
    """
    size = size or SIZE
    sort = params.get("sort", default)
    if sort.removeprefix("-") not in sorts:
        raise Http404("there is no such order")
    backwards = "before" in params
    cursor = params.get("before") or params.get("after")
    found = _ordered(queryset, sort=_turned(sort) if backwards else sort)
    if cursor:
        found = found.filter(_beyond(queryset, sort, cursor, backwards=backwards))
    fetched = list(found[: size + 1])
    rows = fetched[:size][:: -1 if backwards else 1]
    more = len(fetched) > size
    return Page(
        rows=rows,
        sort=sort,
        previous=_link(params, "before", rows[:1], sort, there=more if backwards else bool(cursor)),
        next=_link(params, "after", rows[-1:], sort, there=more or backwards),
        params=params,
    )


def _ordered(queryset: QuerySet[Row], *, sort: str) -> QuerySet[Row]:
    return queryset.order_by(sort, "-pk" if sort.startswith("-") else "pk")


def _turned(sort: str) -> str:
    return sort[1:] if sort.startswith("-") else f"-{sort}"


def _beyond(queryset: QuerySet[Row], sort: str, cursor: str, *, backwards: bool) -> Q:
    field = sort.removeprefix("-")
    value, pk = _read(queryset, field, cursor)
    compare = "lt" if sort.startswith("-") != backwards else "gt"
    return Q(**{f"{field}__{compare}": value}) | Q(**{field: value, f"pk__{compare}": pk})


def _link(params: QueryDict, way: str, edge: Sequence[Model], sort: str, *, there: bool) -> str:
    if not (there and edge):
        return ""
    link = params.copy()
    for used in ("before", "after"):
        link.pop(used, None)
    link[way] = _written(edge[0], sort.removeprefix("-"))
    return link.urlencode()


def _written(row: Model, field: str) -> str:
    text = json.dumps([str(getattr(row, field)), row.pk])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(queryset: QuerySet[Row], field: str, cursor: str) -> tuple[Any, int]:
    annotated = queryset.query.annotations.get(field)
    column = annotated.output_field if annotated else queryset.model._meta.get_field(field)
    assert isinstance(column, Field)
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        value, pk = json.loads(base64.urlsafe_b64decode(padded.encode()))
        # Checked as the fields check them, so that no foreign value reaches the database.
        return column.clean(value, None), queryset.model._meta.pk.clean(pk, None)
    except (ValueError, TypeError, AttributeError, binascii.Error, ValidationError):
        raise Http404("this address does not lead to a page of the list") from None
