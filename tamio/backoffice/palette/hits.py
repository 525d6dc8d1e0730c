"""What the palette answers with: hits, in groups, the nearest first."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from tamio.look.chips import Text

#: So many of a group are shown.
SHOWN = 5


class Rank(IntEnum):
    """How near a hit is to what was written."""

    EXACT = 0
    BEGINS = 1
    WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One line. `detail` is what tells it from others of its name."""

    label: Text
    href: str
    detail: Text = ""
    rank: Rank = Rank.WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Hits of one kind. `more` is the list in which all are found, "" if these are all."""

    key: str
    title: Text
    symbol: str
    hits: Sequence[Hit]
    more: str = ""

    @property
    def rank(self) -> Rank:
        return min((hit.rank for hit in self.hits), default=Rank.WORDS)


def group(*, key: str, title: Text, symbol: str, hits: Iterable[Hit], more: str = "") -> Group:
    """The nearest of the hits; what is equally near keeps its order."""
    ranked = sorted(hits, key=lambda hit: hit.rank)
    has_more = len(ranked) > SHOWN
    return Group(
        key=key, title=title, symbol=symbol, hits=ranked[:SHOWN], more=more if has_more else ""
    )


def nearest_first(groups: Iterable[Group]) -> list[Group]:
    """Without the empty ones."""
    return sorted((each for each in groups if each.hits), key=lambda each: each.rank)


def folded(text: str) -> str:
    """Without case and accents: "Åsa" is "asa"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def is_said(text: str, words: str) -> bool:
    """Whether every word of `text` begins one of `words`; both folded."""
    there = words.split()
    return all(any(word.startswith(begun) for word in there) for begun in text.split())


def rank_of(text: str, name: str) -> Rank:
    """Of a row that was found, by its name."""
    return Rank.BEGINS if folded(name).startswith(folded(text)) else Rank.WORDS
