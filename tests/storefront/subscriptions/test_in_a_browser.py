"""What only a browser can tell: a subscriber's pages work on a phone and without JavaScript."""

from typing import Any

import pytest
from django.conf import settings

from tests.journeys.browsing import chromium, keep_screenshot
from tests.pictures.axe import serious
from tests.storefront.subscriptions.conftest import Subscriber, plan_for

pytestmark = pytest.mark.journey

PAGES = ["", "change/", "pause/", "cancel/"]


def test_they_work_on_a_phone_without_javascript_and_keep_nobody_out(
    live_server: Any, subscriber: Subscriber
) -> None:
    store, plan = subscriber.shopper.store, subscriber.subscription.lines.get().version.plan
    dear = plan_for(store, "499.00", product=plan.variant.product, name="Mer")
    cookie = subscriber.shopper.client.cookies[settings.SESSION_COOKIE_NAME].value
    base = f"{live_server.url}{subscriber.shopper.url(subscriber.path())}"
    shown: dict[str, Any] = {
        "base_url": base,
        "locale": "sv-SE",
        "viewport": {"width": 360, "height": 800},
    }
    with chromium() as browser:
        bare = browser.new_context(**shown, java_script_enabled=False)
        seeing = browser.new_context(**shown, bypass_csp=True)
        for context in (bare, seeing):
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
            )
        look = seeing.new_page()
        for path in PAGES:
            look.goto(path)
            assert look.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
            assert serious(look) == [], path
            keep_screenshot(look, f"my-subscription-{path.strip('/') or 'one'}")
        page = bare.new_page()
        page.goto("change/")
        page.get_by_label("Mer").check()
        page.get_by_role("button", name="Visa vad det kostar").click()
        keep_screenshot(page, "my-subscription-preview")
        page.get_by_role("button", name="Bekräfta ändringen").click()
        page.get_by_text("Nästa betalning").wait_for()
        keep_screenshot(page, "my-subscription-changed")
    assert subscriber.now().lines.get(ends=None).version.plan == dear
