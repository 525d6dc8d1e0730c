"""A store's colour in a letter: a button in it, with words that can be read on it."""

_DARK, _LIGHT = "#1b1c20", "#ffffff"


def words_on(fill: str) -> str:
    """The one of the two inks that stands out more on `fill` (#rrggbb): WCAG 2.2, 1.4.3."""
    light = _luminance(fill)
    against_white = 1.05 / (light + 0.05)
    against_dark = (light + 0.05) / (_luminance(_DARK) + 0.05)
    return _LIGHT if against_white >= against_dark else _DARK


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
