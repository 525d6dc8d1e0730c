"""What only a browser can tell: that the pages of subscriptions fit a phone and a desk."""

from typing import Any

import pytest
from django.test import Client

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.models import Subscription
from tests.commerce.subscriptions.making import BY, at, plan_of, run, subscribe
from tests.commerce.subscriptions.repricing.making import changed, customer, tell
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


def test_prices_and_deferred_revenue_fit_a_phone_and_a_desk_by_night(
    live_server: Any, store: Store, browser: Client, monthly: Subscription, on_day: Any
) -> None:
    plan = monthly.lines.get().version.plan
    for month in range(1, 7):
        for number in range(month):
            subscribe(plan, f"2026-{month:02}-05", customer=customer(store, f"kim{number}"))
    subscribe(plan_of(store, "2400.00", unit=Unit.YEAR), "2026-02-10")
    run("2026-06-20", store=store)
    for each in store.subscriptions.order_by("-pk")[4:9]:
        cancel(subscription=each, by=BY, now=at("2026-06-20"), at_once=True, binding=False)
    change = changed(plan, on="2026-06-20", applies_from="2026-08-01")
    tell("2026-06-20")
    on_day("2026-07-10")
    value = browser.cookies["sessionid"].value
    with chromium() as launched:
        context = launched.new_context(
            base_url=f"{live_server.url}/backoffice/{store.slug}/", locale="sv-SE",
            color_scheme="dark",
        )  # fmt: skip
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page = context.new_page()
        for path, name in (
            ("subscriptions/deferred/", "deferred"), ("subscriptions/figures/", "cohorts"),
            (f"products/plans/{plan.pk}/price/?percent=10&applies_from=2026-09-01&"
             "with_own_prices=on", "new-price"),
            (f"price-changes/{change.pk}/", "price-change"),
        ):  # fmt: skip
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(path)
                sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert sideways <= 0, (path, width)
                keep_screenshot(page, f"subscriptions-{name}-{width}")
