"""How one text is written down: what it is, which field it is about, what happened, what to do.

A text has two kinds of marks. `{value}` is filled from Fortnox's own message or from the sale,
see `facts.py` for which there are. What stands in [brackets] is left out when something in it is
not known: "Fortnox tar inte emot texten[ ”{value}”]." is a whole sentence either way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tamio.outbox.problem import Words
from tamio.outbox.states import State


class Kind(StrEnum):
    """Which of the five answers it is."""

    SETTINGS = State.SETTINGS.value
    REJECTED = State.REJECTED.value
    RECONNECT = State.RECONNECT.value
    LATER = State.LATER.value
    BUG = State.BUG.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`kind` is None for what is met only while a person looks on, and stops no submission.

    `field` is a key of `fields.FIELDS`, or empty where Fortnox's message names the field, or
    where it is about none.
    """

    kind: Kind | None
    field: str = ""
    message: Words
    remedy: Words


Codes = Mapping[int, Entry]
Findings = Mapping[str, Entry]


BY_ITSELF = Words(
    sv="Du behöver inte göra något. Tamio försöker igen av sig självt.",
    en="You need not do anything. Tamio tries again by itself.",
)
RECONNECT = Words(
    sv="Öppna Integrationer → Fortnox och välj Anslut igen. Det som väntar skickas sedan av"
    " sig självt.",
    en="Open Integrations → Fortnox and choose Reconnect. What waits is then sent by itself.",
)
SUPPORT = Words(
    sv="Allt som behövs för att hitta felet är sparat. Hör av dig till supporten.",
    en="Everything needed to find the error is kept. Contact support.",
)
