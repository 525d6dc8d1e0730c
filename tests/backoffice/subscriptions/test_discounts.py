"""A discount that goes on, as the merchant sees it and ends it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.offers.models import OfferCode
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Subscription
from tests.backoffice.subscriptions.pages import act, page
from tests.commerce.subscriptions.discounts.making import bought, discount_of, three_times
from tests.commerce.subscriptions.making import plan_of, run


@pytest.fixture
def code(store: Store) -> OfferCode:
    return three_times(store)


@pytest.fixture
def discounted(store: Store, code: OfferCode, on_day: Callable[[str], None]) -> Subscription:
    return bought(plan_of(store, "200.00"), code=code)


def test_its_page_says_what_is_off_how_often_and_from_which_code(
    browser: Client, discounted: Subscription
) -> None:
    said = page(browser, f"{discounted.number}/")
    for each in (
        "20% off, 2 of 3 payments left", "NYTT", "Discount promised",
        "20% off 3 charges: Välkommen (NYTT)", "(SEK 40.00 off)", "SEK 160.00",
    ):  # fmt: skip
        assert each in said


def test_the_list_and_its_file_say_it(browser: Client, discounted: Subscription) -> None:
    assert "20% off" in page(browser)
    written: Any = browser.get("/backoffice/glashyttan/lists/subscriptions/table.csv")
    table = b"".join(written.streaming_content).decode("utf-8-sig")
    assert "20% off, 2 of 3 payments left" in table


def test_it_is_ended_after_what_that_means_is_said(
    browser: Client, store: Store, discounted: Subscription
) -> None:
    assert "No letter is sent" in page(browser, f"{discounted.number}/discount/end/")
    assert "The discount has ended" in act(browser, discounted, "discount/end")
    assert discount_of(discounted).ended_at is not None
    said = page(browser, f"{discounted.number}/")
    assert "Discount ended" in said
    assert "payments left" not in said
    page(browser, f"{discounted.number}/discount/end/", status=404)
    run("2026-02-01", store=store)
    assert "SEK 200.00" in page(browser, f"{discounted.number}/")


def test_a_change_of_interval_says_that_it_ends(
    browser: Client, store: Store, discounted: Subscription
) -> None:
    product = discounted.lines.get().version.plan.variant.product
    yearly = plan_of(store, "2000.00", product=product, unit="year")
    monthly = plan_of(store, "300.00", product=product)
    asked: dict[str, Any] = {"quantity": 1, "when": "", "price": ""}
    said = page(browser, f"{discounted.number}/change/", plan=yearly.pk, **asked)
    assert "It ends with the change" in said
    said = page(browser, f"{discounted.number}/change/", plan=monthly.pk, **asked)
    assert "20% off, 2 of 3 payments left" in said


def test_the_offer_says_who_still_has_it(
    browser: Client, code: OfferCode, discounted: Subscription
) -> None:
    said = browser.get(f"/backoffice/glashyttan/offers/{code.offer_id}/").content.decode()
    assert "1 subscription still has it, as it was promised" in said
