"""What a file of the bank's tells, whatever its format; and why one cannot be read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tamio.commerce.payments.models import FileKind

#: Bytes of one file: a statement of some ten thousand payments.
MOST_BYTES = 10_000_000
MOST_ENTRIES = 20_000


class Unreadable(ValueError):
    """The file cannot be read; the message says where and why, in the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One payment that came in. `identity` is the bank's own name of it, the same in every file
    that tells of it. `reference` is as the payer wrote it. `bankgiro` is the number that it was
    paid to, in digits; "" where the file tells of accounts only.
    """

    identity: str
    booked_on: date
    amount: Decimal
    currency: str
    reference: str = ""
    bankgiro: str = ""
    payer: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """All that came in, and how much else there was: out-going, or not booked yet."""

    kind: FileKind
    entries: Sequence[Entry] = field(default_factory=list)
    passed_over: int = 0


def line(text: str, *, most: int) -> str:
    """On one line, without what cannot be shown."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(shown.split())[:most]
