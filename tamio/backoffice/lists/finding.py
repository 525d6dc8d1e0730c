"""Finds the rows of a list by what is written in its search."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

Row = TypeVar("Row", bound=Model)

#: So many rows are fetched by their keys and put in order; of more, the list's own order is
#: followed until a page is full, which then is near.
_FEW = 1_000


def found_in(
    rows: QuerySet[Row], *, words: RawSQL | None, others: Iterable[QuerySet[Any, Any]] = ()
) -> QuerySet[Row]:
    """Those of `rows` that have the `words`, and those whose keys `others` are.

    `words` as a WordIndex gives them. One query for it and one for each of the others, so that
    the database need not guess how many they are; nothing is found by neither.
    """
    every = rows.model._default_manager.all()
    keys = [key for other in others for key in other[: _FEW + 1]]
    if words is None:
        return rows.filter(pk__in=keys)
    found = list(every.filter(pk__in=words).order_by().values_list("pk", flat=True)[: _FEW + 1])
    if len(found) <= _FEW:
        return rows.filter(pk__in={*keys, *found})
    return rows.filter(Q(pk__in=words) | Q(pk__in=keys)) if keys else rows.filter(pk__in=words)
