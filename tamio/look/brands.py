"""An agency's accent in the back office: its own colour, made readable on our surfaces.

The surfaces are those of tokens.css, and tests hold them to it.
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
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies behind the accent in one scheme, as tokens.css names it."""

    ground: str
    surface: str
    sunken: str
    hover: str


LIGHT = Ground("#f7f7f8", "#ffffff", "#f3f3f5", "#f0f0f3")
DARK = Ground("#101113", "#17181b", "#1d1f23", "#212328")
_SOFT_IN_LIGHT, _SOFT_IN_DARK, _HOVERED = 0.9, 0.82, 0.14


@dataclass(frozen=True, slots=True)
class Brand:
    """A colour in one scheme: as text, as a fill below white, hovered, and as a soft ground."""

    text: str
    fill: str
    hover: str
    soft: str


def in_light(accent: str) -> Brand:
    """`accent` is #rrggbb."""
    fill = lifted(accent, WHITE, TEXT_CONTRAST)
    return _brand(fill, LIGHT, soft=mixed(fill, LIGHT.surface, share=_SOFT_IN_LIGHT))


def in_dark(accent: str) -> Brand:
    """A dark colour would drown there: it is lifted until its shape is seen."""
    fill = lifted(lifted(accent, WHITE, TEXT_CONTRAST), DARK.hover, SHAPE_CONTRAST)
    return _brand(fill, DARK, soft=mixed(fill, DARK.surface, share=_SOFT_IN_DARK))


def moved(accent: str) -> tuple[str, float] | None:
    """What a button is filled with instead, and the contrast that white text would have on the
    colour itself; None if it is readable as it is.
    """
    fill = in_light(accent).fill
    return None if fill == accent.lower() else (fill, contrast(accent, WHITE))


def stylesheet(accent: str) -> str:
    """Takes the place of the accent of tokens.css, in both schemes."""
    light, dark = in_light(accent), in_dark(accent)
    pairs = {
        "accent": (light.text, dark.text),
        "accent-fill": (light.fill, dark.fill),
        "accent-fill-hover": (light.hover, dark.hover),
        "accent-soft": (light.soft, dark.soft),
    }
    said = "".join(f"  --{name}: light-dark({one}, {two});\n" for name, (one, two) in pairs.items())
    return f":root {{\n{said}}}\n"


def _brand(fill: str, ground: Ground, *, soft: str) -> Brand:
    text = fill
    for behind in (ground.ground, ground.surface, ground.sunken, ground.hover, soft):
        text = lifted(text, behind, TEXT_CONTRAST)
    # Darker, so that white only becomes easier to read.
    return Brand(text=text, fill=fill, hover=mixed(fill, BLACK, share=_HOVERED), soft=soft)
