"""A backfill walked through in a browser: dry run, start, pause, resume, stop; it fits a phone."""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any
from urllib.parse import urljoin

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page

from tamio.clock import now
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.sync.backfill.feeding import feed_due
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.factories import make_invoice
from tests.fortnox.backfill.conftest import before_fortnox, unrecorded
from tests.fortnox.pages import rows
from tests.journeys.browsing import chromium as started
from tests.journeys.browsing import keep_screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server: Any, shop: Store) -> str:
    """With twelve old sales, of which one is credited, and some that are left out."""
    at = now()
    start = shop.date_of(at).replace(day=1)
    Settings.objects.filter(store=shop).update(start_date=start)
    old = unrecorded(shop, 12, days_ago=0, now=at)
    unrecorded(shop, 3, days_ago=90, now=at)
    rows.put(make_invoice(store=shop, now=at), State.SUBMITTED)
    with before_fortnox():
        credit_all(invoice=old[0], reason="Retur", by=rows.PERSON, now=at)
    return f"{live_server.url}/backoffice/{shop.slug}/integrations/fortnox/backfills/"


@pytest.fixture
def cookie(address: str, browser: Client) -> str:
    return browser.cookies["sessionid"].value


@pytest.fixture
def chrome(cookie: str) -> Iterator[Browser]:
    with started() as running:
        yield running


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained about; a test fails for anything of it."""
    found: list[str] = []
    yield found
    assert found == []


def _opened(
    chrome: Browser, address: str, cookie: str, complaints: list[str], **context: Any
) -> Page:
    def listen(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            complaints.append(said.text)

    opened = chrome.new_context(**context)
    opened.add_cookies([{"name": "sessionid", "value": cookie, "url": urljoin(address, "/")}])
    page = opened.new_page()
    page.on("console", listen)
    page.goto(address)
    return page


def _shown(page: Page, name: str) -> None:
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
    keep_screenshot(page, name)


def _work() -> None:
    """As a worker would: some arrive, one is refused."""
    feed_due(now)
    ways = Delivery.objects.filter(state=State.WAITING, kind="invoice.issued").order_by("pk")
    pks = list(ways.values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=pks[:6]).update(
        state=State.SUBMITTED, due_at=None, settled_at=now()
    )
    Delivery.objects.filter(pk=pks[6]).update(
        state=State.REJECTED, due_at=None, problem=rows.problem().as_json(answer="rejected")
    )
    connections.close_all()


def _elsewhere(task: Callable[[], None]) -> None:
    """In a thread of its own: the browser's has an event loop, where Django asks no database."""
    thread = Thread(target=task)
    thread.start()
    thread.join()


def test_it_is_started_followed_paused_and_stopped(
    chrome: Browser, address: str, cookie: str, complaints: list[str]
) -> None:
    wide = _opened(
        chrome,
        address,
        cookie,
        complaints,
        viewport={"width": 1280, "height": 900},
        locale="sv-SE",
    )
    _shown(wide, "backfills")
    wide.get_by_label("Från", exact=False).fill("2020-01-01")
    wide.get_by_role("button", name="Provkör").click()
    _shown(wide, "backfill-dry-run")
    wide.get_by_role("button", name="Starta efterskicket").click()
    wide.get_by_role("heading", name="0 av 13").wait_for()
    _elsewhere(_work)
    # The page looks again by itself.
    wide.get_by_role("heading", name="6 av 13").wait_for()
    _shown(wide, "backfill-progress")
    wide.get_by_role("button", name="Pausa").click()
    wide.get_by_role("button", name="Återuppta").wait_for()
    _shown(wide, "backfill-paused")
    phone = _opened(
        chrome,
        wide.url,
        cookie,
        complaints,
        viewport={"width": 390, "height": 844},
        locale="en-GB",
        color_scheme="dark",
        java_script_enabled=False,
    )
    _shown(phone, "backfill-paused-phone")
    phone.get_by_role("button", name="Resume").click()
    _shown(phone, "backfill-progress-phone")
    phone.get_by_role("button", name="Stop for good").click()
    phone.get_by_text("another backfill can take it up").wait_for()
    phone.goto(f"{address}new/?first=2020-01-01")
    _shown(phone, "backfill-dry-run-phone")
    phone.goto(address)
    _shown(phone, "backfills-phone")
    wide.goto(address.removesuffix("backfills/"))
    _shown(wide, "backfill-overview")
