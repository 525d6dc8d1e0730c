"""One subscription's page: what is agreed, what comes, and all that has happened."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.payments.models import Means, PaymentSettings
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.changing import change
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.ending import cancel, uncancel
from tamio.commerce.subscriptions.models import Subscription
from tamio.commerce.subscriptions.pausing import pause, resume
from tamio.commerce.subscriptions.wishes import Wish
from tests.backoffice.conftest import browser_of
from tests.backoffice.subscriptions.pages import page
from tests.commerce.dunning.making import SOFT, a_day, by_card
from tests.commerce.subscriptions.making import BY, at, invoices_of, plan_of, run, subscribe
from tests.factories import make_member


def story(browser: Client, subscription: Subscription) -> str:
    return page(browser, f"{subscription.number}/")


def test_all_that_happened_is_told_in_words(browser: Client, monthly: Subscription) -> None:
    change(
        subscription=monthly, wishes=[Wish(line=monthly.lines.get(), quantity=2)], by="customer",
        now=at("2026-01-03"),
    )  # fmt: skip
    cancel(subscription=monthly, by=BY, now=at("2026-01-04"))
    uncancel(subscription=monthly, by=BY, now=at("2026-01-05"))
    pause(subscription=monthly, by=BY, now=at("2026-01-06"), at_once=True)
    resume(subscription=monthly, by=BY, now=at("2026-01-08"))
    said = story(browser, monthly)
    for each in (
        "Bought", "the customer", "First period, Jan 1, 2026 – Jan 31, 2026", "Changed",
        "Billed for a change", "Cancelled, runs out", BY, "Cancellation taken back", "Paused",
        "From Jan 6, 2026", "Resumed", "Unused days", *(f"Invoice {each.number}" for each in
        invoices_of(monthly)),
    ):  # fmt: skip
        assert each in said, each


def test_who_did_what_leaves_out_what_happened_by_itself_and_takes_the_right_to_see_it(
    browser: Client, store: Store, monthly: Subscription
) -> None:
    run("2026-02-01", store=store)
    pause(subscription=monthly, by=BY, now=at("2026-02-02"), at_once=True)
    for provider, by in (("", BY), ("stripe", "stripe")):
        money = Money(amount=Decimal(9), currency="SEK", means=Means.CARD, provider=provider,
                      provider_id=by, paid_on=date(2026, 2, 2))  # fmt: skip
        receive(invoice=invoices_of(monthly)[0], money=money, by=by, now=at("2026-02-02"))
    told = _entries(browser, monthly, "?done=by-somebody")
    assert f"Paused · {BY}" in told
    assert [each for each in told if each.startswith("Paid ·")] == [f"Paid · {BY}"]
    assert "Bought · the customer" in told
    assert not [each for each in told if each.startswith(("Renewed", "First period"))]
    assert len(_entries(browser, monthly, "")) > len(told)
    assert "Who did what" in story(browser, monthly)
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert "Who did what" not in story(viewer, monthly)


def _entries(browser: Client, subscription: Subscription, query: str) -> list[str]:
    path = f"/backoffice/glashyttan/subscriptions/{subscription.number}/{query}"
    return [f"{each.what} · {each.by}" for each in browser.get(path).context["story"].entries]


def test_a_card_that_is_declined_is_told_and_so_is_the_payment(
    browser: Client, store: Store, on_day: Callable[[str], None]
) -> None:
    PaymentSettings.objects.create(store=store, by_test=True)
    made = by_card(store, SOFT).subscription
    a_day("2026-02-01", store=store)
    on_day("2026-02-02")
    said = story(browser, made)
    for each in ("Paid", "The card was not charged", "may work later", "Payment is late",
                 "Followed up"):  # fmt: skip
        assert each in said, each


def test_the_next_twelve_months_stand_there_and_an_end_is_said(
    browser: Client, monthly: Subscription
) -> None:
    said = story(browser, monthly)
    assert "Feb 1, 2026" in said
    assert "Jan 1, 2027" in said
    cancel(subscription=monthly, by=BY, now=at("2026-01-10"))
    assert "It ends on Feb 1, 2026: nothing is billed after that." in story(browser, monthly)


def test_a_long_story_is_told_in_parts_and_nothing_is_left_out(
    browser: Client,
    store: Store,
    on_day: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Days are caught up with at one moment: a part ends before them or after them."""
    monkeypatch.setattr("tamio.backoffice.subscriptions.story.SIZE", 10)
    made = subscribe(plan_of(store, unit=Unit.DAY))
    for day in ("2026-01-09", "2026-01-16", "2026-01-22"):
        run(day, store=store)
    on_day("2026-01-22")
    path, told = f"/backoffice/glashyttan/subscriptions/{made.number}/", ""
    earlier, parts = "", 0
    while parts == 0 or earlier:
        answer = browser.get(f"{path}?{earlier}")
        told += answer.content.decode()
        earlier, parts = answer.context["story"].earlier, parts + 1
    assert parts > 1
    numbers = [each.number for each in invoices_of(made)]
    assert [number for number in numbers if told.count(f">Invoice {number}</a>") < 1] == []
    assert browser.get(f"{path}?before=nonsense").status_code == 404


def test_its_page_asks_as_much_of_a_long_story_as_of_a_short_one(
    browser: Client, monthly: Subscription, on_day: Callable[[str], None]
) -> None:
    run("2026-03-10", store=monthly.store)
    on_day("2026-03-10")
    few = _queries(browser, monthly)
    run("2026-10-10", store=monthly.store)
    on_day("2026-10-10")
    assert _queries(browser, monthly) == few


def _queries(browser: Client, subscription: Subscription) -> int:
    with CaptureQueriesContext(connection) as asked:
        story(browser, subscription)
    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}
    return len(asked)
