"""What is looked for on a page: sentences that say what is wrong, none where nothing is."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.pictures.axe import serious

_HERE = Path(__file__).parent
_LOOKING, _REACHING, _STOPPING = (
    (_HERE / f"{name}.js").read_text("utf-8") for name in ("looking", "reaching", "stopping")
)
#: Of a list with a box to tick in each row, the rows that follow are like those before.
MOST_STOPS = 150
#: Before the heading, without a link past them: the name of the house, and where one came from.
FEW_STOPS = 3

Check = Callable[[Page], list[str]]


def looks_right(page: Page) -> list[str]:
    """Nothing too wide, nothing cut off, amounts under each other."""
    found: list[str] = page.evaluate(_LOOKING)
    return found


def is_for_everyone(page: Page) -> list[str]:
    """axe-core has nothing serious to say."""
    return serious(page)


def can_be_reached(page: Page) -> list[str]:
    """Whatever acts takes the focus, and the focus goes in the order of the page."""
    found: list[str] = page.evaluate(_REACHING)
    return found


def is_walked_by_keyboard(page: Page) -> list[str]:
    """Tab goes from a link past the menu through the whole page and out; each stop is seen."""
    most = min(page.evaluate(_STOPPING), MOST_STOPS) + 1
    for _ in range(most):
        page.keyboard.press("Tab")
    stops = page.evaluate("window.stops")
    marks = [stop["mark"] for stop in stops]
    found = [
        f"nobody sees that the focus is here: {stop['name']}"
        for stop in stops
        if not stop["is_seen"]
    ]
    before = [stop for stop in stops if stop["is_before"]]
    if len(before) > FEW_STOPS and not stops[0]["skips"]:
        found.append(f"the first stop is no link past the menu: {stops[0]['name']}")
    again = [at for at, mark in enumerate(marks) if mark in marks[:at]]
    if again and marks[again[0]] != marks[0]:
        found.append(f"the focus is caught at {stops[again[0]]['name']}")
    return found
