"""Words as they are compared, and how far two of them lie apart."""

import re
import unicodedata
from collections.abc import Iterable

from tamio.commerce.search.models import MOST_LETTERS

_WORD = re.compile(r"[a-z0-9]+")
_OTHERS = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "đ": "d", "ł": "l", "þ": "th"})


def words_in(text: str) -> list[str]:
    """The words of `text`, folded: "Kåsa i masurbjörk, 2 dl" is kasa, i, masurbjork, 2, dl."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_OTHERS)
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return [word[:MOST_LETTERS] for word in _WORD.findall(plain)]


def pairs_in(word: str) -> set[str]:
    """Its pairs of letters, with where it begins and ends: " k", "ka", "as", "sa", "a "."""
    padded = f" {word} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


def errors_allowed(word: str) -> int:
    """How many letters may be wrong: none in a short word or one with digits, two in a long one."""
    if len(word) < 4 or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 6 else 2


def distance(one: str, other: str, *, most: int) -> int:
    """How many letters are wrong, missing, too many or exchanged with their neighbour.

    Optimal string alignment. Answers most + 1 as soon as it is more than `most`.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            cost = min(
                above[column] + 1,
                line[column - 1] + 1,
                above[column - 1] + (letter != against),
            )
            swapped = row > 1 and column > 1 and letter == other[column - 2]
            if swapped and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        # Two letters exchanged reach over a line, so that both of the last two must be too far.
        if min(line) > most and min(above) >= most:
            return most + 1
        before, above = above, line
    return min(above[-1], most + 1)


def nearest(word: str, candidates: Iterable[str]) -> list[tuple[str, int]]:
    """The candidates within the errors allowed and how far they are, the nearest first."""
    most = errors_allowed(word)
    found = [(each, distance(word, each, most=most)) for each in candidates]
    return sorted(((each, far) for each, far in found if far <= most), key=lambda one: one[1])
