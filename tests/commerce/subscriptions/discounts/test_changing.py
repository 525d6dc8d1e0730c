"""What becomes of a discount when plan, number, price or interval change."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.subscriptions.ahead import ahead
from tamio.commerce.subscriptions.changing import When, change, preview
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.discounts.ending import end_discount
from tamio.commerce.subscriptions.ending import Open, cancel
from tamio.commerce.subscriptions.figures import figures
from tamio.commerce.subscriptions.models import (
    Charge,
    DiscountUse,
    PlanVersion,
    Subscription,
    SubscriptionEvent,
    What,
)
from tamio.commerce.subscriptions.wishes import Wish
from tamio.commerce.subscriptions.withdrawing import withdraw
from tests.commerce.subscriptions.discounts.making import (
    bought,
    code_of,
    discount_of,
    for_ever,
    three_times,
    totals_of,
)
from tests.commerce.subscriptions.making import (
    BY,
    at,
    day,
    invoices_of,
    lines_of,
    net_store,
    plan_of,
    run,
)
from tests.factories import make_store

pytestmark = pytest.mark.django_db


def to(
    subscription: Subscription, version: PlanVersion | None = None, **wish: object
) -> list[Wish]:
    line = subscription.lines.get(ends=None, is_addon=False)
    return [Wish(line=line, version=version, **wish)]  # type: ignore[arg-type]


def switch(subscription: Subscription, on: str, *wishes: Wish, when: When | None = None) -> None:
    change(subscription=subscription, wishes=wishes, by=BY, now=at(on), when=when)


def test_to_what_costs_more_both_days_given_back_and_days_charged_have_it() -> None:
    """The vector of a plain change, 20 % less: 199 to 499 with 21 of 31 days left."""
    store = net_store()
    subscription = bought(plan_of(store, "200.00"), code=code_of(store))
    dearer = plan_of(store, "500.00").current
    switch(subscription, "2026-01-11", *to(subscription, dearer))
    second = invoices_of(subscription)[1]
    assert [net for _told, net in lines_of(second)] == [
        Decimal("270.97"), Decimal("-108.39"), Decimal(0),
    ]  # fmt: skip
    assert DiscountUse.objects.count() == 1


def test_the_change_is_no_charge_more_and_the_next_ones_go_on_having_it() -> None:
    store = net_store()
    subscription = bought(plan_of(store, "200.00"), code=three_times(store))
    switch(subscription, "2026-01-11", *to(subscription, plan_of(store, "500.00").current))
    run("2026-04-01", store=store)
    assert [each.net for each in invoices_of(subscription)[2:]] == [400, 400, 500]


def test_an_amount_is_taken_in_the_same_part_as_the_days() -> None:
    store = net_store()
    subscription = bought(plan_of(store, "310.00"), code=for_ever(store, "31", gives="amount"))
    switch(subscription, "2026-01-11", *to(subscription, plan_of(store, "620.00").current))
    charged = Charge.objects.filter(kind="period").order_by("pk")[1]
    # 21 of 31 days of 589.
    assert [charged.amount, charged.discount] == [399, 21]


def test_up_and_down_again_on_a_day_comes_to_nothing() -> None:
    store = net_store()
    cheap, dear = plan_of(store, "200.00").current, plan_of(store, "500.00").current
    subscription = bought(cheap.plan, code=three_times(store))
    for version in (dear, cheap):
        switch(subscription, "2026-01-11", *to(subscription, version), when=When.NOW)
    amounts = Charge.objects.values_list("amount", flat=True)
    assert sum(amounts) == 160


def test_a_change_while_it_costs_nothing_costs_nothing() -> None:
    store = net_store()
    subscription = bought(plan_of(store, "200.00"), code=code_of(store, "100"))
    wishes = to(subscription, plan_of(store, "500.00").current)
    shown = preview(subscription=subscription, wishes=wishes, now=at("2026-01-11"), when=When.NOW)
    assert shown.total.gross == 0
    switch(subscription, "2026-01-11", *wishes, when=When.NOW)
    run("2026-02-01", store=store)
    assert sum(totals_of(subscription)) == Decimal(625)


def test_more_of_the_same_have_it_each() -> None:
    store = net_store()
    subscription = bought(plan_of(store, "200.00"), code=for_ever(store))
    switch(subscription, "2026-01-11", *to(subscription, quantity=3), when=When.PERIOD_END)
    run("2026-02-01", store=store)
    assert invoices_of(subscription)[-1].net == 480


def test_what_is_added_later_has_none() -> None:
    store = net_store()
    subscription = bought(plan_of(store, "200.00"), code=for_ever(store))
    addon = plan_of(store, "100.00").current
    switch(subscription, "2026-01-11", Wish(version=addon), when=When.PERIOD_END)
    run("2026-02-01", store=store)
    assert invoices_of(subscription)[-1].net == 260


@pytest.mark.parametrize("when", list(When))
def test_what_was_promised_by_the_charge_ends_with_another_interval(when: When) -> None:
    store = net_store()
    subscription = bought(plan_of(store, "200.00"), code=three_times(store))
    yearly = plan_of(store, "2000.00", unit=Unit.YEAR).current
    shown = preview(
        subscription=subscription, wishes=to(subscription, yearly), now=at("2026-01-11"), when=when
    )
    assert [shown.then.net, shown.loses_discount, shown.discount] == [2000, True, None]
    switch(subscription, "2026-01-11", *to(subscription, yearly), when=when)
    foretold = ahead(subscription, today=day("2026-01-12"))
    run("2027-02-01", store=store)
    assert invoices_of(subscription)[-1].net == 2000
    if when is When.PERIOD_END:
        assert foretold.invoices[0].total.net == 2000
    assert discount_of(subscription).ended_at is not None
    assert SubscriptionEvent.objects.get(what=What.DISCOUNT_ENDED).said["why"] == "interval"


def test_a_share_for_ever_is_the_same_share_of_a_year() -> None:
    store = net_store()
    subscription = bought(plan_of(store, "200.00"), code=for_ever(store))
    yearly = plan_of(store, "2000.00", unit=Unit.YEAR).current
    switch(subscription, "2026-01-11", *to(subscription, yearly))
    run("2027-01-11", store=store)
    assert invoices_of(subscription)[-1].net == 1600
    dearer = plan_of(store, "4000.00", unit=Unit.YEAR).current
    switch(subscription, "2027-01-11", *to(subscription, dearer))
    last = invoices_of(subscription)[-1]
    assert last.net == 1600
    assert discount_of(subscription).runs


def test_cancelled_at_once_no_more_is_given_back_than_was_paid_for_the_days() -> None:
    store = net_store()
    subscription = bought(plan_of(store, "310.00"), code=for_ever(store, "10"))
    cancel(subscription=subscription, by=BY, now=at("2026-01-11"), at_once=True)
    (invoice,) = invoices_of(subscription)
    # 21 of 31 days of 279.
    assert [note.net for note in invoice.credit_notes.all()] == [Decimal(-189)]


def test_an_open_invoice_is_voided_at_what_it_asked_for() -> None:
    store = make_store()
    subscription = bought(plan_of(store, "200.00"), code=three_times(store))
    cancel(subscription=subscription, by=BY, now=at("2026-01-11"), open_invoices=Open.VOID)
    (invoice,) = invoices_of(subscription)
    assert [note.total for note in invoice.credit_notes.all()] == [-160]


def test_withdrawn_within_14_days_what_was_paid_comes_back() -> None:
    store = make_store()
    subscription = bought(plan_of(store, "200.00"), code=three_times(store))
    withdraw(subscription=subscription, by=BY, now=at("2026-01-08"), pays_for_used=False)
    (invoice,) = invoices_of(subscription)
    assert [note.total for note in invoice.credit_notes.all()] == [-160]


def test_what_recurs_is_what_is_billed() -> None:
    store = net_store()
    bought(plan_of(store, "200.00"), code=three_times(store))
    run("2026-04-01", store=store)
    months = figures(store=store, today=day("2026-04-30"))
    assert [each.recurring for each in months][-4:] == [160, 160, 160, 200]


def test_a_discount_that_is_over_cannot_be_ended() -> None:
    store = net_store()
    subscription = bought(plan_of(store), code=code_of(store))
    with pytest.raises(ValidationError) as refused:
        end_discount(subscription=subscription, by=BY, now=at("2026-01-11"))
    assert "discount" in refused.value.message_dict


def test_ended_in_a_period_that_had_it_the_rest_of_that_period_still_has_it() -> None:
    store = net_store()
    subscription = bought(plan_of(store, "310.00"), code=for_ever(store, "10"))
    end_discount(subscription=subscription, by=BY, now=at("2026-01-05"))
    switch(subscription, "2026-01-11", *to(subscription, plan_of(store, "620.00").current))
    charged = Charge.objects.filter(kind="period").order_by("pk")[1]
    assert charged.amount == 378
    run("2026-02-01", store=store)
    assert invoices_of(subscription)[-1].net == 620
    assert discount_of(subscription).ended_at == at("2026-01-11") - timedelta(days=6)
