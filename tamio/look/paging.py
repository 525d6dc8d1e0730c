"""Lists page by page, by key: a page costs the same however many rows lie before it."""

import base64
import binascii
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.http import Http404, QueryDict

Row = TypeVar("Row", bound=Model)


class Search(Protocol):
    """What is not asked of the database in the same query."""

    @property
    def several(self) -> Q | None:
        """All that is meant, where that is so little that the database had better look there."""
        ...

    def among(self, keys: Sequence[int]) -> set[int]:
        """Those of the keys that are meant."""
        ...


#: Rows that a search looks at first.
_STEP = 1_000
#: Rows on a page: what two screens hold.
SIZE = 40


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in order. `first`, `previous`, `next` and `last` are query strings that keep the
    filters, "" where one is there already.
    """

    rows: Sequence[Row]
    sort: str
    first: str
    previous: str
    next: str
    last: str
    params: QueryDict


def page_by_key(
    queryset: QuerySet[Row],
    *,
    params: QueryDict,
    sorts: Collection[str],
    default: str,
    size: int | None = None,
    search: Search | None = None,
) -> Page[Row]:
    """The page that `sort`, `after` and `before` in `params` ask for; an empty `before` is the end.

    `sorts` are the fields and annotations one may sort by, none of them nullable; `default` is one
    with its sign; `search` leaves out what is not meant. Raises Http404 for anything else: such an
    address was not made by us.
    """
    size = size or SIZE
    sort = params.get("sort", default)
    if sort.removeprefix("-") not in sorts:
        raise Http404("there is no such order")
    backwards = "before" in params
    cursor = params.get("before") or params.get("after")
    found = ordered(queryset, sort=_turned(sort) if backwards else sort)
    if cursor:
        found = found.filter(_beyond(queryset, sort, cursor, backwards=backwards))
    fetched = _searched(found, search, most=size + 1) if search else list(found[: size + 1])
    rows = fetched[:size][:: -1 if backwards else 1]
    more = len(fetched) > size
    is_first = not more if backwards else not cursor
    is_last = not cursor if backwards else not more
    return Page(
        rows=rows,
        sort=sort,
        first="" if is_first else _link(params).urlencode(),
        previous="" if is_first else _beside(params, "before", rows[:1], sort),
        next="" if is_last else _beside(params, "after", rows[-1:], sort),
        last="" if is_last else _link(params, before="").urlencode(),
        params=params,
    )


def _searched(found: QuerySet[Row], search: Search, *, most: int) -> list[Row]:
    """By keys first: what is read to be put in order or left out is nothing but they."""
    several = search.several
    if several is not None:
        keys = list(found.filter(several).values_list("pk", flat=True)[:most])
    else:
        keys = _followed(found, search, most=most)
    rows = {row.pk: row for row in found.filter(pk__in=keys)}
    return [rows[key] for key in keys if key in rows]


def _followed(found: QuerySet[Row], search: Search, *, most: int) -> list[int]:
    """Follows the order until so many are meant, in steps that grow."""
    keys: list[int] = []
    begins, ends = 0, _STEP
    while len(keys) < most:
        step = list(found.values_list("pk", flat=True)[begins:ends])
        meant = search.among(step)
        keys += [key for key in step if key in meant]
        if len(step) < ends - begins:
            break
        begins, ends = ends, ends * 4
    return keys[:most]


def ordered(queryset: QuerySet[Row], *, sort: str) -> QuerySet[Row]:
    """By one field, and rows that are equal there by their keys."""
    return queryset.order_by(sort, "-pk" if sort.startswith("-") else "pk")


def _turned(sort: str) -> str:
    return sort[1:] if sort.startswith("-") else f"-{sort}"


def _beyond(queryset: QuerySet[Row], sort: str, cursor: str, *, backwards: bool) -> Any:
    """In one comparison of both columns, so that an index leads to the row at once."""
    field = sort.removeprefix("-")
    value, pk = _read(queryset, field, cursor)
    downwards = sort.startswith("-") != backwards
    if field in queryset.query.annotations:
        compare = "lt" if downwards else "gt"
        return Q(**{f"{field}__{compare}": value}) | Q(**{field: value, f"pk__{compare}": pk})
    compared = TupleLessThan if downwards else TupleGreaterThan
    return compared(Tuple(F(field), F("pk")), (value, pk))


def _link(params: QueryDict, **way: str) -> QueryDict:
    link = params.copy()
    for used in ("before", "after"):
        link.pop(used, None)
    for name, value in way.items():
        link[name] = value
    return link


def _beside(params: QueryDict, way: str, edge: Sequence[Model], sort: str) -> str:
    if not edge:
        return ""
    return _link(params, **{way: _written(edge[0], sort.removeprefix("-"))}).urlencode()


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
