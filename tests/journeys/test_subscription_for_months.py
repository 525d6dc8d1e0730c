"""A box each month is bought with a mug; three months pass in the back office, and are in the
books; then the plan is changed, and cancelled.
"""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tamio.commerce.subscriptions.dates import Interval, Unit, start_of
from tests.journeys.browsing import chromium, keep_screenshot
from tests.journeys.demo_process import NORRSKEN, Demo
from tests.journeys.processes import eventually

pytestmark = pytest.mark.journey

BOX, MUG = "KAFFELADA", "MUGG-EMALJ"
#: A month takes a few seconds, each card that is drawn from a few more; on a busy machine, minutes.
PASSES_WITHIN = 180_000


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium() as browser:
        context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.set_default_timeout(20_000)
        yield page


def test_a_plan_is_bought_renewed_changed_and_cancelled_while_months_pass(
    page: Page, demo: Demo
) -> None:
    buy(page, demo)
    bought_on = today()
    sign_in(page, demo)

    move_clock(page, demo, to=months_after(bought_on, 3))
    keep_screenshot(page, "clock-moved")
    expect(page.locator("#clock-banner")).to_be_visible()
    eventually(lambda: len(demo.orders(NORRSKEN)) == 4, within=60)
    first, *renewals = sorted(demo.orders(NORRSKEN), key=lambda order: order["OrderDate"])
    assert articles(first) == {BOX, MUG}
    days = [date.fromisoformat(each["OrderDate"]) for each in renewals]
    assert days == [months_after(date.fromisoformat(first["OrderDate"]), n) for n in (1, 2, 3)]
    assert [articles(each) for each in renewals] == [{BOX}] * 3

    open_subscription(page, demo)
    change_plan(page)
    cancel(page)
    move_clock(page, demo, to=months_after(bought_on, 6))
    expect(page.locator("#arrived")).to_contain_text("Inget förnyades")
    open_subscription(page, demo)
    expect(page.locator("[aria-labelledby=agreed]")).to_contain_text("Avslutad")
    keep_screenshot(page, "clock-cancelled")
    assert len(demo.orders(NORRSKEN)) == 4


def today() -> date:
    return datetime.now(ZoneInfo("Europe/Stockholm")).date()


def months_after(day: date, months: int) -> date:
    return start_of(1, anchor=day, interval=Interval(months, Unit.MONTH))


def articles(order: dict[str, object]) -> set[str]:
    """Without the freight."""
    rows = order["OrderRows"]
    assert isinstance(rows, list)
    return {row["ArticleNumber"] for row in rows} & {BOX, MUG}


def buy(page: Page, demo: Demo) -> None:
    """The mug, and the box each month, paid by a test card that is kept for what comes."""
    shop = demo.report["shop_url"]
    page.goto(f"{shop}products/{MUG}/")
    page.get_by_role("button", name="Lägg i varukorgen").click()
    expect(page.locator(".added")).to_be_visible()
    page.goto(f"{shop}products/{BOX}/")
    keep_screenshot(page, "clock-plans")
    with page.expect_navigation():
        page.locator(".plan button").first.click()
    page.goto(f"{shop}checkout/")
    for field, value in {
        "name": "Åsa Öberg", "email": "asa@example.com", "line1": "Lillgatan 2",
        "postal_code": "352 30", "city": "Växjö",
    }.items():  # fmt: skip
        page.locator(f"[name={field}]").fill(value)
    page.locator("[name=pay_by][value=test]").check()
    page.locator(".summary button.primary").click()
    page.get_by_role("button", name="Godkänn betalningen").click()
    expect(page.locator("#subscriptions")).to_be_visible()


def sign_in(page: Page, demo: Demo) -> None:
    page.goto(demo.report["backoffice_url"])
    page.locator("[name=login]").fill(demo.report["email"])
    page.locator("[name=password]").fill(demo.report["password"])
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_url("**/agencies/**")


def move_clock(page: Page, demo: Demo, *, to: date) -> None:
    page.goto(f"{demo.report['backoffice_url']}{demo.report['store']}/clock/")
    page.locator("[name=to]").fill(to.isoformat())
    with page.expect_navigation():
        page.get_by_role("button", name="Till den dagen").click()
    keep_screenshot(page, "clock-moving")
    expect(page.locator("#arrived")).to_be_visible(timeout=PASSES_WITHIN)


def open_subscription(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.report['backoffice_url']}{demo.report['store']}/subscriptions/")
    with page.expect_navigation():
        page.locator("table a.to").first.click()


def change_plan(page: Page) -> None:
    """To a box every other month, from the next period on."""
    page.get_by_role("link", name="Ändra", exact=True).click()
    page.get_by_label("Varannan månad").check()
    page.get_by_role("button", name="Visa vad det kostar").click()
    page.get_by_role("button", name="Bekräfta ändringen").click()
    expect(page.locator("[aria-labelledby=agreed]")).to_contain_text("Varannan månad")


def cancel(page: Page) -> None:
    page.get_by_role("link", name="Säg upp", exact=True).click()
    page.get_by_role("button", name="Säg upp prenumerationen").click()
    expect(page.locator("[aria-labelledby=agreed]")).to_contain_text("förnyas inte")
