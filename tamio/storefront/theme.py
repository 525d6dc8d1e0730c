"""The store's own colour, made readable: as a button with its text, and as text on the ground.

Contrast is that of WCAG 2.2 (criterion 1.4.3): 4.5 to 1 for text.
"""

from dataclasses import dataclass

#: The grounds of shop.css that text stands on; the readable accents are measured against them.
LIGHT_GROUND = "#fbfaf8"
DARK_GROUND = "#1e1d1b"
_BLACK, _WHITE = "#000000", "#ffffff"
_TEXT_CONTRAST = 4.5
_SHAPE_CONTRAST = 3.0
_STEPS = 40


@dataclass(frozen=True, slots=True)
class _Scheme:
    """The accent's four colours in one scheme: as text, as a fill, on the fill, fill hovered."""

    text: str
    fill: str
    on_fill: str
    hover: str


def stylesheet(*, accent: str) -> str:
    """The custom properties of shop.css that are the store's own. `accent` is #rrggbb."""
    light = _scheme(accent, fill=accent, ground=LIGHT_GROUND)
    # A dark colour would drown in the dark scheme; the light scheme shows it as it is.
    dark = _scheme(accent, fill=_lifted(accent, DARK_GROUND, _SHAPE_CONTRAST), ground=DARK_GROUND)
    return (
        ":root {\n"
        f"  --accent: light-dark({light.text}, {dark.text});\n"
        f"  --accent-fill: light-dark({light.fill}, {dark.fill});\n"
        f"  --accent-fill-hover: light-dark({light.hover}, {dark.hover});\n"
        f"  --on-accent: light-dark({light.on_fill}, {dark.on_fill});\n"
        "}\n"
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(fill: str) -> str:
    """White where it is readable on `fill`, else black, which then is."""
    return _WHITE if contrast(fill, _WHITE) >= _TEXT_CONTRAST else _BLACK


def _scheme(accent: str, *, fill: str, ground: str) -> _Scheme:
    on_fill = text_on(fill)
    return _Scheme(
        text=_lifted(accent, ground, _TEXT_CONTRAST),
        fill=fill,
        on_fill=on_fill,
        # Away from the text's colour, so that it only becomes easier to read.
        hover=_mixed(fill, _BLACK if on_fill == _WHITE else _WHITE, share=0.14),
    )


def _lifted(colour: str, ground: str, least: float) -> str:
    """`colour`, moved away from `ground` only as far as `least` contrast asks for."""
    away = text_on(ground)
    mixtures = (_mixed(colour, away, share=step / _STEPS) for step in range(_STEPS + 1))
    return next(mixture for mixture in mixtures if contrast(mixture, ground) >= least)


def _mixed(colour: str, other: str, *, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
