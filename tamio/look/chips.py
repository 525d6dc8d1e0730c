"""Chip: a state as people see it, in a word, an icon and a colour; it links to the reason."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

#: A text in the language of whoever reads the page.
Text = str | Promise


class Tone(StrEnum):
    """The five ways a state can matter to the one who looks at it."""

    GOOD = "good"
    WAITING = "waiting"  # goes on by itself
    NEEDS_YOU = "needs-you"
    WRONG = "wrong"
    NEUTRAL = "neutral"

    @property
    def icon(self) -> str:
        """The symbol of icons.svg that says the same without colour."""
        return _ICONS[self]


_ICONS = {
    Tone.GOOD: "check",
    Tone.WAITING: "clock",
    Tone.NEEDS_YOU: "alert",
    Tone.WRONG: "x",
    Tone.NEUTRAL: "dot",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """`state`: the word. `text`: what belongs to it, such as a number. `href`: where the reason is.

    Shown as "state · text"; without `href` it is not a link.
    """

    state: Text
    tone: Tone
    href: str = ""
    text: Text = ""
