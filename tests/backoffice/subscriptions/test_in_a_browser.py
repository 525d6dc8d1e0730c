"""What only a browser can tell: that the pages of subscriptions fit a phone and a desk."""

from typing import Any

import pytest
from django.test import Client

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Subscription
from tests.commerce.subscriptions.making import run
from tests.journeys.browsing import chromium, keep_screenshot

pytestmark = pytest.mark.journey


def test_subscriptions_fit_a_phone_and_a_desk(
    live_server: Any, store: Store, browser: Client, monthly: Subscription, on_day: Any
) -> None:
    run("2026-04-10", store=store)
    on_day("2026-04-10")
    value = browser.cookies["sessionid"].value
    one, plan = monthly.number, monthly.lines.get().version.plan_id
    with chromium() as launched:
        context = launched.new_context(
            base_url=f"{live_server.url}/backoffice/{store.slug}/subscriptions/", locale="sv-SE"
        )
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page = context.new_page()
        for path, name in (
            ("./", "list"), ("figures/", "figures"), (f"{one}/", "one"),
            (f"{one}/cancel/", "cancel"),
            (f"{one}/change/?plan={plan}&quantity=2&price=&when=", "change"),
        ):  # fmt: skip
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(path)
                sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert sideways <= 0, (path, width)
                keep_screenshot(page, f"subscriptions-{name}-{width}")
