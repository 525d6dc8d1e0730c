"""A new price for subscribers in the back office: shown, begun, followed, called off."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.models import Plan, PriceChange, Subscription
from tamio.commerce.subscriptions.pausing import pause
from tests.backoffice.subscriptions.conftest import on_day as on_day
from tests.commerce.subscriptions.discounts.making import bought, for_ever
from tests.commerce.subscriptions.making import at, plan_of, run, subscribe
from tests.commerce.subscriptions.repricing.making import customer, letters, tell
from tests.storefront.shopping import seen

ROOT = "/backoffice/glashyttan/"
ASKED: dict[str, Any] = {"price": "273,75", "applies_from": "2026-03-01"}


@pytest.fixture
def plan(store: Store, on_day: Callable[[str], None]) -> Plan:
    """250 a month with VAT; Kim and Robin subscribe since 1 January, and it is the 10th."""
    made = plan_of(store, "250.00")
    for name in ("kim", "robin"):
        subscribe(made, customer=customer(store, name))
    return made


def page(browser: Client, path: str, *, status: int = 200, **asked: Any) -> str:
    answer = browser.get(ROOT + path, asked)
    assert answer.status_code == status
    return seen(answer)


def begun(browser: Client, plan: Plan, **given: Any) -> str:
    posted = ASKED | {"seen": "2:38.00"} | given
    return seen(browser.post(f"{ROOT}products/plans/{plan.pk}/price/", posted, follow=True))


def test_the_plan_leads_to_it_and_what_it_comes_to_is_shown_first(
    browser: Client, plan: Plan
) -> None:
    assert "New price for subscribers" in page(browser, f"products/plans/{plan.pk}/")
    told = page(browser, f"products/plans/{plan.pk}/price/", **ASKED)
    for said in ("+SEK 38.00", "SEK 400.00", "SEK 438.00", "Write to 2 customers"):
        assert said in told
    assert not PriceChange.objects.exists()


def test_it_says_who_is_left_out_and_why_and_what_is_counted(
    browser: Client, store: Store, plan: Plan
) -> None:
    bought(plan, code=for_ever(store))
    still = subscribe(plan)
    pause(subscription=still, by="customer", now=at("2026-01-05"), at_once=True)
    leaves = subscribe(plan)
    cancel(subscription=leaves, by="customer", now=at("2026-01-05"))
    fixed = subscribe(plan)
    Subscription.objects.filter(pk=fixed.pk).update(max_cycles=6)
    told = page(browser, f"products/plans/{plan.pk}/price/", **ASKED)
    # Two at 200 and 219 without VAT, and one with 20 % off.
    for said in ("+SEK 53.20", "SEK 560.00", "it is off the new price too", "when they go on",
                 "agreed to so many periods", "keep their price if they take it back"):  # fmt: skip
        assert said in told
    assert "have just agreed" not in told


def test_a_share_is_shown_as_well(browser: Client, plan: Plan) -> None:
    path = f"products/plans/{plan.pk}/price/"
    told = page(browser, path, percent="-10", price="", applies_from="2026-03-01")
    assert "−SEK 40.00" in told


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"applies_from": "2026-02-01"}, "choose 2026-02-09 or later"),
        ({"percent": "10"}, "not both"),
        ({"price": ""}, "a price or a percentage"),
        ({"price": "", "percent": "0"}, "how many percent"),
    ],
)
def test_what_cannot_be_says_so(
    browser: Client, plan: Plan, asked: dict[str, Any], said: str
) -> None:
    path = f"products/plans/{plan.pk}/price/"
    assert said in page(browser, path, status=422, **(ASKED | asked))


def test_it_is_told_followed_and_paid(
    browser: Client, store: Store, plan: Plan, on_day: Callable[[str], None]
) -> None:
    assert "The letters are on their way" in begun(browser, plan)
    change = PriceChange.objects.get()
    path = f"price-changes/{change.pk}/"
    assert "0 of about 2 subscriptions have been told" in page(browser, path)
    tell()
    assert len(letters(store)) == 2
    told = page(browser, path)
    for said in ("Kim", "Robin", "SEK 273.75", "Mar 1, 2026", "Waits"):
        assert said in told
    number = store.subscriptions.order_by("pk")[0].number
    assert "SEK 273.75 instead of SEK 250.00" in page(browser, f"subscriptions/{number}/")
    run("2026-03-01", store=store)
    on_day("2026-03-02")
    assert "Pays it" in page(browser, path)
    assert "Done" in page(browser, f"products/plans/{plan.pk}/price/")


def test_what_is_not_as_it_was_shown_is_shown_once_more(browser: Client, plan: Plan) -> None:
    assert "not what you saw" in begun(browser, plan, seen="1:19.00")
    assert not PriceChange.objects.exists()


def test_it_is_called_off_once(browser: Client, store: Store, plan: Plan) -> None:
    begun(browser, plan)
    tell()
    path = f"{ROOT}price-changes/{PriceChange.objects.get().pk}/off/"
    assert "2 who were told are told that too" in seen(browser.post(path, follow=True))
    assert "nothing left" in seen(browser.post(path, follow=True))
    tell()
    assert len(letters(store)) == 4


def test_another_stores_change_is_not_found(browser: Client, plan: Plan) -> None:
    assert browser.get(f"{ROOT}price-changes/4711/").status_code == 404
