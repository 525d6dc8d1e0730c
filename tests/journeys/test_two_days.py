"""A merchant's day and an agency's, as they go through them with a mouse and a keyboard."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import chromium
from tests.pictures.conftest import world as world
from tests.pictures.world import World

pytestmark = pytest.mark.journey

Open = Callable[[str], Page]


@pytest.fixture
def opened(world: World, live_server: Any) -> Iterator[Open]:
    """A page of whoever is named, in English."""
    with chromium() as browser:

        def opened(who: str) -> Page:
            context = browser.new_context(base_url=live_server.url, locale="en-GB")
            cookies = world.visits.cookies(who).items()
            context.add_cookies(
                [{"name": name, "value": value, "url": live_server.url} for name, value in cookies]
            )
            page = context.new_page()
            page.set_default_timeout(15_000)
            return page

        yield opened


def follow(page: Page, link: Locator) -> None:
    with page.expect_navigation():
        link.click()


def first_row(page: Page) -> Locator:
    return page.locator("main tbody tr a[href]").first


def test_a_merchants_day(world: World, opened: Open) -> None:
    page = opened("owner")
    home = f"/backoffice/{world.people.store.slug}/"
    _is_paid(page, home)
    _is_solved(page, home)
    _is_looked_after(page, home)
    _is_found(page, home)


def _is_paid(page: Page, home: str) -> None:
    """The first page says what is overdue; the oldest has been paid after all."""
    page.goto(home)
    follow(page, page.locator("main a[href$='paid=overdue']").first)
    expect(page.locator("main tbody tr")).not_to_have_count(0)
    follow(page, first_row(page))
    title = page.locator("h1").inner_text()
    follow(page, page.locator("main a[href$='/payment/']").first)
    follow(page, page.locator("main form button.primary").first)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("main .chip", has_text="Paid").first).to_be_visible()


def _is_solved(page: Page, home: str) -> None:
    """What was not taken says why, and what to do; it is sent again."""
    page.goto(home)
    follow(page, page.get_by_role("link", name="rejected by Fortnox"))
    follow(page, page.locator("main tbody tr", has_text="Rejected").locator("a[href]").first)
    expect(page.get_by_text("Fortnox does not find the account.").first).to_be_visible()
    expect(page.get_by_text("Choose another account.").first).to_be_visible()
    again = page.locator("main form[action$='/submission/'] button").first
    follow(page, again)
    expect(page.locator("main .chip", has_text="Rejected")).to_have_count(0)


def _is_looked_after(page: Page, home: str) -> None:
    """What is soon sold out leads to the product."""
    page.goto(home)
    follow(page, page.locator("main a[href$='sale=few']").first)
    follow(page, first_row(page))
    expect(page.locator("[name=name]")).not_to_have_value("")


def _is_found(page: Page, home: str) -> None:
    """Somebody calls: a few letters of the name are enough."""
    page.goto(f"{home}customers/")
    page.keyboard.press("/")
    page.keyboard.type("demir")
    expect(page.locator("main tbody tr")).to_have_count(1)
    follow(page, first_row(page))
    expect(page.locator("h1")).to_contain_text("Ali Demir")


def test_an_agencys_day(world: World, opened: Open) -> None:
    page = opened("head")
    first = f"/agencies/{world.people.agency.pk}/"
    page.goto(first)
    follow(page, page.locator("main table a[href*='sort=']", has_text="Failed").first)
    follow(page, page.get_by_role("link", name="Glashyttan").first)
    expect(page.locator("h1")).to_have_text("Glashyttan")
    page.goto(f"/backoffice/{world.people.store.slug}/people/")
    follow(page, page.locator("main a[href$='/people/invite/']").first)
    page.fill("[name=email]", "ekonomi@glashyttan.example")
    page.locator("[name=role][value=bookkeeper]").check()
    follow(page, page.locator("main form button.primary").first)
    expect(page.get_by_text("ekonomi@glashyttan.example").first).to_be_visible()
    page.goto(first)
    expect(page.locator("h1")).to_have_text("Norra Byrån")
