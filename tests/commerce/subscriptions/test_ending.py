"""Cancelling, from every state; taking it back; binding; withdrawal. Specification, section 8."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.payments.models import Means
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.subscriptions.changing import When, change
from tamio.commerce.subscriptions.ending import Open, cancel, uncancel
from tamio.commerce.subscriptions.models import Status, Subscription
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.paying import fall_behind, give_up, recover
from tamio.commerce.subscriptions.wishes import Wish
from tamio.commerce.subscriptions.withdrawing import withdraw
from tamio.commerce.withdrawals.deciding import accept
from tests.commerce.subscriptions.making import (
    BY,
    at,
    customer_of,
    day,
    invoices_of,
    net_store,
    plan_of,
    read,
    run,
    spans_of,
    subscribe,
)
from tests.commerce.withdrawals.declaring import declared
from tests.factories import company_buyer

pytestmark = pytest.mark.django_db


def quit_it(subscription: Subscription, on: str, **how: Any) -> Subscription:
    cancel(subscription=subscription, by="customer", now=at(on), **how)
    return read(subscription)


def notes_of(subscription: Subscription) -> list[Decimal]:
    notes = CreditNote.objects.filter(invoice__in=invoices_of(subscription)).order_by("pk")
    return [note.net for note in notes]


def test_cancelled_it_runs_out_with_its_period() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-31")
    found = quit_it(subscription, "2026-02-10")
    assert (found.status, found.cancel_on) == (Status.ACTIVE, day("2026-02-28"))
    assert run("2026-02-28", store=store).ended == 1
    assert read(subscription).status == Status.CANCELLED
    assert run("2026-12-31", store=store).done == 0
    assert (len(invoices_of(subscription)), notes_of(subscription)) == (1, [])


def test_cancelled_at_once_the_unused_days_are_given_back_by_a_credit_note() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00"), "2026-01-01")
    found = quit_it(subscription, "2026-01-11", at_once=True)
    assert (found.status, found.next_invoice_on) == (Status.CANCELLED, None)
    assert notes_of(subscription) == [-210]


def test_at_once_and_nothing_given_back_where_the_store_says_so() -> None:
    subscription = subscribe(plan_of(net_store(), "310.00"), "2026-01-01")
    quit_it(subscription, "2026-01-11", at_once=True, credits_unused=False)
    assert notes_of(subscription) == []


@pytest.mark.parametrize("state", ["trialing", "active", "past_due", "unpaid", "paused", "pending"])
@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("open_invoices", list(Open))
def test_from_every_state_it_can_be_cancelled_and_bills_nothing_more(
    state: str, at_once: bool, open_invoices: Open
) -> None:
    store = net_store()
    terms: dict[str, Any] = {"trial_days": 20} if state == "trialing" else {}
    starts: dict[str, Any] = {"starts_on": day("2026-01-20")} if state == "pending" else {}
    subscription = subscribe(plan_of(store, "310.00", **terms), "2026-01-01", **starts)
    if state in {"past_due", "unpaid"}:
        fall_behind(subscription=subscription, by="tamio", now=at("2026-01-05"))
    if state == "unpaid":
        give_up(subscription=subscription, by="tamio", now=at("2026-01-06"))
    if state == "paused":
        pause(subscription=subscription, by=BY, now=at("2026-01-05"), at_once=True)
    assert read(subscription).status == state
    billed = len(invoices_of(subscription))
    quit_it(subscription, "2026-01-11", at_once=at_once, open_invoices=open_invoices)
    run("2026-06-01", store=store)
    assert read(subscription).status == Status.CANCELLED
    assert len(invoices_of(subscription)) == billed
    owed = sum(each.payments.get().due for each in invoices_of(subscription))
    if open_invoices is Open.VOID:
        assert owed == 0


def test_a_paid_invoice_is_not_voided() -> None:
    subscription = subscribe(plan_of(net_store(), "310.00"), "2026-01-01")
    (invoice,) = invoices_of(subscription)
    money = Money(amount=invoice.total, currency="SEK", means=Means.BANK, paid_on=day("2026-01-05"))
    receive(invoice=invoice, money=money, by=BY, now=at("2026-01-05"))
    quit_it(subscription, "2026-01-11", open_invoices=Open.VOID)
    assert notes_of(subscription) == []


def test_a_cancellation_that_is_taken_back_is_renewed() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-31")
    quit_it(subscription, "2026-02-10")
    uncancel(subscription=subscription, by=BY, now=at("2026-02-11"))
    assert run("2026-02-28", store=store).billed == 1


def test_cancelling_drops_a_planned_pause_and_taking_it_back_renews() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-31")
    pause(subscription=subscription, by=BY, now=at("2026-02-05"), until=day("2026-04-01"))
    quit_it(subscription, "2026-02-10")
    uncancel(subscription=subscription, by=BY, now=at("2026-02-11"))
    assert run("2026-02-28", store=store).billed == 1
    assert read(subscription).status == Status.ACTIVE


def test_what_is_cancelled_cannot_be_paused() -> None:
    subscription = subscribe(plan_of(net_store()), "2026-01-31")
    quit_it(subscription, "2026-02-10")
    with pytest.raises(ValidationError, match="Take the cancellation back"):
        pause(subscription=subscription, by=BY, now=at("2026-02-11"))


def test_cancelled_in_the_moment_after_the_trial_it_runs_out_with_the_first_period() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, trial_days=14), "2026-01-01")
    run("2026-01-15", store=store)
    assert quit_it(subscription, "2026-01-15").cancel_on == day("2026-02-15")
    other = subscribe(plan_of(store, trial_days=14), "2026-01-01")
    assert quit_it(other, "2026-01-15").cancel_on == day("2026-01-15")
    run("2026-01-15", store=store)
    assert invoices_of(other) == []


def test_a_minimum_term_and_notice_are_kept_unless_the_store_lets_go() -> None:
    store = net_store()
    bound = subscribe(plan_of(store, min_cycles=3), "2026-01-31")
    with pytest.raises(ValidationError, match="2026-04-30"):
        quit_it(bound, "2026-02-10", at_once=True)
    assert quit_it(bound, "2026-02-10").cancel_on == day("2026-04-30")
    run("2026-12-31", store=store)
    assert len(spans_of(bound)) == 3
    noticed = subscribe(plan_of(store, notice_days=30), "2026-01-31")
    assert quit_it(noticed, "2026-02-10").cancel_on == day("2026-03-31")
    free = subscribe(plan_of(store, min_cycles=12), "2026-01-31")
    assert quit_it(free, "2026-02-10", binding=False).cancel_on == day("2026-02-28")


def test_cancelled_once_more_it_ends_no_later() -> None:
    store = net_store()
    noticed = subscribe(plan_of(store, notice_days=30), "2026-01-01")
    assert quit_it(noticed, "2026-01-10").cancel_on == day("2026-03-01")
    run("2026-02-01", store=store)
    assert quit_it(noticed, "2026-02-05").cancel_on == day("2026-03-01")


def test_what_waits_when_it_ends_is_given_back_on_the_invoices_that_charged_it() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "499.00"), "2026-01-01")
    line = subscription.lines.get()
    wish = Wish(line=line, version=plan_of(store, "199.00").current)
    change(subscription=subscription, wishes=[wish], by=BY, now=at("2026-01-11"), when=When.NOW)
    quit_it(subscription, "2026-01-21")
    run("2026-02-01", store=store)
    total = sum(each.net for each in invoices_of(subscription)) + sum(notes_of(subscription))
    assert total == Decimal(499) - Decimal("338.03") + Decimal("134.81")
    assert all(each.net >= 0 for each in invoices_of(subscription))


def test_goods_that_were_sent_are_not_given_back_when_it_ends() -> None:
    subscription = subscribe(plan_of(net_store(), item_type=ItemType.PHYSICAL), "2026-01-01")
    quit_it(subscription, "2026-01-11", at_once=True)
    assert notes_of(subscription) == []


def test_within_fourteen_days_a_consumer_withdraws_and_has_everything_back() -> None:
    subscription = subscribe(plan_of(net_store(), "310.00", setup_fee=Decimal(100)), "2026-01-01")
    withdraw(subscription=subscription, by="customer", now=at("2026-01-11"), pays_for_used=False)
    assert read(subscription).status == Status.CANCELLED
    assert notes_of(subscription) == [-410]


def test_who_asked_for_a_service_at_once_pays_for_the_days_they_had() -> None:
    subscription = subscribe(plan_of(net_store(), "310.00"), "2026-01-01")
    withdraw(subscription=subscription, by="customer", now=at("2026-01-11"), pays_for_used=True)
    assert notes_of(subscription) == [-210]


def test_days_of_a_pause_were_not_had_and_are_not_paid_by_who_withdraws() -> None:
    subscription = subscribe(plan_of(net_store(), "310.00"), "2026-01-01")
    pause(subscription=subscription, by=BY, now=at("2026-01-05"), at_once=True)
    withdraw(subscription=subscription, by="customer", now=at("2026-01-12"), pays_for_used=True)
    assert notes_of(subscription) == [-270]


def test_a_company_cannot_withdraw() -> None:
    store = net_store()
    company = customer_of(store, company_buyer())
    subscription = subscribe(plan_of(store), "2026-01-01", customer=company)
    with pytest.raises(ValidationError, match="Only a private person"):
        withdraw(subscription=subscription, by=BY, now=at("2026-01-11"), pays_for_used=False)


def test_after_a_trial_of_a_month_the_time_to_withdraw_is_out() -> None:
    subscription = subscribe(plan_of(net_store(), trial_days=30), "2026-01-01")
    with pytest.raises(ValidationError, match="14 days are over"):
        withdraw(subscription=subscription, by=BY, now=at("2026-01-30"), pays_for_used=False)


def test_what_is_over_cannot_be_cancelled_again() -> None:
    subscription = subscribe(plan_of(net_store()), "2026-01-01")
    quit_it(subscription, "2026-01-11", at_once=True)
    with pytest.raises(ValidationError, match="over"):
        quit_it(subscription, "2026-01-12")


def test_one_that_is_late_is_renewed_and_recovers_and_one_given_up_starts_anew() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-31")
    assert fall_behind(subscription=subscription, by="tamio", now=at("2026-02-10"))
    assert run("2026-02-28", store=store).billed == 1
    assert recover(subscription=subscription, by="tamio", now=at("2026-03-01"))
    assert read(subscription).status == Status.ACTIVE
    assert give_up(subscription=subscription, by="tamio", now=at("2026-03-02"))
    assert run("2026-06-01", store=store).billed == 0
    assert recover(subscription=subscription, by="tamio", now=at("2026-06-10"))
    assert spans_of(subscription)[-1] == ("2026-06-10", "2026-07-10")


@pytest.mark.parametrize(("credited", "rest"), [("199.00", "-261.29"), ("173.32", "-213.00")])
def test_a_withdrawal_takes_back_what_a_change_has_cost_since(credited: str, rest: str) -> None:
    """199 for January, 499 from the 5th, withdrawn on the 8th: all of it, or but the days had."""
    store = net_store()
    subscription = subscribe(plan_of(store, "199.00"), "2026-01-01")
    wish = Wish(line=subscription.lines.get(), version=plan_of(store, "499.00").current)
    change(subscription=subscription, wishes=[wish], by=BY, now=at("2026-01-05"))
    first, second = invoices_of(subscription)
    withdrawal = declared(first)
    with transaction.atomic():
        part = CreditPart(position=1, amount=Decimal(credited))
        given = credit(invoice=first, parts=[part], reason="Ånger", by=BY, now=at("2026-01-08"))
        accept(withdrawal=withdrawal, note=given, by=BY, now=at("2026-01-08"))
    assert read(subscription).status == Status.CANCELLED
    assert sum(note.net for note in second.credit_notes.all()) == Decimal(rest)


def test_a_withdrawal_that_the_store_accepts_ends_what_it_is_about() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-01")
    (invoice,) = invoices_of(subscription)
    withdrawal = declared(invoice)
    with transaction.atomic():
        given = credit_all(invoice=invoice, reason="Ånger", by=BY, now=at("2026-01-05"))
        accept(withdrawal=withdrawal, note=given, by=BY, now=at("2026-01-05"))
    assert read(subscription).status == Status.CANCELLED
    assert notes_of(subscription) == [Decimal("-199.00")]
    assert run("2026-06-01", store=store).done == 0
    assert subscription.events.filter(what="withdrawn").count() == 1
