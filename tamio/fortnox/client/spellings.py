"""How a character that Fortnox refuses is written with those it takes, keeping the meaning."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_BY_SPELLING = {
    "’": "'‘‚‛′‹›",
    "’’": '"“”„‟″«»〝〞〟',
    "–": "—―‒⸺⸻",
    "-": "‐‑⁃−·•‧∙⋅●○◦▪▫■□►→←↔⇒⇐~|¦",
    "...": "…",
    "(": "[{⟨<",
    ")": "]}⟩>",
    "/": "÷⁄∕",
    "x": "×✕✖",
    "*": "★☆",
    "+/-": "±",
    "=": "≈≡",
    " promille": "‰",
    "1/4": "¼",
    "3/4": "¾",
    "": "¨¯¸˝˛¿¡",
}

SPELLINGS: Mapping[str, str] = MappingProxyType(
    {character: spelling for spelling, group in _BY_SPELLING.items() for character in group}
)

# "<5 kg" must not become "-5 kg". These words are the same in Swedish and English invoices.
BEFORE_A_NUMBER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[<≤]=? ?(?=\d)"), "max "),
    (re.compile(r"[>≥]=? ?(?=\d)"), "min "),
    (re.compile(r"[~≈] ?(?=\d)"), "ca "),
)
