"""What only a browser can tell: that late payments and tracks fit a phone, and look as meant."""

from typing import Any

import pytest
from django.test import Client

from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.stores.models import Store
from tests.commerce.dunning.making import HARD, SOFT, a_day, by_card
from tests.journeys.browsing import chromium, keep_screenshot

pytestmark = pytest.mark.journey


def test_late_payments_and_tracks_fit_a_phone_and_a_desk(
    live_server: Any, store: Store, browser: Client
) -> None:
    PaymentSettings.objects.create(store=store, by_test=True)
    by_card(store, SOFT)
    by_card(store, HARD, email="bo@example.com")
    a_day("2026-02-01", store=store)
    value = browser.cookies["sessionid"].value
    with chromium() as launched:
        context = launched.new_context(
            base_url=f"{live_server.url}/backoffice/{store.slug}/", locale="sv-SE"
        )
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page = context.new_page()
        for path in ("late-payments/", "settings/late-payments/"):
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(path)
                sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert sideways <= 0, (path, width)
                keep_screenshot(page, f"{path.strip('/').replace('/', '-')}-{width}")
