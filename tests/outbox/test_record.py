from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from tamio.outbox.destinations import declared
from tamio.outbox.drain import drain_due
from tamio.outbox.errors import NotInTransaction
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.record import record
from tamio.outbox.states import Priority, State
from tests.factories import NOW, make_store
from tests.outbox.far_side import DESTINATION, FarSide
from tests.outbox.rows import recorded, whats


@pytest.mark.django_db
def test_a_fact_becomes_one_waiting_delivery_due_at_once(far_side: FarSide) -> None:
    delivery = recorded(subject_id=7)

    assert (delivery.state, delivery.subject_id) == (State.WAITING, 7)
    assert delivery.due_at == delivery.recorded_at == NOW
    assert whats(delivery) == ["recorded"]


@pytest.mark.django_db
def test_no_foreign_code_runs_while_recording(far_side: FarSide) -> None:
    recorded()

    assert far_side.calls == []


@pytest.mark.django_db
def test_the_same_fact_again_is_the_same_delivery(far_side: FarSide) -> None:
    store = make_store()
    first = recorded(store=store)

    assert recorded(store=store) == first
    assert whats(first) == ["recorded"]


@pytest.mark.django_db
def test_a_kind_that_nobody_hears_is_not_recorded(far_side: FarSide) -> None:
    with transaction.atomic():
        made = record(kind="thing.ignored", store_id=make_store().pk, subject_id=1, now=NOW)

    assert made == []
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_every_destination_that_hears_it_gets_a_delivery_in_a_lane_of_its_own(
    far_side: FarSide,
) -> None:
    store = make_store()
    with declared(replace(DESTINATION, name="mail")), transaction.atomic():
        made = record(kind="thing.happened", store_id=store.pk, subject_id=1, now=NOW)

    assert {delivery.destination for delivery in made} >= {"far", "mail"}
    assert Lane.objects.filter(store=store).count() == len(made)


@pytest.mark.django_db
def test_who_hears_of_it_later_gets_what_the_others_have(far_side: FarSide) -> None:
    store = make_store()
    before = recorded(store=store)
    with declared(replace(DESTINATION, name="mail")), transaction.atomic():
        made = record(kind="thing.happened", store_id=store.pk, subject_id=1, now=NOW)

    assert before in made
    assert {whats(each)[0] for each in made} == {"recorded"}
    assert Delivery.objects.count() == len(made)


@pytest.mark.django_db
def test_a_new_lane_starts_as_its_destination_declares() -> None:
    with declared(replace(DESTINATION, starts_closed="not-connected")):
        closed = recorded().lane
    with declared(DESTINATION):
        opened = recorded(subject_id=2).lane

    assert (closed.closed_reason, closed.closed_at) == ("not-connected", NOW)
    assert opened.is_open


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("priority", "rests"), [(Priority.CLICK, 0), (Priority.SALE, 2), (Priority.BACKFILL, 2)]
)
def test_a_destination_may_hear_a_little_later_except_of_what_was_clicked_for(
    far_side: FarSide, priority: Priority, rests: int
) -> None:
    a_little = timedelta(seconds=2)
    with declared(replace(DESTINATION, after=a_little)):
        delivery = recorded(priority=priority)
        assert delivery.due_at == NOW + timedelta(seconds=rests)
        drain_due(clock=lambda: NOW)
        assert far_side.calls == ([] if rests else [delivery.subject_id])
        drain_due(clock=lambda: NOW + a_little)
        assert far_side.calls == [delivery.subject_id]


@pytest.mark.django_db
def test_the_recorder_says_how_urgent_it_is(far_side: FarSide) -> None:
    assert recorded(priority=Priority.BACKFILL).priority == Priority.BACKFILL


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused(far_side: FarSide) -> None:
    with pytest.raises(NotInTransaction, match=r"thing\.happened 1"):
        record(kind="thing.happened", store_id=1, subject_id=1, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_sale_that_is_rolled_back_leaves_nothing_to_deliver(far_side: FarSide) -> None:
    store = make_store()
    with transaction.atomic():
        recorded(store=store)
        transaction.set_rollback(True)

    assert not Delivery.objects.exists()
