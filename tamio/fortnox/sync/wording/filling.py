"""Puts facts into a text; see `entries.py` for how texts are written."""

import re
from collections.abc import Mapping

from tamio.fortnox.sync.wording.facts import Facts
from tamio.outbox.problem import Words

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{(\w+)\}")


def filled(text: Words, facts: Facts) -> Words:
    """The text in both languages. Raises KeyError for a fact that is missing outside brackets."""
    return Words(
        sv=_filled(text.sv, {name: words.sv for name, words in facts.items()}),
        en=_filled(text.en, {name: words.en for name, words in facts.items()}),
    )


def _filled(text: str, facts: Mapping[str, str]) -> str:
    def kept(part: re.Match[str]) -> str:
        return part[1] if set(_PLACE.findall(part[1])) <= facts.keys() else ""

    # In one go: what a fact holds is never read as a mark of ours.
    return _PLACE.sub(lambda place: facts[place[1]], _OPTIONAL.sub(kept, text))
