"""What a merchant is told of the accent they chose."""

from django.utils.translation import gettext as _

from tamio.look.themes import moved


def said_of_accent(*, accent: str, theme: str) -> str:
    """What a merchant should know of the colour, "" if it is shown as it is."""
    shown = moved(accent=accent, theme=theme)
    if shown is None:
        return ""
    return _(
        "Text in this colour would have a contrast of %(ratio).1f to 1 against the page, and 4.5 "
        "is the least that people can read. Links are therefore shown in %(shown)s; buttons keep "
        "your colour."
    ) % {"ratio": shown[1], "shown": shown[0]}
