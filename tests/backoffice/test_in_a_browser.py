"""What only a browser can tell: that pages fit a phone, obey the policy, and answer to keys."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tamio.backoffice import slots
from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.fillings import ACTION, ENTRY, Card, Light, Panel, States
from tests.factories import buyer, make_agency, make_invoice, make_product, make_store
from tests.journeys.browsing import OVERTAKEN
from tests.journeys.browsing import chromium as started

pytestmark = pytest.mark.journey

PAGES = [
    "", "invoices/", "invoices/1001/", "customers/", "customers/1001/", "products/",
    "products/new/", "integrations/", "settings/", "audit/", "withdrawals/", "picking-list/",
    "letters/", "letters/order/", "invoices/1001/ship/", "invoices/1001/return/",
    "vat/", "vat/rates/", "people/", "people/roles/", "people/invite/",
    "shipping/", "shipping/zones/new/", "shipping/methods/new/", "offers/", "offers/new/",
    "start/company/", "start/product/", "start/test-sale/", "customers/imports/",
]  # fmt: skip
LONG = "Nils-Erik Almqvist-Håkansson med en mycket lång firma i Norra Västergötland"
Open = Callable[..., Page]


@pytest.fixture
def address(live_server: Any, store: Store) -> str:
    """Of a store with a little of everything, some of it wide."""
    vase = make_product(store=store, name=f"Vas {LONG}", sku="V" * 50, price=1_999_999, stock=0)
    make_invoice(store=store, contents={make_product(store=store): 1})
    vase.variants.update(stock=5)
    for _ in range(6):
        make_invoice(store=store, contents={make_product(store=store): 1})
    make_invoice(store=store, contents={vase: 3}, buyer_details=buyer(name=LONG))
    return f"{live_server.url}/backoffice/{store.slug}/"


@pytest.fixture
def agency(store: Store, owner: User) -> str:
    """The first page of an agency that runs the store, and one with a long name."""
    agency = make_agency()
    Membership.objects.create(user=owner, agency=agency, role=Role.OWNER)
    Store.objects.filter(pk=store.pk).update(agency=agency)
    make_store(agency=agency, name=LONG)
    return f"/agencies/{agency.pk}/"


@pytest.fixture
def cookie(browser: Client) -> str:
    return browser.cookies["sessionid"].value


@pytest.fixture
def chromium(address: str, cookie: str) -> Iterator[Browser]:
    """Asked for after the rows are made: the ORM refuses to work beside Playwright's loop."""
    with started() as launched:
        yield launched


@pytest.fixture
def opened(chromium: Browser, address: str, cookie: str) -> Iterator[Open]:
    """Opens pages as the owner; fails the test for anything the browser complained about."""
    complaints: list[str] = []

    def opened(path: str = "", *, width: int = 1280, scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="en-GB"
        )
        # For all of the site: an agency has pages of its own.
        whole = urljoin(address, "/")
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": whole}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _bad(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    with (
        slots.invoice_panels.only(there=Panel()),
        slots.invoice_states.only(there=States()),
        slots.dashboard_cards.only(there=Card()),
        slots.health_lights.only(there=Light()),
        slots.integrations.only(there=ENTRY),
        slots.bulk_actions.only(send=ACTION),
    ):
        yield opened
    assert complaints == []


def _bad(said: Any) -> bool:
    return said.type in {"error", "warning"} and not said.text.startswith(OVERTAKEN)


def test_every_page_fits_a_phone_and_a_desk(agency: str, opened: Open, address: str) -> None:
    for width in (360, 640, 1280):
        page = opened(width=width)
        for path in (*PAGES, agency):
            page.goto(urljoin(address, path))
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wider <= 0, f"{path or 'the dashboard'} is {wider} px too wide at {width} px"


def test_a_span_of_rows_is_picked_with_shift(opened: Open) -> None:
    page = opened("invoices/")
    page.click("tbody tr:nth-child(2) .hit")
    page.click("tbody tr:nth-child(5) .hit", modifiers=["Shift"])
    assert page.inner_text("[data-picked]") == "4"
    page.wait_for_selector("text=Send there")


