"""Eight palettes, each quiet enough that two of them can stand side by side."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Behind, below, and the three colours of what stands there; `paper` is for labels."""

    wall: str
    table: str
    main: str
    second: str
    dark: str
    paper: str = "#faf6ef"


PALETTES = (
    Palette("#ecdfd3", "#dcc7b4", "#b4573a", "#dfa17b", "#5a3226"),
    Palette("#e1e6da", "#cbd5c2", "#5f7d5e", "#a5ba9b", "#2f4433"),
    Palette("#dfe5ea", "#c8d3dc", "#47698a", "#9fb7ca", "#22384d"),
    Palette("#f0e7d2", "#e2d4b1", "#c28a2c", "#e3c377", "#6b4a15"),
    Palette("#e8dfe6", "#d5c6d1", "#7a4b6b", "#b78fac", "#43253a"),
    Palette("#e6e4de", "#d1cec5", "#44484e", "#94979c", "#c0573f"),
    Palette("#dae6e4", "#c1d6d3", "#33766f", "#8bb8b2", "#17403e"),
    Palette("#f0e1dc", "#e3cac3", "#bd6459", "#dfa198", "#74302b"),
)
