"""The main job, as people do it: buy in the shop, look in the back office, connect a store."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import loopback
from tests.journeys.browsing import chromium, keep_screenshot, number_in
from tests.journeys.demo_process import GRANIT, NORRSKEN, Demo

pytestmark = pytest.mark.journey

WITHOUT_LICENCE = 910003
BASKET = ("MUGG-EMALJ", "VANDRING-GUIDAD")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def buy(page: Page, demo: Demo, *, name: str = "Åsa Öberg") -> int:
    """Buys a product at 25 % and a service at 6 %; the invoice's number."""
    for sku in BASKET:
        page.goto(f"{demo.report['shop_url']}products/{sku}/")
        page.get_by_role("button", name="Lägg i varukorgen").click()
        expect(page.locator(".added")).to_be_visible()
    page.goto(f"{demo.report['shop_url']}checkout/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill("asa@example.com")
    page.locator("[name=line1]").fill("Lillgatan 2")
    page.locator("[name=postal_code]").fill("352 30")
    page.locator("[name=city]").fill("Växjö")
    keep_screenshot(page, "checkout")
    page.get_by_role("button", name="Köp").click()
    page.wait_for_url("**/confirmation/**")
    keep_screenshot(page, "confirmation")
    return number_in(page.title())


def sign_in(page: Page, demo: Demo) -> None:
    page.goto(demo.report["backoffice_url"])
    page.locator("[name=login]").fill(demo.report["email"])
    page.locator("[name=password]").fill(demo.report["password"])
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_url("**/agencies/**")


def in_store(demo: Demo, path: str, *, store: str = "") -> str:
    return f"{demo.report['backoffice_url']}{store or demo.report['store']}/{path}"


def test_a_basket_is_in_fortnox_within_two_seconds_and_costs_four_requests_then_one(
    page: Page, demo: Demo
) -> None:
    before = len(demo.requests(NORRSKEN))
    number = buy(page, demo)
    sign_in(page, demo)
    page.goto(in_store(demo, f"invoices/{number}/"))
    expect(page.locator("#fortnox")).to_contain_text("I Fortnox", timeout=2_000)
    keep_screenshot(page, "invoice-in-fortnox")
    first = demo.requests(NORRSKEN)[before:]
    assert [request["path"] for request in first] == [
        "/3/customers",
        "/3/articles",
        "/3/articles",
        "/3/orders",
    ]

    again = buy(page, demo)
    page.goto(in_store(demo, f"invoices/{again}/"))
    expect(page.locator("#fortnox")).to_contain_text("I Fortnox", timeout=2_000)
    assert [request["path"] for request in demo.requests(NORRSKEN)[before + 4 :]] == ["/3/orders"]

    one, other = demo.orders(NORRSKEN)[-2:]
    # With the freight of the demo's store, which follows the goods.
    assert one["Total"] == other["Total"] == 618
    assert [row["AccountNumber"] for row in one["OrderRows"]] == [3001, 3043, 3520]


def test_a_store_is_connected_by_hand_and_makes_its_test_sale(page: Page, demo: Demo) -> None:
    sign_in(page, demo)
    page.goto(in_store(demo, "integrations/fortnox/", store="granit"))
    keep_screenshot(page, "not-connected")
    page.get_by_role("button", name="Anslut").first.click()
    page.locator(f"[name=tenant][value='{GRANIT}']").check()
    keep_screenshot(page, "consent")
    page.locator("button[value=approve]").click()
    page.wait_for_url("**/integrations/fortnox/**")
    keep_screenshot(page, "settings")
    page.locator("[name=goods_account]").select_option("3001")
    page.locator("[name=services_account]").select_option("3041")
    page.get_by_role("button", name="Spara").click()
    # A store that has not sold yet is led on to its next first step.
    page.wait_for_url("**/start/test-sale/")
    page.goto(in_store(demo, "integrations/fortnox/", store="granit"))
    page.get_by_role("button", name="Gör ett testköp").click()
    page.wait_for_url("**/invoices/**")
    expect(page.locator("#fortnox")).to_contain_text("I Fortnox", timeout=5_000)
    keep_screenshot(page, "test-sale")
    assert len(demo.orders(GRANIT)) == 1

    page.goto(in_store(demo, "integrations/fortnox/", store="granit"))
    page.get_by_role("link", name="Koppla från").click()
    keep_screenshot(page, "disconnect")
    page.get_by_role("button", name="Koppla från").click()
    expect(page.get_by_role("button", name="Anslut Fortnox")).to_be_visible()


def test_a_company_without_the_licence_is_told_what_it_lacks(page: Page, demo: Demo) -> None:
    sign_in(page, demo)
    page.goto(in_store(demo, "integrations/fortnox/", store="granit"))
    page.get_by_role("button", name="Anslut").first.click()
    page.locator(f"[name=tenant][value='{WITHOUT_LICENCE}']").check()
    page.locator("button[value=approve]").click()
    page.wait_for_url("**/integrations/fortnox/**")
    expect(page.get_by_text("licens").first).to_be_visible()
    keep_screenshot(page, "no-licence")


def test_a_refused_sale_says_why_and_goes_through_on_retry(page: Page, demo: Demo) -> None:
    refusal = {
        "kind": "status",
        "status": 400,
        "code": 2000359,
        "message": "Värdet innehåller ej tillåtna tecken. (Mugg)",
        "method": "POST",
        "path": "/3/orders",
        "tenant": NORRSKEN,
        "count": 1,
    }
    loopback.post(f"{demo.report['simulator_url']}/_simulator/faults", json=refusal)
    number = buy(page, demo)
    sign_in(page, demo)
    page.goto(in_store(demo, f"invoices/{number}/"))
    panel = page.locator("#fortnox")
    expect(panel).to_contain_text("Fortnox tar inte emot texten ”Mugg”", timeout=5_000)
    keep_screenshot(page, "rejected")
    panel.get_by_role("button", name="Försök igen").click()
    expect(panel).to_contain_text("I Fortnox", timeout=5_000)
    keep_screenshot(page, "retried")


def test_a_store_that_sends_by_hand_waits_for_the_button(page: Page, demo: Demo) -> None:
    sign_in(page, demo)
    page.goto(in_store(demo, "integrations/fortnox/"))
    automatic = page.locator("[name=automatic]")
    automatic.last.check()
    page.get_by_role("button", name="Spara").click()
    number = buy(page, demo)
    page.goto(in_store(demo, f"invoices/{number}/"))
    panel = page.locator("#fortnox")
    submit = panel.get_by_role("button", name="Skicka till Fortnox")
    expect(submit).to_be_visible(timeout=5_000)
    keep_screenshot(page, "held")
    submit.click()
    expect(panel).to_contain_text("I Fortnox", timeout=5_000)
