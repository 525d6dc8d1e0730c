"""The store's colour is readable, whichever it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.content.models import Shopfront, Theme
from tamio.look import themes
from tamio.look.colours import contrast
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
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("theme", themes.LOOKS)
@given(accent=COLOURS)
def test_any_accent_gives_readable_text_in_both_schemes(theme: str, accent: str) -> None:
    made = properties(themes.stylesheet(accent=accent, theme=theme))
    for scheme in (0, 1):
        on_fill = made["on-accent"][scheme]
        assert contrast(made["accent-fill"][scheme], on_fill) >= 4.5
        assert contrast(made["accent-fill-hover"][scheme], on_fill) >= 4.5
        for ground in ("ground", "surface", "sunken"):
            assert contrast(made["accent"][scheme], made[ground][scheme]) >= 4.5


@pytest.mark.parametrize("theme", themes.LOOKS)
def test_a_button_wears_the_accent_itself_in_the_light_scheme(theme: str) -> None:
    made = properties(themes.stylesheet(accent="#ffd400", theme=theme))
    assert made["accent-fill"][0] == "#ffd400"


def test_the_themes_to_choose_from_are_those_that_are_drawn() -> None:
    assert set(Theme.values) == set(themes.LOOKS)


def test_a_colour_that_is_read_badly_is_told_with_its_contrast() -> None:
    assert themes.moved(accent="#1f4d3f", theme="calm") is None
    told = themes.moved(accent="#ffd400", theme="calm")
    assert told is not None
    shown, ratio = told
    assert ratio < 4.5 <= contrast(shown, themes.LOOKS["calm"].light.sunken)


@pytest.mark.parametrize("theme", themes.LOOKS)
@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "ground"), ("ink", "sunken"), ("ink-quiet", "ground"), ("ink-quiet", "surface"),
        ("ink-quiet", "sunken"), ("wrong", "ground"), ("wrong", "wrong-soft"),
        ("needs-you", "needs-you-soft"), ("good", "ground"),
    ],
)  # fmt: skip
def test_the_shops_own_colours_are_readable(theme: str, ink: str, ground: str, scheme: int) -> None:
    colours = properties(SHEET) | properties(themes.stylesheet(accent="#1f4d3f", theme=theme))
    assert contrast(colours[ink][scheme], colours[ground][scheme]) >= 4.5


@pytest.mark.parametrize("theme", themes.LOOKS)
@pytest.mark.parametrize("scheme", [0, 1])
def test_the_edges_of_fields_are_seen(theme: str, scheme: int) -> None:
    colours = properties(themes.stylesheet(accent="#1f4d3f", theme=theme))
    assert contrast(colours["line-strong"][scheme], colours["surface"][scheme]) >= 3


def test_the_theme_is_kept_by_browsers_until_it_changes(shopper: Shopper) -> None:
    response = shopper.get("theme.css")
    assert response["Content-Type"] == "text/css"
    assert "immutable" in response["Cache-Control"]
    query = f"?theme=calm&amp;accent={shopper.store.accent[1:]}"
    assert f'{shopper.url("theme.css")}{query}"' in text(shopper.get())


def test_a_shop_is_shown_in_the_theme_its_merchant_chose(shopper: Shopper) -> None:
    Shopfront.objects.create(store=shopper.store, theme="magazine")
    assert "storefront/themes/magazine.css" in text(shopper.get())
    assert "Inter" not in text(shopper.get())


def test_a_theme_is_tried_on_without_being_chosen(shopper: Shopper) -> None:
    tried = text(shopper.get("?theme=market"))
    assert "storefront/themes/market.css" in tried
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{shopper.url()}?lang=en">' in tried
    assert "themes/market.css" not in text(shopper.get())
    assert "themes/" not in text(shopper.get("?theme=nix"))


def test_the_style_sheet_stays_small() -> None:
    assert len(SHEET.encode()) <= 21_000
