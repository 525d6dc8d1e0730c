"""Every ink can be read on what it lies on, in both schemes (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

import tamio.look

TOKENS = (Path(tamio.look.__file__).parent / "static/look/tokens.css").read_text()
_TOKEN = re.compile(r"--([\w-]+):\s*(?:light-dark\((#\w+), (#\w+)\)|(#\w+));")
COLOURS = {
    name: (light or only, dark or only) for name, light, dark, only in _TOKEN.findall(TOKENS)
}
TONES = ["good", "waiting", "needs-you", "wrong", "neutral"]
TEXTS = [
    *[(tone, ground) for tone in TONES for ground in (f"{tone}-soft", "surface", "hover")],
    *[(ink, ground) for ink in ("ink", "ink-quiet") for ground in
      ("ground", "surface", "sunken", "hover", *(f"{tone}-soft" for tone in TONES))],
    *[("accent", ground) for ground in ("ground", "surface", "hover", "accent-soft", "wrong-soft")],
    *[("on-accent", fill) for fill in ("accent-fill", "accent-fill-hover")],
    *[("on-accent", fill) for fill in ("danger-fill", "danger-fill-hover")],
]  # fmt: skip
SHAPES = [("line-strong", "surface"), ("line-strong", "ground"), ("accent-fill", "surface")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_can_be_read(ink: str, ground: str, scheme: str) -> None:
    assert _contrast(ink, ground, scheme) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(shape: str, ground: str, scheme: str) -> None:
    assert _contrast(shape, ground, scheme) >= 3


def _contrast(one: str, other: str, scheme: str) -> float:
    at = ["light", "dark"].index(scheme)
    darker, lighter = sorted((_luminance(COLOURS[one][at]), _luminance(COLOURS[other][at])))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
