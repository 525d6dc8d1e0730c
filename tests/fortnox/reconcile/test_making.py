"""A reconciliation is whole or not there: one worker, begun anew when cut short, after sales."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import Connection, Finding, Reconciliation
from tamio.fortnox.sync import pacing
from tamio.fortnox.sync.reconcile import asking, making
from tamio.fortnox.sync.reconcile.reader import Reader
from tamio.outbox import chores, lanes
from tests.factories import make_invoice
from tests.fortnox.reconcile.books import ask, reconciled
from tests.fortnox.sync.conftest import Connect, MovableClock
from tests.fortnox.sync.sales import calls

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def connection(connected: Connect) -> Connection:
    return connected()


class Killed(BaseException):
    """kill -9: nothing of the process goes on after it."""


def _die(*_given: object, **_named: object) -> None:
    raise Killed


def _make_and_die(monkeypatch: pytest.MonkeyPatch, clock: MovableClock, *, at: str) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(making, at, _die)
        with suppress(Killed):
            making.make_due(clock)


def _is_whole(run: Reconciliation) -> bool:
    run.refresh_from_db()
    return run.ended_at is not None


def _forget_the_dead(run: Reconciliation) -> None:
    """Its worker has given no sign of life for long enough."""
    past = datetime.now(UTC) - timedelta(seconds=1)
    Reconciliation.objects.filter(pk=run.pk).update(taken_until=past)


@pytest.mark.parametrize("at", ["_remember_checked", "compare"])
def test_one_that_is_killed_leaves_nothing_and_is_begun_anew(
    connection: Connection, clock: MovableClock, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    make_invoice(store=connection.store, now=clock())
    run = ask(connection, clock)
    _make_and_die(monkeypatch, clock, at=at)
    assert not _is_whole(run)
    assert (run.days, Finding.objects.count()) == ([], 0)

    making.make_due(clock)
    assert not _is_whole(run), "it is still the dead worker's"
    _forget_the_dead(run)
    making.make_due(clock)
    assert _is_whole(run)
    assert Finding.objects.get().kind == "missing"


def test_whoever_was_given_up_too_early_writes_nothing(
    connection: Connection, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_invoice(store=connection.store, now=clock())
    run = ask(connection, clock)
    slow = making.take()
    assert slow == run
    _forget_the_dead(run)
    making.make_due(clock)
    making.make(slow, clock=clock)

    assert Finding.objects.count() == 1


def test_when_the_worker_stops_the_run_is_let_go_of_at_once(
    connection: Connection, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask(connection, clock)
    taken = making.take()
    assert taken is not None
    monkeypatch.setattr(making, "is_stopping", lambda: True)
    making.make(taken, clock=clock)
    run.refresh_from_db()
    assert (run.ended_at, run.taken_until, run.attempts) == (None, None, 0)


def test_trouble_is_said_tried_again_and_given_up_in_the_end(
    connection: Connection, clock: MovableClock, sim: Simulator
) -> None:
    sim.faults({"kind": "status", "status": 503, "method": "GET", "count": making.MOST_ATTEMPTS})
    run = ask(connection, clock)
    for attempt in range(1, making.MOST_ATTEMPTS + 1):
        making.make_due(clock)
        run.refresh_from_db()
        assert run.attempts == attempt
        assert run.problem
        assert "Fortnox" in run.problem["message"]["sv"]
        assert (run.given_up_at is None) == (attempt < making.MOST_ATTEMPTS)
        _forget_the_dead(run)
    making.make_due(clock)
    run.refresh_from_db()
    assert run.ended_at is None

    assert reconciled(connection, clock).problem is None


def test_every_night_the_last_month_is_compared_once(
    connection: Connection, clock: MovableClock
) -> None:
    connection.store.fortnox_settings.__class__.objects.update(start_date="2025-01-01")
    night = datetime(2026, 12, 2, 2, 30, tzinfo=UTC)  # 03:30 in the store
    asking.ask_nightly(now=night - timedelta(hours=1))
    assert not Reconciliation.objects.exists()
    for _ in range(2):
        asking.ask_nightly(now=night)
    (run,) = Reconciliation.objects.all()
    assert (run.first, run.last, run.nightly) == (date(2026, 11, 1), date(2026, 12, 1), True)
    asking.ask_nightly(now=night + timedelta(days=1))
    assert Reconciliation.objects.filter(nightly=True).count() == 2


def test_a_store_that_is_cut_off_is_not_compared_at_night(
    connection: Connection, clock: MovableClock
) -> None:
    connection.store.fortnox_settings.__class__.objects.update(start_date="2025-01-01")
    lanes.close_lane(
        store_id=connection.store_id, destination="fortnox", reason="reconnect", now=clock(), by="x"
    )
    asking.ask_nightly(now=datetime(2026, 12, 2, 2, 30, tzinfo=UTC))
    assert not Reconciliation.objects.exists()


def test_the_chore_is_declared() -> None:
    assert "fortnox-reconcile" in chores._declared


def test_while_sales_wait_one_request_is_made_in_five_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tamio.fortnox.sync.reconcile.reader.GIVES_WAY", 5.0)
    slept: list[float] = []
    busy = iter([True] * 10 + [False])

    class Orders:
        def get(self, number: str) -> str:
            return number

    class Far:
        orders = Orders()

    def reader(is_busy: object) -> Reader:
        return Reader(
            Far(),  # type: ignore[arg-type]
            is_busy=is_busy,  # type: ignore[arg-type]
            before_each=lambda: None,
            sleep=slept.append,
        )

    reader(lambda: True).order("1")
    assert sum(slept) == pytest.approx(5.0)
    slept.clear()
    reader(lambda: next(busy)).order("1")
    assert sum(slept) == pytest.approx(2.0)


def test_requests_go_after_those_of_sales(
    connection: Connection, clock: MovableClock, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    turn = pacing.turn

    def noted(*, urgency: int, **given: Any) -> object:
        asked.append(urgency)
        return turn(urgency=urgency, **given)

    monkeypatch.setattr("tamio.fortnox.sync.calling.pacing.turn", noted)
    run = reconciled(connection, clock)
    assert asked == [2] * run.requests
    assert calls(sim)
