"""What a merchant is told of the accent they chose."""

from decimal import ROUND_DOWN, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tamio.look.formats import number_text
from tamio.look.themes import moved


def ratio_text(contrast: float) -> str:
    """With one decimal, as the language writes it."""
    rounded = Decimal(contrast).quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    return number_text(rounded, language=(get_language() or "sv")[:2])


def said_of_accent(*, accent: str, theme: str) -> str:
    """What a merchant should know of the colour, "" if it is shown as it is."""
    shown = moved(accent=accent, theme=theme)
    if shown is None:
        return ""
    return _(
        "Text in this colour would have a contrast of %(ratio)s to 1 against the page, and 4.5 "
        "is the least that people can read. Links are therefore shown in %(shown)s; buttons keep "
        "your colour."
    ) % {"ratio": ratio_text(shown[1]), "shown": shown[0]}
