"""What the facts say of Fortnox's codes, and which of the five answers follows from it.

`data/error_codes.json` is the facts' own list. Its `meaning` says what happened; the rules below
say what follows, as the design has it: what the company must set up is *settings*, what is wrong
with one document is *rejected*, what the connection may not do is *reconnect*, a fault of form in
the request is a *bug*, and what went wrong inside Fortnox passes *later*.
"""

import json
import re
from pathlib import Path
from typing import TypedDict

from tamio.fortnox.sync.wording import Kind


class Fact(TypedDict):
    code: int
    message_sv: str
    meaning: str
    http_status: int
    evidence: str


FACTS: list[Fact] = json.loads((Path(__file__).parent / "data/error_codes.json").read_text("utf-8"))

#: By the words of the meaning; the first rule that matches.
_RULES: tuple[tuple[str, Kind], ...] = (
    (r"inside Fortnox", Kind.LATER),
    (r"licence", Kind.SETTINGS),
    (r"scope|access token|permission", Kind.RECONNECT),
    (r"parse error|unknown field|no such route|Content-Type|Accept header", Kind.BUG),
    (r"parameter|body empty|not an object|PUT without|null sent|boolean", Kind.BUG),
    (r"read-only|without OrderRows|token migration", Kind.BUG),
    (r"^account |an account|EasyVAT|locked period", Kind.SETTINGS),
    (r"currency|terms of|price|unit|project", Kind.SETTINGS),
    (r"number (already used|is, or has been)", Kind.SETTINGS),
    (r"alphanumeric|numeric|too long|longer than|character|country|VAT number", Kind.REJECTED),
    (r"does not exist|not found|invoiced|warehouse|housework", Kind.REJECTED),
)


def kind_by_the_facts(fact: Fact) -> Kind:
    kinds = [kind for words, kind in _RULES if re.search(words, fact["meaning"])]
    if not kinds:
        raise AssertionError(f"no rule says what follows from {fact}")
    return kinds[0]
