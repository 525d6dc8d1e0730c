"""Whose clock may be moved, where to, and who says so."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tamio.commerce.audit.models import Change
from tamio.commerce.sandbox.asking import ask, in_months, stop
from tamio.commerce.sandbox.guards import CLOCK, make_sandbox
from tamio.commerce.sandbox.models import ClockMove
from tamio.commerce.stores.models import Store
from tests.commerce.sandbox.making import WORLD, asked, moved, today
from tests.commerce.subscriptions.making import BY, day
from tests.factories import make_invoice, make_store

pytestmark = pytest.mark.django_db


def refused(do: Callable[[], object], field: str) -> str:
    with pytest.raises(ValidationError) as refusal:
        do()
    (said,) = refusal.value.message_dict[field]
    return said


def test_a_real_store_s_clock_is_the_world_s() -> None:
    real = make_store(name="Butiken")
    said = refused(lambda: asked(real, "2026-02-01"), "store")
    assert said.startswith("Butiken is a real store.")
    assert not ClockMove.objects.exists()


def test_the_database_itself_moves_no_real_store_s_clock(store: Store) -> None:
    real = make_store()
    for moved_one, ahead in ((real, 1), (store, -1)):
        moved_one.clock_ahead += (day("2026-01-02") - day("2026-01-01")) * ahead
        with pytest.raises(IntegrityError), transaction.atomic():
            moved_one.save()


@pytest.mark.parametrize("to", ["2026-01-15", "2026-01-14"])
def test_the_clock_only_goes_forward(store: Store, to: str) -> None:
    said = refused(lambda: asked(store, to), "to")
    assert said == "Choose a day after 2026-01-15: the clock only goes forward."


def test_forward_is_from_where_the_clock_is(store: Store) -> None:
    moved(store, "2026-02-01")
    assert "after 2026-02-01" in refused(lambda: asked(store, "2026-01-20"), "to")


def test_two_years_are_the_most_in_one_move(store: Store) -> None:
    assert "until 2028-01-15" in refused(lambda: asked(store, "2028-01-16"), "to")
    asked(store, "2028-01-15")


def test_one_move_at_once(store: Store) -> None:
    asked(store, "2026-02-01")
    assert "to 2026-02-01" in refused(lambda: asked(store, "2026-03-01"), "store")
    assert stop(store=store, by=BY, now=WORLD)
    asked(store, "2026-03-01")


def test_a_month_on_from_the_31st_is_the_last_of_a_shorter_month(store: Store) -> None:
    moved(store, "2026-01-31")
    assert in_months(store, 1, now=WORLD) == day("2026-02-28")
    assert in_months(store, 12, now=WORLD) == day("2027-01-31")


def test_only_a_store_that_has_not_sold_becomes_one_to_try_things_in() -> None:
    fresh, sold = make_store(), make_store(name="Butiken")
    make_invoice(store=sold)
    make_sandbox(store=fresh, by=BY, now=WORLD)
    assert today(fresh) == WORLD.date()
    asked(fresh, "2026-02-01")
    said = refused(lambda: make_sandbox(store=sold, by=BY, now=WORLD), "store")
    assert said == "Butiken has sold already, so it is a real store and stays one."


def test_the_audit_trail_says_who_moved_it_from_where_to_where(store: Store) -> None:
    asked(store, "2026-03-01")
    stop(store=store, by="olle@butik.example", now=WORLD)
    rows = Change.objects.filter(store_id=store.pk, subject_kind=CLOCK).order_by("pk")
    assert [(each.by, each.before, each.after) for each in rows] == [
        (BY, "2026-01-15", "2026-03-01"),
        ("olle@butik.example", "2026-03-01", "2026-01-15"),
    ]


def test_what_may_not_be_moved_any_more_stops_on_its_way(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where somebody connects it to books that are real."""
    monkeypatch.setattr(
        "tamio.commerce.sandbox.moving.refusal",
        lambda at_work: "No more." if today(at_work) >= day("2026-01-20") else "",
    )
    moved(store, "2026-02-01")
    move = ClockMove.objects.get()
    assert (f"{move.stopped_on}", move.problem) == ("2026-01-20", "No more.")
    assert ask(store=store, to=day("2026-02-01"), by=BY, now=WORLD).pk != move.pk
