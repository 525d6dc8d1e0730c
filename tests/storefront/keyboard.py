"""A shopper who has no mouse: goes from one thing to the next, and presses what is in focus."""

from dataclasses import dataclass

from playwright.sync_api import Page

#: More stops than any page has on the way from one of its things to another.
_STOPS = 80
#: On a card the whole of it is outlined.
_OUTLINED = """() => ["", "::after"].some((part) =>
  getComputedStyle(document.activeElement, part).outlineStyle !== "none")"""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Of a person who always sees where they are: a stop without an outline fails the test."""

    page: Page

    def write(self, selector: str, text: str) -> None:
        """Goes there and types; in a list of choices the one that begins so is chosen."""
        self.go_to(selector)
        self.page.keyboard.type(text)

    def press_on(self, selector: str, *, to: str = "") -> None:
        """Goes there and presses Enter, which leads `to` an address, if that is given."""
        self.go_to(selector)
        self.follow("Enter", to=to)

    def follow(self, key: str, *, to: str) -> None:
        if not to:
            self.page.keyboard.press(key)
            return
        with self.page.expect_navigation(url=to):
            self.page.keyboard.press(key)

    def go_to(self, selector: str) -> None:
        """By Tab, at most once around the page."""
        wanted = self.page.locator(selector)
        for _stop in range(_STOPS):
            if any(each.evaluate("it => it === document.activeElement") for each in wanted.all()):
                assert self.page.evaluate(_OUTLINED), f"{selector} is not seen in focus"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"one does not come to {selector} by Tab")
