"""What a merchant does with a subscription: each thing is shown first, and done as it was shown."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.catalogue.models import ItemType, Variant
from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import PlannedChange, Status, Subscription
from tamio.commerce.subscriptions.models.rules import SubscriptionRules
from tests.backoffice.conftest import browser_of
from tests.backoffice.subscriptions.pages import LIST, act, page
from tests.commerce.subscriptions.making import day, invoices_of, plan_of, read, run, subscribe
from tests.factories import make_member


def choose(browser: Client, subscription: Subscription, **given: Any) -> dict[str, str]:
    """The hidden fields of the page that shows what a choice would cost."""
    plan = subscription.lines.get(ends=None).version.plan_id
    asked: dict[str, Any] = {"plan": plan, "quantity": 1, "price": "", "when": ""} | given
    answer = browser.get(f"{LIST}{subscription.number}/change/", asked)
    assert answer.status_code == 200
    shown = answer.context
    return {
        **{name: str(value) for name, value in asked.items()},
        "on": shown["preview"].seen.on.isoformat(),
        "total": shown["seen_total"],
        "revision": shown["seen_revision"],
    }


def test_more_at_once_is_billed_as_it_was_shown(browser: Client, monthly: Subscription) -> None:
    seen = choose(browser, monthly, quantity=2)
    assert Decimal(seen["total"]) > 0
    assert "It is changed, with invoice" in act(browser, monthly, "change", **seen)
    assert invoices_of(monthly)[-1].total == Decimal(seen["total"])


def test_a_price_of_ones_own_waits_for_the_next_period(
    browser: Client, monthly: Subscription
) -> None:
    seen = choose(browser, monthly, price="149", when="period_end")
    assert "The change is noted." in act(browser, monthly, "change", **seen)
    said = page(browser, f"{monthly.number}/")
    assert "with the next period" in said
    assert "SEK 149.00" in said
    assert "What was planned is dropped." in act(browser, monthly, "change/drop")
    assert PlannedChange.objects.get().dropped_at


def test_what_was_shown_on_another_day_is_shown_anew(
    browser: Client, monthly: Subscription, on_day: Callable[[str], None]
) -> None:
    seen = choose(browser, monthly, quantity=2)
    on_day("2026-01-11")
    answer = browser.post(f"{LIST}{monthly.number}/change/", seen)
    assert answer.status_code == 422
    assert "is not what you saw any more" in answer.content.decode()
    assert len(invoices_of(monthly)) == 1


def test_no_change_is_refused_in_words(browser: Client, monthly: Subscription) -> None:
    plan = monthly.lines.get().version.plan_id
    said = page(
        browser, f"{monthly.number}/change/", status=422, plan=plan, quantity=1, price="199"
    )
    assert "already" in said
    page(browser, f"{monthly.number}/change/", status=404, line="nonsense")


def test_it_is_paused_and_the_pause_is_dropped(browser: Client, monthly: Subscription) -> None:
    act(browser, monthly, "pause", begins="end", until="2026-04-01")
    assert read(monthly).pause_on == day("2026-02-01")
    assert "until Apr 1, 2026" in page(browser, f"{monthly.number}/")
    act(browser, monthly, "pause/drop")
    assert read(monthly).pause_on is None
    refused = act(browser, monthly, "pause", begins="now", until="2026-01-01")
    assert "Choose a day after" in refused


def test_it_is_resumed_on_the_day_that_was_chosen(
    browser: Client, monthly: Subscription, on_day: Callable[[str], None]
) -> None:
    act(browser, monthly, "pause", begins="now")
    on_day("2026-02-10")
    assert "Feb 10, 2026" in page(browser, f"{monthly.number}/resume/")
    act(browser, monthly, "resume", keeps_day="1")
    found = read(monthly)
    assert (found.status, found.period_end) == (Status.ACTIVE, day("2026-03-01"))


def test_it_runs_out_or_ends_today_and_what_is_over_stays_so(
    browser: Client, monthly: Subscription
) -> None:
    assert "Feb 1, 2026" in page(browser, f"{monthly.number}/cancel/")
    act(browser, monthly, "cancel", when="end", open_invoices="keep")
    assert read(monthly).cancel_on == day("2026-02-01")
    act(browser, monthly, "cancel/drop")
    assert read(monthly).cancel_on is None
    act(browser, monthly, "cancel", when="now", gives_back="on", open_invoices="keep")
    assert read(monthly).status == Status.CANCELLED
    assert CreditNote.objects.filter(invoice=invoices_of(monthly)[0]).exists()
    page(browser, f"{monthly.number}/cancel/", status=404)


def test_open_invoices_are_credited_where_that_is_chosen(
    browser: Client, monthly: Subscription
) -> None:
    act(browser, monthly, "cancel", when="end", open_invoices="void")
    note = CreditNote.objects.get()
    assert note.total == -invoices_of(monthly)[0].total
    assert f"Credit note {note.number}" in page(browser, f"{monthly.number}/")


def test_a_store_lets_somebody_go_before_the_notice_is_over(
    browser: Client, store: Store, on_day: Callable[[str], None]
) -> None:
    bound = subscribe(plan_of(store, notice_days=90))
    said = page(browser, f"{bound.number}/cancel/")
    assert "When its time is out, May 1, 2026" in said
    act(browser, bound, "cancel", when="period", open_invoices="keep")
    assert read(bound).cancel_on == day("2026-02-01")


def test_who_may_not_credit_gives_nothing_back(store: Store, monthly: Subscription) -> None:
    support = browser_of(make_member(store=store, role=Role.SUPPORT))
    assert "Give unused days back" not in page(support, f"{monthly.number}/cancel/")
    act(support, monthly, "cancel", when="now", gives_back="on", open_invoices="void")
    assert read(monthly).status == Status.CANCELLED
    assert not CreditNote.objects.exists()


@pytest.fixture
def stuck(store: Store, on_day: Callable[[str], None]) -> Subscription:
    """Goods of which there are none left when February begins."""
    made = subscribe(plan_of(store, item_type=ItemType.PHYSICAL, stock=1))
    run("2026-02-01", store=store)
    on_day("2026-02-02")
    return made


def test_one_that_could_not_be_billed_says_why_and_is_billed_once_it_can_be(
    browser: Client, stuck: Subscription
) -> None:
    assert "It could not be billed" in page(browser, f"{stuck.number}/")
    assert "It still cannot be billed" in act(browser, stuck, "bill")
    Variant.objects.update(stock=5)
    assert "It is billed." in act(browser, stuck, "bill")
    assert read(stuck).problem == ""
    assert len(invoices_of(stuck)) == 2
    assert browser.post(f"{LIST}{stuck.number}/bill/").status_code == 404


def test_nothing_is_billed_where_renewals_are_switched_off(
    browser: Client, stuck: Subscription
) -> None:
    SubscriptionRules.objects.create(store=stuck.store, renewals_on=False)
    assert "Renewals are switched off" in act(browser, stuck, "bill")
    assert len(invoices_of(stuck)) == 1


def test_the_figures_are_shown_with_their_table(browser: Client, monthly: Subscription) -> None:
    said = page(browser, "figures/")
    for each in ("SEK 159.20", "from 1 subscription", "Churn", "Jan 2026", "Feb 2025"):
        assert each in said


def test_what_is_not_due_any_more_is_no_trouble_any_more(
    browser: Client, stuck: Subscription
) -> None:
    Subscription.objects.filter(pk=stuck.pk).update(next_invoice_on="2026-03-01")
    assert "Nothing is due" in act(browser, stuck, "bill")
    assert read(stuck).problem == ""
