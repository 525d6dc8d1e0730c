"""The shop's themes: the colours of each, and the store's own accent made readable on them.

Type, spacing and shape of a theme are in storefront/static/storefront/themes/, by the same names.
The keys are those of commerce.content.models.Theme.
"""

from dataclasses import dataclass

from tamio.look.colours import (
    BLACK,
    SHAPE_CONTRAST,
    TEXT_CONTRAST,
    WHITE,
    contrast,
    lifted,
    mixed,
    text_on,
)


@dataclass(frozen=True, slots=True)
class Palette:
    """The greys of a theme in one scheme, from back to front."""

    ground: str
    surface: str
    sunken: str
    line: str
    line_strong: str
    ink: str
    ink_quiet: str


@dataclass(frozen=True, slots=True)
class Look:
    """A theme's palettes, and the corner of its pictures in pixels, for the preview."""

    light: Palette
    dark: Palette
    corner: int


LOOKS = {
    "calm": Look(
        light=Palette("#fbfaf8", "#ffffff", "#f3f1ed", "#e5e2dc", "#8d8981", "#1d1c1a", "#625e57"),
        dark=Palette("#141312", "#1e1d1b", "#232220", "#34322f", "#77736c", "#f1efec", "#aca8a0"),
        corner=16,
    ),
    "magazine": Look(
        light=Palette("#fdfcf9", "#ffffff", "#f4f0e7", "#d9d3c5", "#8a8374", "#17140f", "#5d5648"),
        dark=Palette("#12110e", "#1a1814", "#211f1a", "#3a362e", "#7c7567", "#f5f0e4", "#b3ab9a"),
        corner=0,
    ),
    "market": Look(
        light=Palette("#f3f5fa", "#ffffff", "#e8ecf5", "#d5dbe8", "#7a8399", "#10131c", "#4f5870"),
        dark=Palette("#10121a", "#191c27", "#222635", "#343a4c", "#717a92", "#eef1f9", "#a7afc4"),
        corner=26,
    ),
}


@dataclass(frozen=True, slots=True)
class Accent:
    """A store's colour in one scheme: as text, as a fill, on the fill, fill hovered."""

    text: str
    fill: str
    on_fill: str
    hover: str


def stylesheet(*, accent: str, theme: str) -> str:
    """The colours of shop.css: the theme's, and the store's own. `accent` is #rrggbb."""
    look = LOOKS[theme]
    light, dark = accents(accent=accent, theme=theme)
    pairs = {
        name.replace("_", "-"): (getattr(look.light, name), getattr(look.dark, name))
        for name in Palette.__slots__
    } | {
        "accent": (light.text, dark.text),
        "accent-fill": (light.fill, dark.fill),
        "accent-fill-hover": (light.hover, dark.hover),
        "on-accent": (light.on_fill, dark.on_fill),
    }
    said = "".join(
        f"  --{name}: light-dark({in_light}, {in_dark});\n"
        for name, (in_light, in_dark) in pairs.items()
    )
    return f":root {{\n{said}}}\n"


def accents(*, accent: str, theme: str) -> tuple[Accent, Accent]:
    """The accent in the light and in the dark scheme of a theme."""
    look = LOOKS[theme]
    # The darkest of the light grounds, where a colour is read worst.
    light = _accent(accent, fill=accent, ground=look.light.sunken)
    # A dark colour would drown in the dark scheme; the light scheme shows it as it is.
    fill = lifted(accent, look.dark.surface, SHAPE_CONTRAST)
    return light, _accent(accent, fill=fill, ground=look.dark.sunken)


def moved(*, accent: str, theme: str) -> tuple[str, float] | None:
    """What the accent is shown as where it is text, and the contrast that it itself would have
    there; None if it is readable as it is, 4.5 to 1.
    """
    ratio = contrast(accent, LOOKS[theme].light.sunken)
    shown = accents(accent=accent, theme=theme)[0].text
    return None if shown == accent.lower() else (shown, ratio)


def _accent(accent: str, *, fill: str, ground: str) -> Accent:
    on_fill = text_on(fill)
    return Accent(
        text=lifted(accent, ground, TEXT_CONTRAST),
        fill=fill,
        on_fill=on_fill,
        # Away from the text's colour, so that it only becomes easier to read.
        hover=mixed(fill, BLACK if on_fill == WHITE else WHITE, share=0.14),
    )
