"""A moved clock: days pass in order, each once, and only for the store that it is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tamio.commerce.audit.models import Change
from tamio.commerce.dunning.models import Case
from tamio.commerce.payments.models import Method
from tamio.commerce.sandbox import moving
from tamio.commerce.sandbox.asking import stop
from tamio.commerce.sandbox.models import ClockMove
from tamio.commerce.sandbox.moving import Mover, Stand, go_on
from tamio.commerce.stores.clock import in_time_of
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Collection, PriceNotice, Subscription
from tamio.commerce.subscriptions.running import renew_due
from tamio.outbox.lease import machine_now
from tamio.outbox.models import Delivery
from tamio.store_clock import now, running_ahead
from tests.commerce.dunning.making import SOFT, by_card, leave_card, letters, work
from tests.commerce.sandbox.making import WORLD, asked, moved, mover, today, world
from tests.commerce.subscriptions.making import (
    BY,
    customer_of,
    invoices_of,
    plan_of,
    spans_of,
    subscribe,
)
from tests.commerce.subscriptions.repricing.making import changed
from tests.factories import make_store

pytestmark = pytest.mark.django_db


def dates_of(subscription: Subscription) -> list[str]:
    return [f"{each.invoice_date}" for each in invoices_of(subscription)]


def test_each_renewal_has_its_own_day_as_if_one_had_waited_for_it(store: Store) -> None:
    subscription = subscribe(plan_of(store), on="2026-01-15")
    assert moved(store, "2026-03-15") is Stand.THERE
    assert today(store).isoformat() == "2026-03-15"
    assert dates_of(subscription) == ["2026-01-15", "2026-02-15", "2026-03-15"]
    assert spans_of(subscription)[-1] == ("2026-03-15", "2026-04-15")


def test_what_is_late_is_followed_up_on_its_days_between_the_renewals(store: Store) -> None:
    subscription = subscribe(plan_of(store), on="2026-01-15")
    moved(store, "2026-03-20")
    first = invoices_of(subscription)[0]
    due = first.payments.get().due_date
    written = [store.date_of(each.queued_at) for each in letters(store)]
    assert written[:2] == [due + timedelta(days=5), due + timedelta(days=15)]
    assert Case.objects.get(invoice=first).since == due


def test_a_card_is_drawn_from_on_its_day_and_the_next_day_waits_for_the_answer(
    store: Store,
) -> None:
    leave_card(customer_of(store), now=WORLD)
    subscription = subscribe(
        plan_of(store), on="2026-01-15", method=Method.TEST, collection=Collection.AUTOMATIC
    )
    work(WORLD)
    move = asked(store, "2026-03-20")
    assert go_on(move, mover()) is Stand.WAITS
    assert today(store).isoformat() == "2026-02-15"
    work(WORLD + timedelta(seconds=10))
    assert go_on(move, mover()) is Stand.WAITS
    assert today(store).isoformat() == "2026-03-15"
    work(WORLD + timedelta(seconds=20))
    assert go_on(move, mover()) is Stand.THERE
    paid = [each.receipts.get().paid_on.isoformat() for each in invoices_of(subscription)[1:]]
    assert paid == ["2026-02-15", "2026-03-15"]


def test_a_card_that_does_not_answer_holds_the_clock_for_a_while_and_not_for_ever(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_card(customer_of(store), now=WORLD)
    subscribe(plan_of(store), on="2026-01-15", method=Method.TEST,
              collection=Collection.AUTOMATIC)  # fmt: skip
    work(WORLD)
    move = asked(store, "2026-02-20")
    assert go_on(move, mover()) is Stand.WAITS
    later = machine_now() + timedelta(minutes=2)
    monkeypatch.setattr(moving, "machine_now", lambda: later)
    move.refresh_from_db()
    assert go_on(move, mover()) is Stand.THERE


def test_other_stores_stay_where_they_are(store: Store) -> None:
    other = make_store()
    subscription = subscribe(plan_of(other), on="2026-01-15")
    moved(store, "2026-06-01")
    assert today(other) == WORLD.date()
    renew_due(now=WORLD)
    assert dates_of(subscription) == ["2026-01-15"]


def test_the_worker_renews_a_moved_store_by_its_own_day(store: Store) -> None:
    moved(store, "2026-04-20")
    with in_time_of(store):
        subscription = subscribe(plan_of(store), on="2026-04-20")
    store.clock_ahead += timedelta(days=31)
    store.save()
    assert renew_due(now=WORLD).billed == 1
    assert dates_of(subscription)[-1] == "2026-05-21"


def test_a_new_price_is_told_and_holds_by_the_day_of_the_store(store: Store) -> None:
    plan = plan_of(store)
    subscription = subscribe(plan, on="2026-01-15")
    moved(store, "2026-02-01")
    changed(plan, "219.00", on="2026-02-01", applies_from="2026-03-10")
    moved(store, "2026-03-15")
    notice = PriceNotice.objects.get(subscription=subscription)
    assert store.date_of(notice.at).isoformat() == "2026-02-01"
    assert [(each.invoice_date, each.total) for each in invoices_of(subscription)][-2:] == [
        (date(2026, 2, 15), Decimal("199.00")), (date(2026, 3, 15), Decimal("219.00")),
    ]  # fmt: skip


def test_left_anywhere_it_goes_on_there_and_does_nothing_twice(store: Store) -> None:
    subscription = subscribe(plan_of(store), on="2026-01-15")
    move = asked(store, "2026-03-15")
    stands = [
        go_on(move, Mover(owner=f"{day}", clock=world, stopping=lambda: True)) for day in range(3)
    ]
    assert stands == [Stand.ON_ITS_WAY] * 3
    assert today(store) == WORLD.date()
    assert go_on(move, mover()) is Stand.THERE
    assert go_on(move, mover()) is Stand.ELSEWHERE
    assert len(dates_of(subscription)) == 3


def test_who_dies_in_the_middle_of_a_day_leaves_that_day_to_be_done(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the clock and the renewals of its new day: these still get that day's date."""
    subscription = subscribe(plan_of(store), on="2026-01-15")
    move = asked(store, "2026-02-20")
    renew = renew_due

    def dies(**given: object) -> object:
        if today(store).isoformat() == "2026-02-15":
            raise KeyboardInterrupt
        return renew(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(moving, "renew_due", dies)
    with pytest.raises(KeyboardInterrupt):
        go_on(move, mover())
    monkeypatch.setattr(moving, "renew_due", renew)
    assert dates_of(subscription) == ["2026-01-15"]
    assert go_on(move, mover()) is Stand.THERE
    assert dates_of(subscription) == ["2026-01-15", "2026-02-15"]


def test_two_at_once_do_not_move_the_same_clock(store: Store) -> None:
    move = asked(store, "2026-02-20")
    ClockMove.objects.update(owner="another", leased_until=machine_now() + timedelta(minutes=1))
    assert go_on(move, mover()) is Stand.ELSEWHERE
    assert today(store) == WORLD.date()
    ClockMove.objects.update(leased_until=machine_now() - timedelta(minutes=1))
    assert go_on(move, mover()) is Stand.THERE


def test_stopped_it_stays_where_it_has_got_to(store: Store) -> None:
    move = asked(store, "2026-04-20")

    def told(at_work: Store) -> None:
        if today(at_work).isoformat() == "2026-02-01":
            assert stop(store=at_work, by=BY, now=WORLD)

    stopped = go_on(move, Mover(owner="mia", clock=world, told=told))
    assert (stopped, today(store).isoformat()) == (Stand.ELSEWHERE, "2026-02-01")
    move.refresh_from_db()
    assert f"{move.stopped_on}" == "2026-02-01"
    assert not stop(store=store, by=BY, now=WORLD)


def test_the_audit_trail_and_the_outbox_keep_the_time_of_the_world(store: Store) -> None:
    """A renewal of April is sent today: else it would wait until April has come."""
    subscribe(plan_of(store, on="2026-01-15"), on="2026-01-15")
    moved(store, "2026-04-20")
    assert Delivery.objects.latest("pk").recorded_at <= WORLD
    assert not Delivery.objects.filter(due_at__gt=WORLD + timedelta(minutes=1)).exists()
    assert not Change.objects.filter(at__gt=WORLD).exists()


def test_a_store_in_summer_time_is_passed_at_its_own_noon(store: Store) -> None:
    """29 March 2026 has 23 hours in Stockholm."""
    moved(store, "2026-03-30")
    assert (WORLD + store.clock_ahead).isoformat() == "2026-03-30T10:00:00+00:00"


def test_a_store_s_time_ends_with_the_work_for_it() -> None:
    with running_ahead(timedelta(days=2)):
        assert now() == WORLD + timedelta(days=2)
    assert now() == WORLD


def test_a_declined_card_is_tried_again_on_the_days_of_its_track(store: Store) -> None:
    subscriber = by_card(store, SOFT)
    move = asked(store, "2026-02-08")
    drawn: list[str] = []
    while go_on(move, mover()) is Stand.WAITS and len(drawn) < 9:
        drawn.append(today(store).isoformat())
        work(WORLD + timedelta(seconds=len(drawn)))
    assert drawn == ["2026-02-01", "2026-02-02", "2026-02-04", "2026-02-06", "2026-02-08"]
    assert subscriber.status == "past_due"
