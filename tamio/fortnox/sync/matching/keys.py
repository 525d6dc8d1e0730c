"""By what two cards are one customer's: exact, but for the ways in which people write numbers."""

import hashlib
import re

_TEN_DIGITS = re.compile(r"(?:16|19|20)?([0-9]{10})")


def organisation_key(number: str | None) -> str:
    """556703-7485, 5567037485 and 165567037485 are one; "" for none.

    Other countries' numbers, and dates of birth, are only rid of spaces and punctuation.
    """
    text = re.sub(r"[^0-9A-Z]", "", (number or "").upper())
    swedish = _TEN_DIGITS.fullmatch(text)
    return swedish[1] if swedish else text[:30]


def person_key(*, email: str | None, name: str | None) -> str:
    """The same for the same e-mail and name; "" where either is missing. Of a fixed length."""
    parts = [" ".join((part or "").casefold().split()) for part in (email, name)]
    if not all(parts):
        return ""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
