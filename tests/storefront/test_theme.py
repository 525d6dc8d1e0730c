"""The store's colour is readable, whichever it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.storefront import theme
from tests.conventions.sources import ROOT
from tests.storefront.shopping import Shopper, text

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SHEET = (ROOT / "tamio/storefront/static/storefront/shop.css").read_text()


def properties(sheet: str) -> dict[str, tuple[str, str]]:
    """The light and the dark value of each custom property."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", sheet)
    return {name: (light, dark) for name, light, dark in found}


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert theme.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert theme.contrast(other, one) == theme.contrast(one, other)


@given(COLOURS)
def test_any_accent_gives_readable_text_in_both_schemes(accent: str) -> None:
    made = properties(theme.stylesheet(accent=accent))
    grounds = properties(SHEET)
    for scheme in (0, 1):
        on_fill = made["on-accent"][scheme]
        assert theme.contrast(made["accent-fill"][scheme], on_fill) >= 4.5
        assert theme.contrast(made["accent-fill-hover"][scheme], on_fill) >= 4.5
        for ground in ("ground", "surface"):
            assert theme.contrast(made["accent"][scheme], grounds[ground][scheme]) >= 4.5


def test_a_button_wears_the_accent_itself_in_the_light_scheme() -> None:
    assert properties(theme.stylesheet(accent="#ffd400"))["accent-fill"][0] == "#ffd400"


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "ground"), ("ink", "sunken"), ("ink-quiet", "ground"), ("ink-quiet", "surface"),
        ("ink-quiet", "sunken"), ("wrong", "ground"), ("wrong", "wrong-soft"),
        ("needs-you", "needs-you-soft"), ("good", "ground"),
    ],
)  # fmt: skip
def test_the_shops_own_colours_are_readable(ink: str, ground: str, scheme: int) -> None:
    colours = properties(SHEET)
    assert theme.contrast(colours[ink][scheme], colours[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1])
def test_the_edges_of_fields_are_seen(scheme: int) -> None:
    colours = properties(SHEET)
    assert theme.contrast(colours["line-strong"][scheme], colours["surface"][scheme]) >= 3


def test_the_theme_is_kept_by_browsers_until_the_colour_changes(shopper: Shopper) -> None:
    response = shopper.get("theme.css")
    assert response["Content-Type"] == "text/css"
    assert "immutable" in response["Cache-Control"]
    assert f'{shopper.url("theme.css")}?{shopper.store.accent[1:]}"' in text(shopper.get())


def test_the_style_sheet_stays_small() -> None:
    assert len(SHEET.encode()) <= 20_000
