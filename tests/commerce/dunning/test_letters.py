"""Letters about late payments: one a customer and day, of all that is late, looked at anew."""

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.dunning.models import Act, Case, Track, Why
from tamio.commerce.dunning.running import act_due
from tamio.commerce.dunning.tracks import save_tracks, steps_of
from tamio.commerce.letters.facts import paying_of
from tamio.commerce.letters.models import Reminder
from tamio.commerce.letters.reminding import remind
from tamio.commerce.payments.receiving import receive
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.models import Status
from tamio.commerce.subscriptions.running import renew_due
from tests.commerce.dunning.making import (
    HARD,
    by_card,
    by_invoice,
    letters,
    pass_days,
    work,
)
from tests.commerce.letters.writing import settings_for
from tests.commerce.payments.paying import money
from tests.commerce.subscriptions.making import at, day, invoices_of, run
from tests.factories import buyer, make_invoice

pytestmark = pytest.mark.django_db


def test_an_invoice_is_reminded_of_after_5_and_15_days_and_then_given_up(store: Store) -> None:
    subscriber = by_invoice(store)
    pass_days("2026-01-31", "2026-02-05", store=store, renews=False)
    (first,) = letters(store)
    due = subscriber.renewal.payments.get().due_date
    assert (store.date_of(first.queued_at) - due).days == 5
    assert subscriber.status == Status.PAST_DUE
    pass_days("2026-02-06", "2026-02-16", store=store, renews=False)
    assert [(store.date_of(each.queued_at) - due).days for each in letters(store)] == [5, 15]
    pass_days("2026-02-17", "2026-03-02", store=store, renews=False)
    assert len(letters(store)) == 2
    assert subscriber.case.why == Why.GIVEN_UP
    assert subscriber.status == Status.UNPAID


def test_two_overdue_invoices_are_one_letter(store: Store) -> None:
    one = by_invoice(store)
    two = by_invoice(store, customer=one.customer)
    pass_days("2026-02-05", "2026-02-05", store=store, renews=False)
    (letter,) = letters(store)
    for each in (one, two):
        assert each.renewal.payments.get().reference in letter.text
    assert Reminder.objects.count() == 2


def test_a_failed_card_and_an_overdue_invoice_are_one_letter(store: Store) -> None:
    billed = by_invoice(store)
    run("2026-01-01", store=store)
    failed = by_card(store, HARD, customer=billed.customer)
    pass_days("2026-02-05", "2026-02-05", store=store)
    (letter,) = letters(store)
    for each in (invoices_of(billed.subscription)[0], failed.renewal):
        assert each.payments.get().reference in letter.text


def test_another_overdue_order_is_in_the_same_letter(store: Store) -> None:
    settings_for(store, sends_reminders=True, reminds_from_date=day("2026-01-01"))
    by_invoice(store)
    order = make_invoice(store=store, now=at("2026-01-01"))
    pass_days("2026-02-05", "2026-02-05", store=store, renews=False)
    (letter,) = letters(store)
    assert order.payments.get().reference in letter.text
    remind(lambda: at("2026-02-05", 12))
    remind(lambda: at("2026-02-06", 12))
    assert len(letters(store)) == 1


def test_the_other_reminders_leave_invoices_of_subscriptions_alone(store: Store) -> None:
    settings_for(store, sends_reminders=True, reminds_from_date=day("2026-01-01"))
    by_invoice(store)
    remind(lambda: at("2026-02-05", 12))
    assert letters(store) == []


def test_who_was_written_to_today_is_written_to_tomorrow(store: Store) -> None:
    settings_for(store, sends_reminders=True, reminds_from_date=day("2026-01-01"))
    subscriber = by_invoice(store)
    make_invoice(store=store, now=at("2026-01-01"), buyer_details=buyer())
    remind(lambda: at("2026-02-05", 9))
    assert len(letters(store)) == 1
    act_due(now=at("2026-02-05", 10), stores=[store])
    assert len(letters(store)) == 1
    act_due(now=at("2026-02-06", 10), stores=[store])
    assert len(letters(store)) == 2
    assert subscriber.case.done_days == 5


def test_a_payment_just_before_stops_the_letter(store: Store) -> None:
    subscriber = by_invoice(store)
    paid = money("199.00", paid_on=day("2026-02-05"))
    receive(invoice=subscriber.renewal, money=paid, by="x", now=at("2026-02-05", 8))
    Case.objects.update(closed_at=None, why="", next_action_at=at("2026-02-05", 8))
    act_due(now=at("2026-02-05", 9), stores=[store])
    assert letters(store) == []
    assert subscriber.case.why == Why.PAID


def test_a_cancelled_one_is_left_out_of_the_letter_of_another(store: Store) -> None:
    one = by_invoice(store)
    two = by_invoice(store, customer=one.customer)
    cancel(subscription=one.subscription, by="customer", now=at("2026-01-20"))
    pass_days("2026-02-05", "2026-02-05", store=store, renews=False)
    (letter,) = letters(store)
    assert one.renewal.payments.get().reference not in letter.text
    assert two.renewal.payments.get().reference in letter.text


def test_a_store_changes_its_tracks(store: Store) -> None:
    plans = {track: [(each.after_days, Act(each.act)) for each in steps]
             for track, steps in steps_of(store).items()}  # fmt: skip
    plans[Track.INVOICE] = [(2, Act.MAIL), (3, Act.LEAVE)]
    save_tracks(store=store, plans=plans, by="x", now=at("2026-01-01"))
    subscriber = by_invoice(store)
    pass_days("2026-02-01", "2026-02-04", store=store, renews=False)
    assert len(letters(store)) == 1
    assert subscriber.status == Status.PAST_DUE
    assert subscriber.case.why == Why.GIVEN_UP


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ([], "from 1 to"),
        ([(1, Act.MAIL)], "last step"),
        ([(1, Act.UNPAID), (2, Act.LEAVE)], "last step"),
        ([(1, Act.MAIL), (1, Act.LEAVE)], "on one day"),
        ([(1, Act.TRY), (2, Act.LEAVE)], "where it may work later"),
        ([(1, Act.MAIL), (900, Act.LEAVE)], "days from 0"),
    ],
)
def test_a_track_that_makes_no_sense_is_refused(
    store: Store, plan: list[tuple[int, Act]], said: str
) -> None:
    plans = {track: [(1, Act.LEAVE)] for track in Track} | {Track.INVOICE: plan}
    with pytest.raises(ValidationError) as refused:
        save_tracks(store=store, plans=plans, by="x", now=at("2026-01-01"))
    assert said in refused.value.message_dict["invoice"][0]


def test_a_renewals_letter_asks_for_nothing_while_the_card_is_drawn_from(store: Store) -> None:
    subscriber = by_card(store, HARD)
    renew_due(now=at("2026-02-01"), stores=[store])
    assert paying_of(subscriber.renewal) is None
    work(at("2026-02-01"))
    owed = paying_of(subscriber.renewal)
    assert owed is not None
    assert owed.amount == 199
