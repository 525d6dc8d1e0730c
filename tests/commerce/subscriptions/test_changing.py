"""Changes now and at the end of a period: the specification of subscriptions, section 7."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.subscriptions.changing import Seen, When, change, drop, preview
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.models import Charge, Plan, PlanVersion, Status, Subscription
from tamio.commerce.subscriptions.models.subscription import SubscriptionLine
from tamio.commerce.subscriptions.plans import revise_plan, terms_of
from tamio.commerce.subscriptions.starting import Item
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


def line_of(subscription: Subscription) -> SubscriptionLine:
    return SubscriptionLine.objects.get(subscription=subscription, ends=None, is_addon=False)


def to(subscription: Subscription, version: PlanVersion) -> list[Wish]:
    return [Wish(line=line_of(subscription), version=version)]


def switch(
    subscription: Subscription, version: PlanVersion, on: str, when: When | None = None
) -> None:
    change(
        subscription=subscription, wishes=to(subscription, version), by=BY, now=at(on), when=when
    )


def charged_in_all(subscription: Subscription) -> Decimal:
    amounts = Charge.objects.filter(subscription=subscription).values_list("amount", flat=True)
    return sum(amounts, Decimal(0))


def test_an_upgrade_is_billed_at_once_with_what_is_unused_taken_off() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "199.00"), "2026-01-01")
    switch(subscription, plan_of(store, "499.00").current, "2026-01-11")
    _first, second = invoices_of(subscription)
    assert [net for _told, net in lines_of(second)] == [Decimal("338.03"), Decimal("-134.81")]
    assert (second.net, second.vat, second.total) == (
        Decimal("203.22"), Decimal("50.81"), Decimal("254.03"),
    )  # fmt: skip
    given, charged = sorted(second.lines.all(), key=lambda line: line.net)
    assert (charged.period_start, charged.period_end) == (day("2026-01-11"), day("2026-02-01"))
    assert (given.period_start, given.period_end) == (day("2026-01-11"), day("2026-02-01"))
    run("2026-02-01", store=store)
    assert invoices_of(subscription)[-1].net == Decimal(499)


def test_a_preview_says_what_the_change_then_costs() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "199.00"), "2026-01-01")
    wishes = to(subscription, plan_of(store, "499.00").current)
    shown = preview(subscription=subscription, wishes=wishes, now=at("2026-01-11"))
    assert (shown.when, shown.total.gross, shown.then.net) == (
        When.NOW, Decimal("254.03"), Decimal(499),
    )  # fmt: skip
    assert shown.then_on == day("2026-02-01")
    assert len(invoices_of(subscription)) == 1
    change(subscription=subscription, wishes=wishes, by=BY, now=at("2026-01-11"), seen=shown.seen)
    assert invoices_of(subscription)[-1].total == shown.total.gross


@pytest.mark.parametrize("stale", ["day", "total", "changed meanwhile"])
def test_a_confirmation_of_what_is_not_so_any_more_is_refused(stale: str) -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "199.00"), "2026-01-01")
    wishes = to(subscription, plan_of(store, "499.00").current)
    seen = preview(subscription=subscription, wishes=wishes, now=at("2026-01-11")).seen
    on = "2026-01-11"
    if stale == "day":
        on = "2026-01-12"
    elif stale == "total":
        seen = Seen(on=seen.on, total=seen.total - 1, revision=seen.revision)
    else:
        change(subscription=subscription, wishes=[Wish(line=wishes[0].line, quantity=2)], by=BY,
               now=at(on))  # fmt: skip
        wishes = to(subscription, wishes[0].version or plan_of(store).current)
    with pytest.raises(ValidationError) as refused:
        change(subscription=subscription, wishes=wishes, by=BY, now=at(on), seen=seen)
    assert "seen" in refused.value.message_dict


def test_a_downgrade_waits_for_the_end_of_the_period() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "499.00"), "2026-01-01")
    lower = plan_of(store, "199.00").current
    shown = preview(subscription=subscription, wishes=to(subscription, lower), now=at("2026-01-11"))
    assert (shown.when, shown.then_on) == (When.PERIOD_END, day("2026-02-01"))
    assert shown.total.gross == 0
    switch(subscription, lower, "2026-01-11")
    assert len(invoices_of(subscription)) == 1
    run("2026-02-01", store=store)
    assert [each.net for each in invoices_of(subscription)] == [499, 199]
    assert charged_in_all(subscription) == 698


def test_a_planned_change_can_be_dropped_and_another_takes_its_place() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "499.00"), "2026-01-01")
    switch(subscription, plan_of(store, "199.00").current, "2026-01-11")
    switch(subscription, plan_of(store, "99.00").current, "2026-01-12")
    waiting = subscription.planned_changes.filter(dropped_at=None)
    assert drop(change=waiting.get(), by=BY, now=at("2026-01-13"))
    run("2026-02-01", store=store)
    assert [each.net for each in invoices_of(subscription)] == [499, 499]


def test_a_downgrade_at_once_is_taken_off_the_invoices_to_come_and_none_is_below_nothing() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "499.00"), "2026-01-01")
    switch(subscription, plan_of(store, "100.00").current, "2026-01-11", When.NOW)
    assert len(invoices_of(subscription)) == 1
    run("2026-05-01", store=store)
    totals = [each.net for each in invoices_of(subscription)[1:]]
    # Waiting: 67.74 for the rest of January, less 338.03 unused.
    assert totals == [Decimal("0.00"), Decimal("0.00"), Decimal("29.71"), Decimal("100.00")]
    assert sum(totals) == 4 * 100 + Decimal("67.74") - Decimal("338.03")


def test_up_down_up_on_one_day_is_no_more_than_up() -> None:
    store = net_store()
    low, high = plan_of(store, "199.00").current, plan_of(store, "499.00").current
    subscription = subscribe(low, "2026-01-01")
    switch(subscription, high, "2026-01-11")
    switch(subscription, low, "2026-01-11", When.NOW)
    switch(subscription, high, "2026-01-11", When.NOW)
    run("2026-02-01", store=store)
    assert [each.net for each in invoices_of(subscription)] == [
        199, Decimal("203.22"), 499,
    ]  # fmt: skip
    assert invoices_of(subscription)[-1].lines.count() == 1


def test_a_change_on_the_first_day_swaps_the_whole_period() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "199.00"), "2026-01-01")
    switch(subscription, plan_of(store, "499.00").current, "2026-01-01")
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [499, -199]


def test_a_change_on_the_last_day_swaps_one_day() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01")
    switch(subscription, plan_of(store, "620.00").current, "2026-01-31")
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [20, -10]


def test_a_change_on_trial_costs_nothing_and_the_trial_goes_on() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "199.00", trial_days=30), "2026-01-01")
    switch(subscription, plan_of(store, "499.00").current, "2026-01-11")
    assert invoices_of(subscription) == []
    assert read(subscription).trial_end == day("2026-01-31")
    run("2026-01-31", store=store)
    assert [each.net for each in invoices_of(subscription)] == [499]


def test_what_cost_nothing_gives_nothing_back() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "199.00"), "2026-01-01", price="0.00")
    switch(subscription, plan_of(store, "499.00").current, "2026-01-11")
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [Decimal("338.03")]


def test_what_the_store_has_credited_by_hand_is_not_given_back_again() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "199.00"), "2026-01-01")
    credit_all(invoice=invoices_of(subscription)[0], reason="Fel", by=BY, now=at("2026-01-05"))
    switch(subscription, plan_of(store, "499.00").current, "2026-01-11")
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [Decimal("338.03")]


def test_a_larger_number_is_billed_at_once_and_a_smaller_one_waits() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01", quantity=2)
    change(subscription=subscription, wishes=[Wish(line=line_of(subscription), quantity=5)],
           by=BY, now=at("2026-01-11"))  # fmt: skip
    assert invoices_of(subscription)[1].net == 3 * Decimal(210)
    change(subscription=subscription, wishes=[Wish(line=line_of(subscription), quantity=1)],
           by=BY, now=at("2026-01-12"))  # fmt: skip
    run("2026-02-01", store=store)
    assert [each.net for each in invoices_of(subscription)] == [620, 630, 310]


def test_another_interval_begins_a_new_period_with_the_change() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01")
    yearly = plan_of(store, "3000.00", unit=Unit.YEAR)
    switch(subscription, yearly.current, "2026-01-11")
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [3000, -210]
    found = read(subscription)
    assert (found.period_end, found.next_invoice_on) == (day("2027-01-11"), day("2027-01-11"))
    run("2027-01-11", store=store)
    assert spans_of(subscription)[-1] == ("2027-01-11", "2028-01-11")


def test_from_years_to_months_at_the_end_of_the_year() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "3000.00", unit=Unit.YEAR), "2026-01-31")
    switch(subscription, plan_of(store, "310.00").current, "2026-06-01")
    run("2027-03-31", store=store)
    assert spans_of(subscription)[1:] == [
        ("2027-01-31", "2027-02-28"), ("2027-02-28", "2027-03-31"), ("2027-03-31", "2027-04-30"),
    ]  # fmt: skip


def test_a_plan_in_another_currency_is_refused() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-01")
    store.currency = "EUR"
    store.save()
    with pytest.raises(ValidationError, match="another currency"):
        switch(subscription, plan_of(store).current, "2026-01-11")


def test_goods_change_with_the_next_period_only() -> None:
    store = net_store()
    box = plan_of(store, "100.00", item_type=ItemType.PHYSICAL)
    larger = plan_of(store, "300.00", item_type=ItemType.PHYSICAL)
    subscription = subscribe(box, "2026-01-01")
    with pytest.raises(ValidationError, match="Goods are sent once a period"):
        switch(subscription, larger.current, "2026-01-11", When.NOW)
    switch(subscription, larger.current, "2026-01-11")
    run("2026-02-01", store=store)
    assert [each.net for each in invoices_of(subscription)] == [100, 300]


def test_something_more_is_billed_for_the_days_that_are_left_and_renewed_with_the_rest() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01")
    more = plan_of(store, "31.00").current
    change(subscription=subscription, wishes=[Wish(version=more, quantity=2)], by=BY,
           now=at("2026-01-11"))  # fmt: skip
    assert invoices_of(subscription)[1].net == 42
    run("2026-02-01", store=store)
    assert [net for _told, net in lines_of(invoices_of(subscription)[2])] == [310, 62]


def test_a_price_of_ones_own_holds_until_the_plan_is_another() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "199.00"), "2026-01-01", price="150.00")
    change(subscription=subscription, wishes=[Wish(line=line_of(subscription), quantity=2)],
           by=BY, now=at("2026-01-01"))  # fmt: skip
    run("2026-02-01", store=store)
    assert invoices_of(subscription)[-1].net == 300
    switch(subscription, plan_of(store, "499.00").current, "2026-02-01")
    run("2026-03-01", store=store)
    assert invoices_of(subscription)[-1].net == 998


def test_a_new_version_of_a_plan_is_for_those_who_come_after() -> None:
    store = net_store()
    plan = plan_of(store, "199.00")
    subscription = subscribe(plan, "2026-01-31")
    terms = terms_of(plan)
    dearer = type(terms)(unit=terms.unit, count=terms.count, price=Decimal(249))
    second = revise_plan(plan=plan, terms=dearer, by=BY, now=at("2026-02-01"))
    assert (second.number, second.by) == (2, BY)
    assert revise_plan(plan=plan, terms=dearer, by=BY, now=at("2026-02-01")).pk == second.pk
    run("2026-02-28", store=store)
    later = subscribe(Plan.objects.get(pk=plan.pk), "2026-02-28")
    assert [each.net for each in invoices_of(subscription)] == [199, 199]
    assert [each.net for each in invoices_of(later)] == [249]
    switch(subscription, second, "2026-03-01", When.PERIOD_END)
    run("2026-03-31", store=store)
    assert invoices_of(subscription)[-1].net == 249


def test_an_old_line_keeps_its_own_vat_rate_when_it_is_given_back() -> None:
    store = net_store()
    food = plan_of(store, "310.00", vat_class="food")
    subscription = subscribe(food, "2026-03-15")
    switch(subscription, plan_of(store, "620.00", vat_class="food").current, "2026-04-05")
    rates = {line.net > 0: line.vat_rate for line in invoices_of(subscription)[1].lines.all()}
    assert rates == {True: 6, False: 12}


@pytest.mark.parametrize(
    "wish", ["the same", "nothing", "too many", "below nothing", "all removed", "other interval"]
)
def test_what_is_no_change_or_cannot_be_is_refused_in_words(wish: str) -> None:
    store = net_store()
    plan = plan_of(store)
    subscription = subscribe(plan, "2026-01-01", addons=[Item(plan_of(store).current)])
    line = line_of(subscription)
    wishes = {
        "the same": [Wish(line=line, version=plan.current)],
        "nothing": [],
        "too many": [Wish(line=line, quantity=1000)],
        "below nothing": [Wish(line=line, price=Decimal(-1))],
        "all removed": [Wish(line=line, removes=True)],
        "other interval": [Wish(version=plan_of(store, unit=Unit.YEAR).current)],
    }[wish]
    with pytest.raises(ValidationError) as refused:
        change(subscription=subscription, wishes=wishes, by=BY, now=at("2026-01-11"))
    assert refused.value.message_dict["changes"][0]
    assert read(subscription).status == Status.ACTIVE


def test_a_yearly_upgrade_counts_days_of_the_year() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "1200.00", unit=Unit.YEAR), "2026-01-01")
    switch(subscription, plan_of(store, "2400.00", unit=Unit.YEAR).current, "2026-07-02")
    assert [net for _told, net in lines_of(invoices_of(subscription)[1])] == [
        Decimal("1203.29"), Decimal("-601.64"),
    ]  # fmt: skip
    assert read(subscription).period_end == date(2027, 1, 1)
