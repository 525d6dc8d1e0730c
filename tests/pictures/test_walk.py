"""Every page of all rooms in a browser, each in one light, and each light over them all.

In all lights, with pictures and with Tab through each page: `python -m tests.pictures`.
"""

from typing import Any

import pytest

from tests.journeys.browsing import chromium
from tests.pictures import checks
from tests.pictures.places import Place, places
from tests.pictures.walk import IN_TURN, Walk
from tests.pictures.world import World

pytestmark = pytest.mark.journey

QUICK = [checks.looks_right, checks.is_for_everyone, checks.can_be_reached]
#: A list, a form, a page with panels: what others are made of.
WITH_TAB = {"dashboard", "invoices", "invoice", "new_product", "agencies-agency", "mfa_index"}


def test_every_page_is_whole_and_for_everyone(world: World, live_server: Any) -> None:
    all_of_them = [place for place in places(world) if _is_first(place)]
    cookies = {place.who: world.visits.cookies(place.who) for place in all_of_them}
    with chromium() as browser:
        found = dict(Walk(browser, live_server.url, cookies, QUICK).in_turn(all_of_them))
        by_tab = Walk(browser, live_server.url, cookies, [checks.is_walked_by_keyboard])
        chosen = [place for place in all_of_them if place.name in WITH_TAB]
        found |= dict(by_tab.through(chosen, IN_TURN[0]))
    assert found == {}


def _is_first(place: Place) -> bool:
    """The shop has walks of its own, in every theme; and one example of each page must do."""
    return place.part != "shop" and not place.name[-1].isdigit()
