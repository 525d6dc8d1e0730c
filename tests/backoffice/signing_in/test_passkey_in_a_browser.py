"""A passkey, from being added to standing in for the password: only a browser has one."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page

from tamio.commerce.stores.models import Store
from tests.backoffice.signing_in.codes import PASSWORD
from tests.factories import make_member
from tests.journeys.browsing import chromium

pytestmark = pytest.mark.journey
_FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(live_server: Any, store: Store) -> Iterator[Page]:
    """Of a browser whose device has a finger to show; complaints of the browser fail the test."""
    cache.clear()
    make_member(store=store, email="anna@example.com", password=PASSWORD)
    complaints: list[str] = []
    with chromium() as browser:
        context = browser.new_context(base_url=live_server.url, locale="en-GB")
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": _FINGER})
        yield page
        assert complaints == []


def test_a_passkey_is_added_and_then_lets_in_without_the_password(page: Page) -> None:
    _sign_in(page)
    page.goto(reverse("mfa_add_webauthn"))
    page.fill("input[name=password]", PASSWORD)
    page.click("text=Go on")
    page.fill("input[name=name]", "My laptop")
    page.click("button:has-text('Add the passkey')")
    page.wait_for_url("**/recovery-codes/**")
    page.goto(reverse("mfa_index"))
    assert page.is_visible("text=My laptop")
    page.goto(reverse("account_logout"))
    page.click("main button.primary")
    page.click("text=Sign in with a passkey")
    page.wait_for_url("**/backoffice/glashyttan/")
    page.goto(reverse("backoffice:audit", args=["glashyttan"]) + "?kind=people")
    assert page.is_visible("text=with a passkey")


def _sign_in(page: Page) -> None:
    page.goto(reverse("account_login"))
    page.fill("input[name=login]", "anna@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.click("button.primary")
    page.wait_for_url("**/backoffice/glashyttan/")
