"""Goes from page to page, looks at each, and takes its picture."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page

from tests.pictures.checks import Check
from tests.pictures.places import Place

DESK, PHONE = 1200, 390
LOCALES = {"sv": "sv-SE", "en": "en-GB"}

Findings = Iterator[tuple[str, list[str]]]


@dataclass(frozen=True)
class Light:
    """In what the pages are looked at. `width` is in pixels."""

    language: Literal["sv", "en"] = "sv"
    scheme: Literal["light", "dark"] = "light"
    width: int = DESK

    def __str__(self) -> str:
        return f"{self.language}-{self.scheme}-{self.width}"


#: Between them every page is seen in one, and every kind of page in each.
IN_TURN = (
    Light("sv", "light", DESK), Light("en", "dark", PHONE),
    Light("sv", "dark", DESK), Light("en", "light", PHONE),
)  # fmt: skip


@dataclass(frozen=True)
class Walk:
    """`cookies`: by who looks. `pictures`: the folder for them; none are taken without."""

    browser: Browser
    url: str
    cookies: Mapping[str, Mapping[str, str]]
    checks: Sequence[Check]
    pictures: Path | None = None

    def through(self, places: Iterable[Place], light: Light) -> Findings:
        """What is wrong, page by page, as it is found; pages without fault are left out."""
        for who, theirs in groupby(sorted(places, key=_who), key=_who):
            with closing(self._context(who, light)) as context:
                page = context.new_page()
                for place in theirs:
                    if problems := self._look(page, place, light):
                        yield f"{place.name} ({light})", problems

    def in_turn(self, places: Sequence[Place]) -> Findings:
        """Each page in one light only: for whoever has no time."""
        for at, light in enumerate(IN_TURN):
            yield from self.through(places[at :: len(IN_TURN)], light)

    def _context(self, who: str, light: Light) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.url,
            locale=LOCALES[light.language],
            color_scheme=light.scheme,
            viewport={"width": light.width, "height": 900},
            reduced_motion="reduce",
            bypass_csp=True,
        )
        context.add_cookies(
            [
                {"name": name, "value": value, "url": self.url}
                for name, value in self.cookies.get(who, {}).items()
            ]
        )
        return context

    def _look(self, page: Page, place: Place, light: Light) -> list[str]:
        found: list[str] = []
        page.once("pageerror", lambda error: found.append(f"its script fails: {error}"))
        answer = page.goto(place.address)
        page.wait_for_function("!document.querySelector('.htmx-request')")
        if answer is None or answer.status >= (500 if place.is_about_nothing else 400):
            found.append(f"it answers {answer and answer.status}")
        if self.pictures is not None:
            kept = self.pictures / str(light) / place.part / f"{place.name}.png"
            page.screenshot(path=kept, full_page=True)
        for check in self.checks:
            found.extend(check(page))
        return found


def _who(place: Place) -> str:
    return place.who
