"""How documents get into the lane: a few at a time, once each, whatever happens in between."""

from datetime import timedelta
from typing import Any

import pytest

from tamio.commerce.audit.models import Change
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import BackfillDocument, Connection, OrderLink, Settings
from tamio.fortnox.sync.backfill import feeding, steering
from tamio.fortnox.sync.backfill.feeding import feed_due, step
from tamio.fortnox.sync.backfill.steering import NotNow
from tamio.outbox.models import Delivery, DeliveryEvent
from tamio.outbox.states import Priority, State
from tests.factories import NOW, make_invoice
from tests.fortnox.backfill.conftest import (
    PERSON,
    again,
    before_fortnox,
    begun,
    fed,
    state_of,
    unrecorded,
    way_of,
)
from tests.fortnox.pages import rows


def waiting() -> int:
    return Delivery.objects.filter(state=State.WAITING, priority=Priority.BACKFILL).count()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three in the lane at once, two looked at in a step."""
    monkeypatch.setattr(feeding, "WINDOW", 3)
    monkeypatch.setattr(feeding, "BATCH", 2)


def arrived(count: int) -> None:
    """So many of those in the lane are in Fortnox now."""
    first = Delivery.objects.filter(state=State.WAITING).order_by("pk")[:count]
    Delivery.objects.filter(pk__in=list(first.values_list("pk", flat=True))).update(
        state=State.SUBMITTED, due_at=None, settled_at=NOW
    )


def test_starting_records_nothing_by_itself(shop: Store) -> None:
    (invoice,) = unrecorded(shop)
    begun(shop)
    assert way_of(invoice) is None


def test_what_is_taken_goes_after_everything_else_and_says_who_wanted_it(shop: Store) -> None:
    (new,) = unrecorded(shop)
    held = make_invoice(store=shop)
    rows.put(held, State.HELD, reason="manual")
    fed(shop)
    for invoice, what in ((new, "recorded"), (held, "released")):
        way = way_of(invoice)
        assert way is not None
        assert (way.state, way.priority, way.reason) == ("waiting", Priority.BACKFILL, "")
        last = way.events.order_by("-pk").first()
        assert last is not None
        assert (last.what, last.by) == (what, PERSON)


@pytest.mark.usefixtures("small")
def test_no_more_than_a_few_are_in_the_lane_at_once(shop: Store) -> None:
    unrecorded(shop, 8)
    backfill = fed(shop)
    assert waiting() == 3
    arrived(2)
    feed_due(lambda: NOW)
    assert waiting() == 3
    assert backfill.documents.count() == 5


@pytest.mark.usefixtures("small")
def test_what_stops_every_document_stops_the_backfill_after_a_few(shop: Store) -> None:
    unrecorded(shop, 8)
    backfill = fed(shop)
    for way in Delivery.objects.filter(state=State.WAITING):
        Delivery.objects.filter(pk=way.pk).update(
            state=State.REJECTED, due_at=None, problem=rows.problem().as_json(answer="rejected")
        )
    feed_due(lambda: NOW)
    assert (waiting(), backfill.documents.count()) == (0, 3)
    assert again(backfill).is_open


@pytest.mark.usefixtures("small")
def test_it_is_finished_when_nothing_goes_on_by_itself(shop: Store) -> None:
    unrecorded(shop, 4)
    backfill = fed(shop)
    for _ in range(4):
        assert again(backfill).finished_at is None
        arrived(1)
        feed_due(lambda: NOW)
    assert again(backfill).finished_at == NOW
    assert Delivery.objects.filter(state=State.SUBMITTED).count() == 4


@pytest.mark.usefixtures("small")
def test_what_was_passed_over_is_counted_once_and_by_why(shop: Store) -> None:
    rows.put(make_invoice(store=shop), State.SUBMITTED)
    unrecorded(shop, 2)
    rows.put(make_invoice(store=shop), State.SKIPPED, reason="Testköp")
    backfill = fed(shop)
    feed_due(lambda: NOW)
    assert again(backfill).left_out == {"there": 1, "skipped": 1}


@pytest.mark.usefixtures("small")
def test_a_step_that_dies_leaves_nothing_behind_and_is_made_again(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoices = unrecorded(shop, 4)
    backfill = begun(shop)
    assert step(backfill.pk, store_id=shop.pk, now=NOW)
    kept = BackfillDocument.objects.bulk_create

    def dies(*args: Any, **options: Any) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(BackfillDocument.objects, "bulk_create", dies)
    with pytest.raises(RuntimeError):
        step(backfill.pk, store_id=shop.pk, now=NOW)
    assert Delivery.objects.count() == BackfillDocument.objects.count() == 2
    monkeypatch.setattr(BackfillDocument.objects, "bulk_create", kept)
    for _ in range(3):
        arrived(4)
        feed_due(lambda: NOW)
    assert [state_of(each) for each in invoices] == ["submitted"] * 4
    assert BackfillDocument.objects.count() == 4


def test_feeding_again_changes_nothing(shop: Store) -> None:
    unrecorded(shop, 3)
    fed(shop)
    before = (Delivery.objects.count(), DeliveryEvent.objects.count())
    feed_due(lambda: NOW)
    assert (Delivery.objects.count(), DeliveryEvent.objects.count()) == before


def test_what_is_sold_after_it_was_started_is_not_in_it(shop: Store) -> None:
    unrecorded(shop)
    backfill = begun(shop)
    (later,) = unrecorded(shop)
    feed_due(lambda: NOW)
    assert way_of(later) is None
    assert backfill.documents.count() == 1


def test_nothing_is_put_into_a_closed_lane(shop: Store) -> None:
    (invoice,) = unrecorded(shop)
    rows.close_lane(shop)
    backfill = fed(shop)
    assert way_of(invoice) is None
    assert again(backfill).runs


def test_in_another_company_it_is_stopped(shop: Store) -> None:
    (invoice,) = unrecorded(shop)
    backfill = begun(shop)
    Connection.objects.update(tenant_id="910002")
    feed_due(lambda: NOW)
    assert way_of(invoice) is None
    assert again(backfill).stopped_by == "tamio"


@pytest.mark.usefixtures("small")
def test_a_pause_takes_back_what_waits_and_puts_nothing_in(shop: Store) -> None:
    invoices = unrecorded(shop, 6)
    backfill = fed(shop)
    steering.pause(backfill, now=NOW, by=PERSON)
    feed_due(lambda: NOW)
    assert [state_of(each) for each in invoices] == ["held"] * 3 + [""] * 3
    assert waiting() == 0
    steering.resume(backfill, now=NOW, by=PERSON)
    feed_due(lambda: NOW)
    assert [state_of(each) for each in invoices] == ["waiting"] * 3 + [""] * 3


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("paused_first", [False, True])
def test_a_stop_takes_back_what_waits_and_another_takes_it_up(
    shop: Store, *, paused_first: bool
) -> None:
    invoices = unrecorded(shop, 5)
    backfill = fed(shop)
    arrived(1)
    if paused_first:
        steering.pause(backfill, now=NOW, by=PERSON)
    steering.stop(backfill, now=NOW, by=PERSON)
    feed_due(lambda: NOW)
    assert [state_of(each) for each in invoices] == ["submitted", "held", "held", "", ""]
    held = way_of(invoices[1])
    assert held is not None
    assert held.reason == "backfill-stopped"
    another = fed(shop)
    for _ in range(3):
        arrived(3)
        feed_due(lambda: NOW)
    assert {state_of(each) for each in invoices} == {"submitted"}
    assert another.documents.count() == 4


def test_what_is_in_a_workers_hands_or_in_doubt_is_left_to_its_end(shop: Store) -> None:
    sending, doubted, waits = unrecorded(shop, 3)
    backfill = fed(shop)
    Delivery.objects.filter(subject_id=sending.pk).update(state=State.SENDING)
    rows.link(doubted, order_number="", linked_at=None)
    steering.stop(backfill, now=NOW, by=PERSON)
    states = [state_of(each) for each in (sending, doubted, waits)]
    assert states == ["sending", "waiting", "held"]
    assert OrderLink.objects.filter(order_number="").exists()


def test_each_act_is_possible_only_where_it_makes_sense(shop: Store) -> None:
    unrecorded(shop)
    backfill = begun(shop)
    with pytest.raises(NotNow):
        steering.resume(backfill, now=NOW, by=PERSON)
    steering.pause(backfill, now=NOW, by=PERSON)
    with pytest.raises(NotNow):
        steering.pause(backfill, now=NOW, by=PERSON)
    steering.stop(backfill, now=NOW, by=PERSON)
    for act in (steering.pause, steering.resume, steering.stop):
        with pytest.raises(NotNow):
            act(backfill, now=NOW, by=PERSON)


def test_each_act_is_in_the_audit_trail(shop: Store) -> None:
    unrecorded(shop)
    backfill = begun(shop)
    for act in (steering.pause, steering.resume, steering.stop):
        act(backfill, now=NOW, by=PERSON)
    told = Change.objects.filter(subject_kind="fortnox.backfills", field="standing")
    assert list(told.order_by("pk").values_list("before", "after", "by")) == [
        ("", "runs", PERSON),
        ("runs", "paused", PERSON),
        ("paused", "runs", PERSON),
        ("runs", "stopped", PERSON),
    ]


def test_credit_notes_come_along_also_those_that_were_given_up(shop: Store) -> None:
    """Credited before its invoice was on its way, a note was skipped: there was nothing to credit.
    Once the invoice is sent there is, and without it Fortnox would hold too much.
    """
    given_up, unknown = unrecorded(shop, 2)
    notes = []
    note = credit_all(invoice=given_up, reason="Retur", by=PERSON, now=NOW)
    Delivery.objects.filter(kind="invoice.credited", subject_id=note.pk).update(
        state=State.SKIPPED, reason="nothing-sent", due_at=None, settled_at=NOW
    )
    notes.append(note)
    with before_fortnox():
        notes.append(credit_all(invoice=unknown, reason="Retur", by=PERSON, now=NOW))
    backfill = fed(shop)
    ways = Delivery.objects.filter(
        kind="invoice.credited", subject_id__in=[each.pk for each in notes]
    )
    assert set(ways.values_list("state", "priority")) == {("waiting", Priority.BACKFILL)}
    assert backfill.documents.count() == 4


def test_a_note_of_an_invoice_that_was_skipped_stays_where_it_is(shop: Store) -> None:
    invoice = make_invoice(store=shop)
    rows.put(invoice, State.SKIPPED, reason="Testköp")
    with before_fortnox():
        credit_all(invoice=invoice, reason="Retur", by=PERSON, now=NOW)
    unrecorded(shop)
    fed(shop)
    assert not Delivery.objects.filter(kind="invoice.credited").exists()


def test_moving_the_start_date_back_puts_old_sales_behind_new_ones(shop: Store) -> None:
    from tamio.fortnox.sync import connect

    old = make_invoice(store=shop, now=NOW - timedelta(days=40))
    rows.put(old, State.HELD, reason="before-start")
    settings = Settings.objects.select_related("store").get(store=shop)
    settings.start_date = NOW.date() - timedelta(days=60)
    connect.choose(settings=settings, now=NOW, by=PERSON)
    way = way_of(old)
    assert way is not None
    assert (way.state, way.priority) == ("waiting", Priority.BACKFILL)
