"""What only a browser can tell: nobody is kept out, nothing moves, nothing comes from elsewhere."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from tamio.commerce.catalogue.models import Category, Tag
from tamio.commerce.content.models import Shopfront
from tamio.commerce.search import upkeep
from tamio.commerce.stores.models import Store
from tests.commerce.giftcards.making import make_card_product
from tests.factories import make_product
from tests.journeys.browsing import chromium
from tests.pictures.axe import serious

pytestmark = pytest.mark.journey

PATHS = [
    "", "categories/glas/", "products/VAS/", "products/MOSSA-1/", "products/KORT/", "search/",
    "search/?q=vsa", "search/?q=cykel", "pages/terms/", "pages/returns/", "cart/", "no-such/",
]  # fmt: skip
THEMES = ["calm", "magazine", "market"]
_MOVED = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    if (!entry.hadRecentInput) sum += entry.value;
  })).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 400);
})"""


@pytest.fixture
def shop(store: Store) -> Store:
    Shopfront.objects.create(store=store)
    store.tagline = "Handblåst glas från Småland"
    store.save()
    amounts: dict[str, Any] = {"least_amount": Decimal(100), "most_amount": Decimal(2000)}
    make_card_product(store=store, sku="KORT", **amounts)
    vase = make_product(store=store, sku="VAS", name="Vas i återvunnet glas", stock=3)
    vase.categories.add(Category.objects.create(store=store, name="Glas", slug="glas"))
    vase.tags.add(Tag.objects.create(store=store, name="Present"))
    make_product(store=store, sku="KURS", name="Kurs i glasblåsning", item_type="service")
    make_product(store=store, sku="SLUT", name="Slutsåld skål", stock=0)
    make_product(
        store=store,
        name="Mössa",
        option1="Färg",
        variants=[
            {"sku": "MOSSA-1", "value1": "Lav"},
            {"sku": "MOSSA-2", "value1": "Ask", "stock": 0},
        ],
    )
    upkeep.bring_up_to_date()
    return store


@pytest.fixture
def page(shop: Store, live_server: Any) -> Iterator[Page]:
    """Asked for after the rows are made: the ORM refuses to work beside Playwright's loop."""
    with chromium() as browser:
        context = browser.new_context(
            base_url=f"{live_server.url}/s/{shop.slug}/", locale="sv-SE", bypass_csp=True
        )
        yield context.new_page()


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1200)])
def test_axe_finds_nothing_serious_in_any_theme(page: Page, scheme: Any, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    found: dict[str, list[str]] = {}
    for theme in THEMES:
        for path in [*PATHS, "gift-card/"]:
            page.goto(f"{path}{'&' if '?' in path else '?'}theme={theme}")
            if problems := serious(page):
                found[f"{theme} {path}"] = problems
    assert found == {}


def test_nothing_is_asked_of_anybody_else_and_nothing_is_left_behind(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (each for each in PATHS if each != "cart/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    own = page.evaluate("location.origin")
    assert [url for url in asked if not url.startswith((own, "data:"))] == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_nothing_moves_while_a_page_loads_and_nothing_is_too_wide(page: Page) -> None:
    moved: dict[str, float] = {}
    for theme in THEMES:
        for path in ("", "products/VAS/", "search/?q=vas", "pages/terms/"):
            for width in (360, 1200):
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(f"{path}{'&' if '?' in path else '?'}theme={theme}")
                sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert sideways <= 0, (theme, path, width)
                moved[f"{theme} {path} {width}"] = page.evaluate(_MOVED)
    assert {place: sum_ for place, sum_ in moved.items() if sum_ > 0.02} == {}


def test_by_keyboard_one_comes_through_a_page_in_the_order_it_is_read(page: Page) -> None:
    page.goto("")
    stops: list[str] = []
    for _ in range(5):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.className || document.activeElement.id"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert [stop.split()[0] for stop in stops] == [
        "skip",
        "wordmark",
        "input",
        "button",
        "cart-link",
    ]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("återvunet")
    with page.expect_navigation(url="**/search/**"):
        page.keyboard.press("Enter")
    page.wait_for_selector("main h2 >> text=Vas i återvunnet glas")
    assert page.locator("main .card").count() == 1


def test_names_are_suggested_and_the_language_follows_a_click(page: Page) -> None:
    page.goto("")
    page.type("#seek", "mös")
    page.wait_for_selector("#seek-names option[value='Mössa']", state="attached")
    page.click("footer >> text=English")
    page.wait_for_selector("html[lang=en]")
    with page.expect_navigation():
        page.click("footer >> text=Terms")
    page.goto("cart/")
    assert page.get_attribute("html", "lang") == "en"


def test_a_form_that_is_sent_before_the_rest_has_come_changes_the_page_in_place(
    page: Page,
) -> None:
    page.goto("products/VAS/")
    assert page.evaluate("typeof window.htmx") == "undefined"
    page.evaluate("document.getElementById('add').form.requestSubmit()")
    page.wait_for_selector(".added")
    assert page.url.endswith("products/VAS/")
