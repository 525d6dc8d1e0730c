"""Colours as numbers: how well one is read on another, and how to make it so.

Contrast is that of WCAG 2.2 (criterion 1.4.3): 4.5 to 1 for text, 3 to 1 for shapes.
"""

BLACK, WHITE = "#000000", "#ffffff"
TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0
_STEPS = 40


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(fill: str) -> str:
    """White where it is readable on `fill`, else black, which then is."""
    return WHITE if contrast(fill, WHITE) >= TEXT_CONTRAST else BLACK


def lifted(colour: str, ground: str, least: float) -> str:
    """`colour`, moved away from `ground` only as far as `least` contrast asks for."""
    away = text_on(ground)
    mixtures = (mixed(colour, away, share=step / _STEPS) for step in range(_STEPS + 1))
    return next(mixture for mixture in mixtures if contrast(mixture, ground) >= least)


def mixed(colour: str, other: str, *, share: float) -> str:
    """`colour` with a `share` of the other, 0 to 1."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
