"""Finds the rows of a list by what is written in its search."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tamio.word_index import Asked

Row = TypeVar("Row", bound=Model)

#: So many rows are fetched by their keys and put in order. Where there are more, the list's own
#: order is followed until a page is full, which then is near.
_FEW = 1_000


@dataclass
class Search:
    """`words` as a WordIndex asks for them; `also` are keys that are meant besides, a few."""

    words: Asked | None
    also: Collection[int] = ()

    def all_in(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """All of `rows` that are meant, in one query."""
        if self._is_few or self.words is None:
            return rows.filter(pk__in={*self.also, *self._first})
        return rows.filter(Q(pk__in=self.words.subquery()) | Q(pk__in=list(self.also)))

    def for_a_page(self, rows: QuerySet[Row]) -> tuple[QuerySet[Row], "Search | None"]:
        """The rows to put in order, and what is still to be asked of them as page_by_key does."""
        return (self.all_in(rows), None) if self._is_few else (rows, self)

    def among(self, keys: Sequence[int]) -> set[int]:
        """Those of `keys` that are meant."""
        meant = self.words.among(keys) if self.words else set()
        return meant | set(self.also).intersection(keys)

    @property
    def _is_few(self) -> bool:
        return len(self._first) <= _FEW

    @cached_property
    def _first(self) -> list[int]:
        return self.words.first(_FEW + 1) if self.words else []
