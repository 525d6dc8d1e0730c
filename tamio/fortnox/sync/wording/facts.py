"""What Fortnox's own message says, found again so that our sentence can say it too.

value       what is in parentheses or quotation marks, or stands last after a colon
characters  those of `value` that Fortnox does not take, each in quotation marks
number      the customer number
account     four digits
date        the day to which a period is locked
field       the field that the message names, in our words
said        the message as it came
currency    of the invoice
"""

import re
from collections.abc import Mapping

from tamio.fortnox.client.characters import is_allowed
from tamio.fortnox.client.errors import FortnoxError
from tamio.fortnox.sync.wording.fields import field_words
from tamio.outbox.problem import Words

Facts = Mapping[str, Words]
#: Longer values and messages are cut: the sentence must stay one.
LONGEST = 120

_VALUES = (
    re.compile(r"\((.+)\)\.?\s*$", re.DOTALL),
    re.compile(r"[\"”“'](.+?)[\"”']", re.DOTALL),
    re.compile(r":\s+(.+?)\.?\s*$", re.DOTALL),
    re.compile(r"\b(\d+(?:[.,]\d+)?)\b"),
)
_NUMBER = re.compile(r"[Kk]undnummer\s+\"?(\S+?)\"?\s")
_ACCOUNT = re.compile(r"\b(\d{4})\b")
_DATE = re.compile(r"t\.o\.m\.\s*(\S*\d)")


def facts_in(error: FortnoxError, *, currency: str = "") -> Facts:
    """What is known, by the names that texts use."""
    said = error.message.strip()
    named = getattr(error, "field", None) or ""
    value = _value(said.removesuffix(f"({named})") if named else said)
    found = {
        "value": value,
        "characters": _refused_characters(value),
        "number": _first(_NUMBER, said),
        "account": _first(_ACCOUNT, said),
        "date": _first(_DATE, said),
        "said": said,
        "currency": currency,
    }
    facts = {name: Words(sv=_cut(text), en=_cut(text)) for name, text in found.items() if text}
    if named:
        facts["field"] = field_words(named)
    return facts


def _value(said: str) -> str:
    return next((found for each in _VALUES if (found := _first(each, said))), "")


def _first(pattern: re.Pattern[str], said: str) -> str:
    match = pattern.search(said)
    return match[1].strip() if match else ""


def _refused_characters(value: str) -> str:
    refused = dict.fromkeys(character for character in value if not is_allowed(character))
    return ", ".join(f"”{_shown(character)}”" for character in refused)


def _shown(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
