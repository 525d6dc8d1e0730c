"""Takes secrets out of text that is going to be kept: exchanges, errors."""

import re
from urllib.parse import quote

HIDDEN = "[secret removed]"

_SHORTEST_SECRET = 6
_NAMED = re.compile(r"""((?:_token|_secret)["']?\s*[:=]\s*["']?)[^"'&\s,}]+""")
_SHAPES = (
    re.compile(r"eyJ[\w-]{8,}(?:\.[\w-]*){0,2}"),  # a JSON web token, also one cut short
    re.compile(r"(?<=\bBearer )[\w.~+/=-]{8,}", re.IGNORECASE),
    re.compile(r"\b[0-9a-fA-F]{40,}\b|\b[0-9a-zA-Z]{64,}\b"),  # opaque tokens of older clients
)


def scrub(text: str, *, known: str | None = None) -> str:
    """`text` without `known` (the token in use) and without anything shaped like a token."""
    if known and len(known) >= _SHORTEST_SECRET:
        for spelling in {known, quote(known, safe="")}:
            text = text.replace(spelling, HIDDEN)
    text = _NAMED.sub(rf"\1{HIDDEN}", text)
    for shape in _SHAPES:
        text = shape.sub(HIDDEN, text)
    return text
