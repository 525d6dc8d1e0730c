"""The pieces a letter is made of. Drawn twice, so that text and HTML always say the same."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Line breaks in it are kept. `small` is for what one need not read first."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """The one thing to do."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Link:
    """A further way on, quieter than the button."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and what they are here; `last_is_sum` draws the last row heavier, under a line."""

    rows: Sequence[tuple[str, str]]
    last_is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Goods:
    """What was sold, shipped or credited: a text, how many, and the amount ("" for none)."""

    rows: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A gift card as one gives it away: `worth` large, the code to be read and typed."""

    label: str
    worth: str
    code: str
    below: str


Block = Heading | Paragraph | Button | Link | Facts | Goods | Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a letter says, between the store's greeting and its last words."""

    subject: str
    title: str
    blocks: Sequence[Block]
    #: Whom it speaks to; "" where nobody's name is known.
    name: str = ""
