"""Texts in the characters that Fortnox takes; one other character refuses the whole document.

The set is Fortnox's own ("Formats and encoding"). Where measurements were stricter they win: the
set has ":" and "/", but "://" has been refused.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from tamio.fortnox.client.spellings import BEFORE_A_NUMBER, SPELLINGS

_BESIDE_LETTERS = frozenset(
    "0123456789 –:.`´’,;^¤#%§£$€¢¥©™°&/\\()=+-*_!?²³®½@\n\u00a0\u0308\u030a"
)
_LINE_END = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_SCHEME = re.compile(r"(?:https?)?://", re.IGNORECASE)
_SPACES = re.compile(r"[ \u00a0]{2,}")
_SPACE_BEFORE_LINE_END = re.compile(r"[ \u00a0]+\n")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text that Fortnox takes, and what was done to it, for the record (empty: nothing)."""

    text: str
    changes: tuple[str, ...]


def clean(text: str, *, max_length: int | None = None, multiline: bool = False) -> Cleaned:
    """`text` in allowed characters, NFC, at most `max_length` of them.

    `multiline` is for Comments and Remarks. Elsewhere Fortnox drops line breaks and glues the
    words together, so they become spaces. Raises ValueError for a `max_length` below 1.
    """
    if max_length is not None and max_length < 1:
        raise ValueError("a text of no characters says nothing")
    changes: list[str] = []
    text = _told(text, _composed, changes, "accents were joined to their letters")
    text = _LINE_END.sub("\n", text)
    if not multiline:
        text = _told(text, _on_one_line, changes, "line breaks became spaces")
    text = _told(text, _numbers_in_words, changes, "signs before numbers became words")
    text = _respelled(text, changes)
    text = _told(text, _without_schemes, changes, "http:// was left out")
    text = _told(text, _tidy, changes, "spaces were tidied")
    return Cleaned(_cut(text, max_length, changes), tuple(changes))


def is_allowed(character: str) -> bool:
    """Whether Fortnox takes this one character."""
    return character in _BESIDE_LETTERS or unicodedata.category(character).startswith("L")


def _told(text: str, step: Callable[[str], str], changes: list[str], change: str) -> str:
    changed = step(text)
    if changed != text:
        changes.append(change)
    return changed


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")


def _numbers_in_words(text: str) -> str:
    for sign, word in BEFORE_A_NUMBER:
        text = sign.sub(word, text)
    return text


def _respelled(text: str, changes: list[str]) -> str:
    spellings = {character: _spelling(character) for character in dict.fromkeys(text)}
    for character, spelling in spellings.items():
        if spelling != character:
            changes.append(_change(character, spelling))
    return _composed("".join(spellings[character] for character in text))


def _spelling(character: str) -> str:
    if is_allowed(character):
        return character
    if character in SPELLINGS:
        return SPELLINGS[character]
    equal = unicodedata.normalize("NFKC", character)
    if equal != character:
        return "".join(_spelling(part) for part in equal)
    digit = unicodedata.decimal(character, None)
    return _space_for(character) if digit is None else str(digit)


def _space_for(character: str) -> str:
    """Invisible characters and loose accents leave no gap, symbols and emoji do."""
    if character == "\t":
        return " "
    return "" if unicodedata.category(character)[0] in "CM" else " "


def _change(character: str, spelling: str) -> str:
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return f"{shown} became {spelling}" if spelling.strip() else f"{shown} was left out"


def _without_schemes(text: str) -> str:
    while _SCHEME.search(text):  # taking one out can bring another together
        text = _SCHEME.sub("", text)
    return text


def _tidy(text: str) -> str:
    return _SPACE_BEFORE_LINE_END.sub("\n", _SPACES.sub(" ", text)).strip()


def _cut(text: str, max_length: int | None, changes: list[str]) -> str:
    if max_length is None or len(text) <= max_length:
        return text
    changes.append(f"cut from {len(text)} to {max_length} characters")
    return text[:max_length].rstrip()
