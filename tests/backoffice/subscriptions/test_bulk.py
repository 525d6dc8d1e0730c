"""Subscriptions, many at once: paused or cancelled as one by one, and taken back."""

from datetime import timedelta

import pytest
from django.test import Client

from tamio.backoffice.lists.models import BulkRun, Outcome
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Subscription

BULK = "/backoffice/glashyttan/lists/subscriptions/bulk/"


@pytest.mark.parametrize(("action", "column"), [("pause", "pause_on"), ("cancel", "cancel_on")])
def test_it_happens_at_the_end_of_the_period_and_is_taken_back(
    browser: Client, monthly: Subscription, action: str, column: str
) -> None:
    browser.post(BULK, {"action": action, "row": [monthly.pk]})
    monthly.refresh_from_db()
    assert str(getattr(monthly, column)) == "2026-02-01"
    run = BulkRun.objects.get()
    browser.post(f"/backoffice/glashyttan/bulk/{run.pk}/undo/")
    monthly.refresh_from_db()
    assert getattr(monthly, column) is None


def test_in_a_store_whose_clock_was_moved_it_happens_in_that_time(
    browser: Client, monthly: Subscription
) -> None:
    ahead = timedelta(days=31)
    Store.objects.filter(pk=monthly.store_id).update(is_sandbox=True, clock_ahead=ahead)
    browser.post(BULK, {"action": "cancel", "row": [monthly.pk]})
    monthly.refresh_from_db()
    assert str(monthly.cancel_on) == "2026-03-01"


def test_what_cannot_be_paused_says_why(browser: Client, monthly: Subscription) -> None:
    for action in ("cancel", "pause"):
        browser.post(BULK, {"action": action, "row": [monthly.pk]})
    run = BulkRun.objects.latest("pk")
    assert run.items.get().outcome == Outcome.REFUSED
    page = browser.get(f"/backoffice/glashyttan/bulk/{run.pk}/").content.decode()
    assert "It is cancelled. Take the cancellation back first." in page
    assert "Undo" not in page
