"""Finds the rows of a list by what is written in its search."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tamio.word_index import Asked

Row = TypeVar("Row", bound=Model)

#: So many rows are fetched by their keys and put in order, and so many are left to the database.
#: Where there are more, the list's own order is followed until a page is full, which then is near.
_FEW, _SEVERAL = 1_000, 4_000


@dataclass
class Search:
    """`words` as a WordIndex asks for them; `also` are keys that are meant besides, a few.

    Where the words are another table's, `first`, `meant` and `found_among` lead from its rows to
    those of the list.
    """

    words: Asked | None
    also: Collection[int] = ()

    def all_in(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """All of `rows` that are meant, in one query."""
        if self.is_few or self.words is None:
            return rows.filter(pk__in=self.keys)
        return rows.filter(self._meant_in_all(self.words))

    def for_a_page(self, rows: QuerySet[Row]) -> tuple[QuerySet[Row], "Search | None"]:
        """The rows to put in order, and what is still to be asked of them as page_by_key does."""
        return (self.all_in(rows), None) if self.is_few else (rows, self)

    def among(self, keys: Sequence[int]) -> set[int]:
        """Those of `keys` that are meant."""
        meant = self.found_among(self.words, keys) if self.words else set()
        return meant | set(self.also).intersection(keys)

    def first(self, words: Asked, most: int) -> list[int]:
        """So many keys at most of rows that have the words; fewer only if there are no more."""
        return words.first(most)

    def meant(self, words: Asked) -> Q:
        """All rows that have the words."""
        return Q(pk__in=words.subquery())

    def _meant_in_all(self, words: Asked) -> Q:
        return self.meant(words) | Q(pk__in=list(self.also))

    def found_among(self, words: Asked, keys: Sequence[int]) -> set[int]:
        """Those of `keys` whose rows have the words."""
        return words.among(keys)

    @property
    def is_few(self) -> bool:
        """Whether `keys` are all that are meant."""
        return len(self._few_or_more) <= _FEW

    @property
    def keys(self) -> set[int]:
        """Of the rows that are meant, if they are few."""
        return {*self.also, *self._few_or_more}

    @property
    def several(self) -> Q | None:
        """What is meant, if that is not very much."""
        if self.words is None or not self.words.are_at_most(_SEVERAL):
            return None
        return self._meant_in_all(self.words)

    @cached_property
    def _few_or_more(self) -> list[int]:
        return self.first(self.words, _FEW + 1) if self.words else []
