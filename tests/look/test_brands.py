"""Whatever colour an agency chooses, it is read everywhere in the back office."""

import re
from dataclasses import fields
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import tamio.look
from tamio.look.brands import DARK, LIGHT, Brand, Ground, in_dark, in_light, moved
from tamio.look.colours import SHAPE_CONTRAST, TEXT_CONTRAST, WHITE, contrast

TOKENS = Path(tamio.look.__file__).parent / "static/look/tokens.css"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(accent=COLOURS)
@settings(max_examples=60)
def test_text_and_fills_are_read_in_both_schemes(accent: str) -> None:
    for brand, ground in ((in_light(accent), LIGHT), (in_dark(accent), DARK)):
        _is_read(brand, ground)


def test_the_ends_of_the_scale_are_read_too() -> None:
    for accent in ("#000000", "#ffffff", "#ffff00", "#00ff00", "#0000ff", "#808080"):
        _is_read(in_light(accent), LIGHT)
        _is_read(in_dark(accent), DARK)


def _is_read(brand: Brand, ground: Ground) -> None:
    for behind in (ground.ground, ground.surface, ground.sunken, ground.hover, brand.soft):
        assert contrast(brand.text, behind) >= TEXT_CONTRAST
    assert contrast(brand.fill, WHITE) >= TEXT_CONTRAST
    assert contrast(brand.hover, WHITE) >= TEXT_CONTRAST
    assert contrast(brand.fill, ground.surface) >= SHAPE_CONTRAST


def test_a_colour_that_is_read_is_left_as_it_is() -> None:
    assert in_light("#1f4d3f").fill == "#1f4d3f"
    assert moved("#1F4D3F") is None


def test_the_surfaces_are_those_of_the_house() -> None:
    written = TOKENS.read_text()
    for field in fields(Ground):
        found = re.search(rf"--{field.name}: light-dark\((#\w+), (#\w+)\);", written)
        assert found is not None
        assert found.groups() == (getattr(LIGHT, field.name), getattr(DARK, field.name))
