"""Renewals drawn from a card: each once, in time, and never of who has cancelled."""

from decimal import Decimal

import pytest

from tamio.commerce.dunning.cases import dispute, undispute
from tamio.commerce.dunning.models import Act, Case, Step, Track, Why
from tamio.commerce.dunning.running import act_due
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.payments.cards import drop_card
from tamio.commerce.payments.models import Attempt, Card, Means, Payment, Progress, Standing
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.ending import Open, cancel, uncancel
from tamio.commerce.subscriptions.models import Status
from tamio.commerce.subscriptions.running import renew_due
from tests.commerce.dunning.making import (
    ACTION,
    HARD,
    SOFT,
    Subscriber,
    a_day,
    by_card,
    letters,
    pass_days,
    receipts,
    work,
)
from tests.commerce.payments.paying import money
from tests.commerce.subscriptions.making import at, invoices_of

pytestmark = pytest.mark.django_db


def test_a_renewal_is_drawn_from_the_card_on_the_day_it_is_billed(store: Store) -> None:
    subscriber = by_card(store)
    a_day("2026-02-01", store=store)
    assert subscriber.draws == ["paid"]
    assert subscriber.standing == Standing.PAID
    assert not Case.objects.exists()
    assert letters(store) == []


def test_soft_declines_are_tried_on_days_1_3_5_7_14_and_then_given_up(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    pass_days("2026-02-01", "2026-02-15", store=store)
    tried = Attempt.objects.filter(invoice=subscriber.renewal).order_by("number")
    days = [store.date_of(each.opened_at).day for each in tried]
    assert days == [1, 2, 4, 6, 8, 15]
    assert subscriber.status == Status.PAST_DUE
    a_day("2026-02-16", store=store)
    assert subscriber.status == Status.UNPAID
    assert subscriber.case.why == Why.GIVEN_UP
    pass_days("2026-02-17", "2026-03-05", store=store)
    assert len(subscriber.draws) == 6
    assert len(invoices_of(subscriber.subscription)) == 2


def test_the_third_try_succeeds_and_ends_it(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    pass_days("2026-02-01", "2026-02-05", store=store)
    Card.objects.update(provider_method="test-good")
    pass_days("2026-02-06", "2026-02-20", store=store)
    assert subscriber.draws == ["soft", "soft", "soft", "paid"]
    assert receipts(subscriber.renewal) == 1
    assert subscriber.case.why == Why.PAID
    assert subscriber.status == Status.ACTIVE


def test_a_hard_decline_is_not_tried_again_and_asks_for_another_card(store: Store) -> None:
    subscriber = by_card(store, HARD)
    pass_days("2026-02-01", "2026-02-14", store=store)
    assert subscriber.draws == ["hard"]
    first, second = letters(store)
    assert "works" not in first.subject or "kort" in first.subject
    assert "/orders/" in first.text
    assert store.date_of(first.queued_at).day == 1
    assert store.date_of(second.queued_at).day == 6
    pass_days("2026-02-15", "2026-02-15", store=store)
    assert subscriber.status == Status.UNPAID


def test_what_needs_the_banks_approval_sends_a_way_to_pay_and_is_not_tried(store: Store) -> None:
    subscriber = by_card(store, ACTION)
    pass_days("2026-02-01", "2026-02-03", store=store)
    assert subscriber.draws == ["action"]
    (letter,) = letters(store)
    assert f"/order/{subscriber.renewal.order_link.token}/" in letter.text


def test_without_a_card_one_is_asked_for(store: Store) -> None:
    subscriber = by_card(store, None)
    a_day("2026-02-01", store=store)
    assert subscriber.draws == []
    assert subscriber.case.track == Track.HARD
    assert len(letters(store)) == 1


def test_a_new_card_is_tried_with_the_open_invoice_at_once(store: Store) -> None:
    subscriber = by_card(store, HARD)
    pass_days("2026-02-01", "2026-02-03", store=store)
    subscriber.card("test-good", "2026-02-04")
    a_day("2026-02-04", store=store, renews=False)
    assert subscriber.draws == ["hard", "paid"]
    assert subscriber.status == Status.ACTIVE
    pass_days("2026-02-05", "2026-02-20", store=store)
    assert len(letters(store)) == 1


def test_paid_by_bank_between_two_tries_nothing_more_is_drawn(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    pass_days("2026-02-01", "2026-02-03", store=store)
    paid = money("199.00", provider="bank", paid_on=at("2026-02-03").date())
    receive(invoice=subscriber.renewal, money=paid, by="x", now=at("2026-02-03", 15))
    pass_days("2026-02-04", "2026-02-20", store=store)
    assert subscriber.draws == ["soft", "soft"]
    assert subscriber.standing == Standing.PAID
    assert subscriber.status == Status.ACTIVE


def test_paid_in_part_the_rest_is_drawn(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    a_day("2026-02-01", store=store)
    paid = money("100.00", provider="bank", paid_on=at("2026-02-01").date())
    receive(invoice=subscriber.renewal, money=paid, by="x", now=at("2026-02-01", 15))
    Card.objects.update(provider_method="test-good")
    a_day("2026-02-02", store=store)
    drawn = Attempt.objects.get(invoice=subscriber.renewal, progress=Progress.PAID)
    assert drawn.amount == Decimal("99.00")
    assert subscriber.standing == Standing.PAID


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("open_invoices", list(Open))
def test_who_cancels_meanwhile_is_neither_drawn_from_nor_written_to(
    store: Store, at_once: bool, open_invoices: Open
) -> None:
    subscriber = by_card(store, SOFT)
    pass_days("2026-02-01", "2026-02-03", store=store)
    cancel(
        subscription=subscriber.subscription, by="customer", now=at("2026-02-03", 16),
        at_once=at_once, open_invoices=open_invoices,
    )  # fmt: skip
    pass_days("2026-02-04", "2026-03-10", store=store)
    assert subscriber.draws == ["soft", "soft"]
    assert letters(store) == []
    assert subscriber.case.why in (Why.CANCELLED, Why.CREDITED)


def test_a_draw_that_waits_does_not_leave_after_a_cancellation(store: Store) -> None:
    subscriber = by_card(store)
    renew_due(now=at("2026-02-01"), stores=[store])
    assert subscriber.draws == ["open"]
    cancel(subscription=subscriber.subscription, by="customer", now=at("2026-02-01", 9))
    work(at("2026-02-01", 10))
    assert subscriber.draws == ["dropped"]
    assert receipts(subscriber.renewal) == 0


def test_who_takes_the_cancellation_back_is_drawn_from_again(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    pass_days("2026-02-01", "2026-02-03", store=store)
    cancel(subscription=subscriber.subscription, by="customer", now=at("2026-02-03", 16))
    Card.objects.update(provider_method="test-good")
    uncancel(subscription=subscriber.subscription, by="customer", now=at("2026-02-05", 8))
    a_day("2026-02-05", store=store)
    assert subscriber.draws[-1] == "paid"
    assert subscriber.status == Status.ACTIVE


def test_credited_it_is_not_drawn(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    a_day("2026-02-01", store=store)
    credit_all(invoice=subscriber.renewal, reason="Fel", by="x", now=at("2026-02-01", 15))
    pass_days("2026-02-02", "2026-02-20", store=store)
    assert subscriber.draws == ["soft"]
    assert letters(store) == []
    assert subscriber.case.why == Why.CREDITED


def test_a_disputed_invoice_is_left_alone_until_it_is_not(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    a_day("2026-02-01", store=store)
    assert dispute(subscriber.case, now=at("2026-02-01", 15))
    pass_days("2026-02-02", "2026-02-09", store=store)
    assert subscriber.draws == ["soft"]
    assert letters(store) == []
    assert undispute(subscriber.case, now=at("2026-02-10", 8))
    pass_days("2026-02-10", "2026-02-10", store=store)
    assert subscriber.draws == ["soft", "soft"]


def test_nothing_to_pay_is_settled_without_a_draw(store: Store) -> None:
    subscriber = by_card(store, SOFT, price="0.00")
    a_day("2026-02-01", store=store)
    assert subscriber.draws == []
    assert subscriber.standing == Standing.NOTHING
    assert not Case.objects.exists()


def test_less_than_a_provider_takes_is_left_an_invoice(store: Store) -> None:
    subscriber = by_card(store, SOFT, price="2.90")
    pass_days("2026-02-01", "2026-02-20", store=store)
    assert subscriber.draws == []
    assert subscriber.status == Status.ACTIVE
    assert subscriber.standing == Standing.UNPAID


def test_a_card_that_was_taken_away_is_not_drawn_from(store: Store) -> None:
    subscriber = by_card(store)
    renew_due(now=at("2026-02-01"), stores=[store])
    drop_card(Card.objects.get(), now=at("2026-02-01"))
    work(at("2026-02-01"))
    assert subscriber.draws == ["dropped"]


def test_the_last_step_can_end_the_subscription(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    a_day("2026-02-01", store=store)
    Step.objects.filter(track=Track.SOFT).exclude(after_days__in=[1, 15]).delete()
    Step.objects.filter(track=Track.SOFT, after_days=15).update(after_days=2, act=Act.CANCEL)
    pass_days("2026-02-02", "2026-02-03", store=store)
    assert subscriber.status == Status.CANCELLED
    assert subscriber.draws == ["soft", "soft"]
    # Two days of February were had and are owed; the rest is given back.
    payment = Payment.objects.get(invoice=subscriber.renewal)
    assert Decimal(0) < payment.left < Decimal(20)


def test_paid_after_it_was_given_up_it_goes_on(store: Store) -> None:
    subscriber = by_card(store, HARD)
    pass_days("2026-02-01", "2026-02-16", store=store)
    assert subscriber.status == Status.UNPAID
    paid = Money(amount=Decimal("199.00"), currency="SEK", means=Means.BANK,
                 paid_on=at("2026-02-17").date())  # fmt: skip
    receive(invoice=subscriber.renewal, money=paid, by="x", now=at("2026-02-17"))
    a_day("2026-02-17", store=store)
    assert subscriber.status == Status.ACTIVE


def test_after_an_outage_one_step_a_day_is_taken(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    a_day("2026-02-01", store=store)
    a_day("2026-02-20", store=store)
    assert subscriber.draws == ["soft", "soft"]
    a_day("2026-02-21", store=store)
    assert len(subscriber.draws) == 3


def test_run_twice_it_does_nothing_twice(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    a_day("2026-02-01", store=store)
    for _again in range(3):
        act_due(now=at("2026-02-02"), stores=[store])
    work(at("2026-02-02"))
    act_due(now=at("2026-02-02", 12), stores=[store])
    assert subscriber.draws == ["soft", "soft"]


def test_a_subscriber_has_one_card_for_all_subscriptions(store: Store) -> None:
    first = by_card(store)
    second = by_card(store, customer=first.customer)
    a_day("2026-02-01", store=store)
    assert [first.draws, second.draws] == [["paid"], ["paid"]]
    assert isinstance(first, Subscriber)