def test_the_list_follows_what_is_written_and_so_does_the_address(opened: Open) -> None:
    page = opened("invoices/")
    page.keyboard.press("/")
    page.keyboard.insert_text("almq")
    page.wait_for_url("**q=almq&**", timeout=5_000)
    page.keyboard.insert_text("vist")
    page.wait_for_url("**q=almqvist**", timeout=5_000)
    assert page.locator("tbody tr").count() == 1
    page.go_back()
    page.wait_for_selector("tbody tr:nth-child(8)", timeout=5_000)


def test_a_list_is_walked_by_keys_and_the_keys_can_be_turned_off(opened: Open) -> None:
    page = opened("invoices/")
    at = "document.activeElement.closest('tr')?.rowIndex ?? 0"
    for key in ("j", "j", "ArrowDown", "k", "x"):
        page.keyboard.press(key)
    assert page.evaluate(at) == 2
    assert page.inner_text("[data-picked]") == "1"
    page.keyboard.press("Escape")
    assert page.evaluate(at) == 0
    page.keyboard.press("?")
    page.uncheck("[data-keys]")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate(at) == 0
    page.keyboard.press("?")
    page.click(".keys-help summary")
    page.check("[data-keys]")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/invoices/1008/")


def test_a_lost_network_is_said_in_place(opened: Open) -> None:
    page = opened("invoices/")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:sendError', {bubbles: true}))")
    assert "Tamio cannot be reached" in page.inner_text("#offline")
    page.wait_for_selector("#offline")


def test_a_filter_works_without_scripts(opened: Open) -> None:
    page = opened("invoices/", scripts=False)
    page.fill("main input[type=search]", "almqvist")
    page.click("main form.filters button")
    page.wait_for_url("**q=almqvist**")
    assert page.locator("tbody tr").count() == 1


def test_the_menu_opens_on_a_phone_without_scripts(opened: Open) -> None:
    page = opened(width=360, scripts=False)
    assert not page.is_visible("nav >> text=Invoices")
    page.click(".topbar-menu")
    page.click("nav >> text=Invoices")
    page.wait_for_url("**/invoices/")


def test_the_first_key_leads_past_the_menu(opened: Open) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_what_to_correct_takes_the_focus_and_leads_to_the_field(opened: Open) -> None:
    page = opened("products/new/")
    page.route("**/products/new/", _without_complaint)
    page.click("main form .button.primary")
    page.wait_for_selector("[data-focus]:focus")
    page.click("[data-focus] >> text=Name")
    page.wait_for_url("**#id_name")
    assert page.evaluate("document.activeElement.id") == "id_name"


def _without_complaint(route: Any) -> None:
    """Chromium writes every answer of 4xx to the console; here one is wanted."""
    answer = route.fetch()
    route.fulfill(response=answer, status=200)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_a_field_means_for_the_books_opens_by_keyboard(opened: Open, scripts: bool) -> None:
    page = opened("products/new/", width=360, scripts=scripts)
    page.focus(".meaning > summary")
    page.keyboard.press("Enter")
    note = page.locator(".meaning[open] > .meaning-text")
    note.wait_for()
    box = note.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 360
    # The menus' own key closes it, where there are scripts; the same key does everywhere.
    page.keyboard.press("Escape" if scripts else "Enter")
    note.wait_for(state="hidden")


def test_the_palette_is_opened_used_and_left_by_keys(opened: Open, address: str) -> None:
    page = opened("customers/")
    page.focus("#id_q")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette [aria-selected=true]")
    page.keyboard.type("almqvist")
    page.wait_for_selector("[data-for=almqvist]", state="attached")
    assert page.inner_text("#palette-said") == "3 found"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#palette-text", "aria-activedescendant")
    assert chosen == page.get_attribute("#palette [aria-selected=true]", "id")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "id_q"
    page.click("[data-palette]")
    page.keyboard.type("1001")
    page.wait_for_selector('[data-for="1001"]', state="attached")
    with page.expect_navigation(url="**/invoices/1001/"):
        page.keyboard.press("Enter")


def test_the_palette_of_an_agency_leads_into_a_store(agency: str, opened: Open) -> None:
    page = opened()
    page.goto(urljoin(page.url, agency))
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette [aria-selected=true]")
    page.keyboard.type("glas")
    page.wait_for_selector("[data-for=glas]", state="attached")
    with page.expect_navigation(url="**/backoffice/glashyttan/"):
        page.keyboard.press("Enter")
