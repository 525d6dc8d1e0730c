"""Pauses: at the end of a period or at once, with a day to go on or none. Section 8."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.subscriptions.ahead import ahead
from tamio.commerce.subscriptions.changing import When, change
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.models import Plan, Status, Subscription
from tamio.commerce.subscriptions.models.rules import SubscriptionRules
from tamio.commerce.subscriptions.pausing import pause, resume, unpause
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.making import (
    BY,
    at,
    day,
    invoices_of,
    lines_of,
    net_store,
    plan_of,
    read,
    run,
    spans_of,
    subscribe,
)

pytestmark = pytest.mark.django_db


def hold(subscription: Subscription, on: str, *, until: str | None = None) -> None:
    """Pauses it at once."""
    pause(subscription=subscription, by=BY, now=at(on), at_once=True,
          until=day(until) if until else None)  # fmt: skip


def swap(subscription: Subscription, plan: Plan, on: str) -> None:
    """Changes it to another plan, at once."""
    [line] = subscription.lines.filter(ends=None)
    wish = Wish(line=line, version=plan.current)
    change(subscription=subscription, wishes=[wish], by=BY, now=at(on))


def test_a_pause_begins_when_the_period_ends_and_nothing_is_billed_until_it_is_over() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-31")
    pause(subscription=subscription, by=BY, now=at("2026-02-10"))
    assert read(subscription).status == Status.ACTIVE
    assert run("2026-02-28", store=store).paused == 1
    assert run("2026-06-30", store=store).billed == 0
    found = read(subscription)
    assert (found.status, found.next_invoice_on) == (Status.PAUSED, None)
    resume(subscription=subscription, by=BY, now=at("2026-07-10"))
    run("2026-08-10", store=store)
    assert spans_of(subscription)[1:] == [
        ("2026-07-10", "2026-08-10"),
        ("2026-08-10", "2026-09-10"),
    ]
    assert [each.net for each in invoices_of(subscription)] == [199, 199, 199]


def test_a_pause_may_keep_the_day_of_renewal_with_a_short_first_period() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-31")
    pause(subscription=subscription, by=BY, now=at("2026-02-10"))
    run("2026-02-28", store=store)
    resume(subscription=subscription, by=BY, now=at("2026-07-21"), keeps_day=True)
    run("2026-07-31", store=store)
    assert spans_of(subscription)[1:] == [
        ("2026-07-21", "2026-07-31"),
        ("2026-07-31", "2026-08-31"),
    ]
    assert invoices_of(subscription)[1].net == 100
    assert read(subscription).anchor == day("2026-01-31")


def test_paused_at_once_over_the_end_of_the_period_the_unused_days_are_taken_off_later() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01")
    hold(subscription, "2026-01-11")
    run("2026-02-15", store=store)
    resume(subscription=subscription, by=BY, now=at("2026-02-15"))
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [310, -210]
    assert spans_of(subscription) == [("2026-01-01", "2026-02-01"), ("2026-02-15", "2026-03-15")]


def test_resumed_on_the_day_of_the_pause_nothing_has_happened() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-01")
    hold(subscription, "2026-01-11")
    resume(subscription=subscription, by=BY, now=at("2026-01-11", 15))
    run("2026-02-01", store=store)
    assert spans_of(subscription) == [("2026-01-01", "2026-02-01"), ("2026-02-01", "2026-03-01")]
    assert [each.net for each in invoices_of(subscription)] == [199, 199]


def test_paused_twice_in_one_period_days_are_paid_once() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01")
    hold(subscription, "2026-01-06")
    resume(subscription=subscription, by=BY, now=at("2026-01-11"), keeps_day=True)
    hold(subscription, "2026-01-16")
    resume(subscription=subscription, by=BY, now=at("2026-01-21"), keeps_day=True)
    run("2026-02-01", store=store)
    # Used: 5 days, 5 days and 11 days of January, at 10 kronor; and February.
    assert sum(each.net for each in invoices_of(subscription)) == 210 + 310


def test_a_pause_ends_by_itself_on_a_leap_day() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2027-12-31")
    pause(subscription=subscription, by=BY, now=at("2028-01-10"), until=day("2028-02-29"))
    run("2028-01-31", store=store)
    assert run("2028-02-28", store=store).billed == 0
    assert run("2028-03-10", store=store).billed == 1
    run("2028-03-29", store=store)
    assert spans_of(subscription)[1:] == [
        ("2028-02-29", "2028-03-29"),
        ("2028-03-29", "2028-04-29"),
    ]


def test_an_outage_over_a_whole_pause_changes_nothing() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-01")
    pause(subscription=subscription, by=BY, now=at("2026-01-10"), until=day("2026-03-10"))
    tally = run("2026-04-10", store=store)
    assert (tally.paused, tally.billed) == (1, 2)
    assert spans_of(subscription)[1:] == [
        ("2026-03-10", "2026-04-10"),
        ("2026-04-10", "2026-05-10"),
    ]


def test_goods_that_were_sent_are_not_given_back_and_not_sent_again() -> None:
    store = net_store()
    box = plan_of(store, item_type=ItemType.PHYSICAL)
    subscription = subscribe(box, "2026-01-01")
    hold(subscription, "2026-01-11")
    resume(subscription=subscription, by=BY, now=at("2026-01-20"))
    assert len(invoices_of(subscription)) == 1
    run("2026-02-01", store=store)
    assert [each.net for each in invoices_of(subscription)] == [199, 199]


@pytest.mark.parametrize("until", [None, "2026-03-01"])
def test_what_was_planned_begins_with_the_first_period_after_the_pause(until: str | None) -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "499.00"), "2026-01-01")
    wish = Wish(line=subscription.lines.get(), version=plan_of(store, "199.00").current)
    change(subscription=subscription, wishes=[wish], by=BY, now=at("2026-01-10"))
    pause(subscription=subscription, by=BY, now=at("2026-01-12"),
          until=day(until) if until else None)  # fmt: skip
    foretold = [each.total.net for each in ahead(subscription, today=day("2026-01-12")).invoices]
    assert foretold[:2] == ([199, 199] if until else [])
    run("2026-02-01", store=store)
    if until is None:
        resume(subscription=subscription, by=BY, now=at("2026-03-01"))
    run("2026-04-01", store=store)
    assert [each.net for each in invoices_of(subscription)] == [499, 199, 199]
    assert spans_of(subscription)[1:] == [
        ("2026-03-01", "2026-04-01"),
        ("2026-04-01", "2026-05-01"),
    ]


def test_another_interval_that_was_planned_begins_when_it_goes_on() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-31")
    yearly = plan_of(store, "3000.00", unit=Unit.YEAR)
    wish = Wish(line=subscription.lines.get(), version=yearly.current)
    change(subscription=subscription, wishes=[wish], by=BY, now=at("2026-02-01"),
           when=When.PERIOD_END)  # fmt: skip
    pause(subscription=subscription, by=BY, now=at("2026-02-02"))
    run("2026-02-28", store=store)
    found = resume(subscription=subscription, by=BY, now=at("2026-03-15"))
    assert (found.unit, found.anchor) == (Unit.YEAR, day("2026-03-15"))
    assert spans_of(subscription)[1:] == [("2026-03-15", "2027-03-15")]
    assert read(subscription).next_invoice_on == day("2027-03-15")


def test_changed_to_goods_meanwhile_the_unused_days_are_taken_off_what_is_sent_then() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01")
    hold(subscription, "2026-01-11")
    swap(subscription, plan_of(store, "250.00", item_type=ItemType.PHYSICAL), "2026-01-15")
    resume(subscription=subscription, by=BY, now=at("2026-01-20"))
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [250, -210]
    assert spans_of(subscription)[1] == ("2026-01-20", "2026-02-20")


def test_changed_and_resumed_on_the_day_of_the_pause_it_costs_what_it_was_changed_to() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01")
    hold(subscription, "2026-01-11")
    swap(subscription, plan_of(store, "620.00"), "2026-01-11")
    resume(subscription=subscription, by=BY, now=at("2026-01-11", 15))
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [620, -210]


def test_changed_and_resumed_on_the_day_on_which_it_began_it_is_billed_once_more() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01")
    hold(subscription, "2026-01-01")
    swap(subscription, plan_of(store, "620.00"), "2026-01-01")
    resume(subscription=subscription, by=BY, now=at("2026-01-01", 15))
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [620, -310]
    run("2026-02-01", store=store)
    assert [each.net for each in invoices_of(subscription)] == [310, 310, 620]


def test_on_trial_the_free_days_that_are_left_are_had_afterwards() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, trial_days=30), "2026-01-01")
    hold(subscription, "2026-01-11")
    resume(subscription=subscription, by=BY, now=at("2026-02-11"))
    found = read(subscription)
    assert (found.status, found.trial_end) == (Status.TRIALING, day("2026-03-03"))
    run("2026-03-03", store=store)
    assert spans_of(subscription)[-1] == ("2026-03-03", "2026-04-03")


def test_a_store_that_renews_nothing_bills_nothing_when_a_pause_ends() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01")
    hold(subscription, "2026-01-11")
    SubscriptionRules.objects.create(store=store, renewals_on=False)
    resume(subscription=subscription, by=BY, now=at("2026-02-15"))
    assert len(invoices_of(subscription)) == 1
    store.subscription_rules.delete()
    run("2026-02-15")
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [310, -210]


def test_a_planned_pause_can_be_dropped() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-01")
    pause(subscription=subscription, by=BY, now=at("2026-01-11"))
    unpause(subscription=subscription, by=BY, now=at("2026-01-12"))
    assert run("2026-02-01", store=store).billed == 1


@pytest.mark.parametrize("wrong", ["too early", "too long", "paused already", "resumed unpaused"])
def test_pauses_that_cannot_be_are_refused_in_words(wrong: str) -> None:
    subscription = subscribe(plan_of(net_store()), "2026-01-01")
    if wrong == "paused already":
        hold(subscription, "2026-01-11")
    until = {"too early": day("2026-01-20"), "too long": day("2027-01-20")}.get(wrong)
    how: dict[str, Any] = {"subscription": subscription, "by": BY, "now": at("2026-01-12")}
    with pytest.raises(ValidationError) as refused:
        resume(**how) if wrong == "resumed unpaused" else pause(**how, until=until)
    assert refused.value.messages[0]
