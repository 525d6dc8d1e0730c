"""Makes the reconciliations that are asked for: one at a time in a process, each by one worker.

A run keeps nothing until it is whole: findings and figures are written in one transaction with the
time it ended. So one that is cut short at any moment is simply begun anew, by whoever looks next.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock

from django.db import transaction
from django.db.models import F, Q, QuerySet

from tamio.fortnox.client.errors import FortnoxError, RateLimited
from tamio.fortnox.models import Connection, Finding, OrderLink, Reconciliation, Settings
from tamio.fortnox.sync import pacing, wording
from tamio.fortnox.sync.answers import outcome_of
from tamio.fortnox.sync.calling import LONGEST_CALL, fortnox_for
from tamio.fortnox.sync.reconcile.asking import ask_nightly
from tamio.fortnox.sync.reconcile.compare import Period, Result, compare
from tamio.fortnox.sync.reconcile.reader import Reader, lane_is_busy
from tamio.fortnox.sync.tokens import NotConnected, RenewalUnderWay
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock, machine_now
from tamio.outbox.problem import Problem
from tamio.outbox.states import Priority

#: How long a run is its worker's after each sign of life; longer than one request can take.
_TAKEN = LONGEST_CALL + timedelta(seconds=20)
#: After so many attempts without a result a run is given up: the next night tries again.
MOST_ATTEMPTS = 8
_ROWS_AT_ONCE = 500
_FIRST_PAUSE = timedelta(minutes=1)

log = logging.getLogger(__name__)
_one_at_a_time = Lock()


class Lost(Exception):
    """Another worker has taken the run over."""


class Stopped(Exception):
    """The worker is told to stop."""


def make_due(clock: Clock) -> None:
    """A chore: asks for what is due tonight, and makes what is asked for."""
    if not _one_at_a_time.acquire(blocking=False):
        return
    try:
        ask_nightly(now=clock())
        while not is_stopping() and (run := take()) is not None:
            make(run, clock=clock)
    finally:
        _one_at_a_time.release()


def take() -> Reconciliation | None:
    """The one that has waited longest and that nobody works on; None if there is none.

    Those that people wait for go before the night's.
    """
    at = machine_now()
    free = Reconciliation.objects.filter(
        Q(taken_until=None) | Q(taken_until__lte=at), ended_at=None, given_up_at=None
    ).order_by("nightly", "pk")
    for run in free[:20]:
        taken = (
            free.order_by()
            .filter(pk=run.pk)
            .update(taken_until=at + _TAKEN, attempts=F("attempts") + 1)
        )
        if taken:
            run.refresh_from_db()
            return run
    return None


def make(run: Reconciliation, *, clock: Clock) -> None:
    """One that was taken. However it ends, it is let go of, or done."""
    hold = _Hold(run)
    try:
        with _told_as_problem(hold, clock):
            result, requests = _compared(run, hold, clock)
            _write(run, result, requests=requests, now=clock())
    except Stopped:
        hold.let_go()
    except Lost:
        log.warning("A reconciliation was taken over by another worker", extra={"run": run.pk})


class _Hold:
    """One worker's right to a run, until a moment of the machine's time that it moves on."""

    def __init__(self, run: Reconciliation) -> None:
        self._run = run
        self.until = run.taken_until

    def keep(self) -> None:
        """Before each request, and while it waits for its turn. Raises Lost or Stopped."""
        if is_stopping():
            raise Stopped
        at = machine_now()
        assert self.until is not None
        if self.until - at < _TAKEN - timedelta(seconds=1):
            self._move(at + _TAKEN)

    def pause(self, problem: Problem, *, now: datetime) -> None:
        """For a while that grows with the attempts; for good after the last."""
        attempts = self._run.attempts
        is_over = attempts >= MOST_ATTEMPTS
        self._mine().update(
            problem=problem.as_json(answer="later"),
            taken_until=machine_now() + _FIRST_PAUSE * 2 ** (attempts - 1),
            given_up_at=now if is_over else None,
        )

    def let_go(self) -> None:
        self._mine().update(taken_until=None, attempts=F("attempts") - 1)

    def _move(self, until: datetime) -> None:
        if not self._mine().update(taken_until=until):
            raise Lost
        self.until = until

    def _mine(self) -> QuerySet[Reconciliation]:
        return Reconciliation.objects.filter(pk=self._run.pk, taken_until=self.until, ended_at=None)


@contextmanager
def _told_as_problem(hold: _Hold, clock: Clock) -> Iterator[None]:
    try:
        yield
    except FortnoxError as error:
        problem = getattr(outcome_of(error, now=clock()), "problem", wording.no_answer(error))
        hold.pause(problem, now=clock())
    except NotConnected:
        hold.pause(wording.consent_lost(), now=clock())
    except RenewalUnderWay:
        hold.pause(wording.renewing(), now=clock())


def _compared(run: Reconciliation, hold: _Hold, clock: Clock) -> tuple[Result, int]:
    connection = Connection.objects.filter(store_id=run.store_id, tenant_id=run.tenant_id).first()
    settings = Settings.objects.filter(store_id=run.store_id).first()
    if connection is None or settings is None:
        raise NotConnected
    run.started_at = clock()
    fortnox = fortnox_for(connection, clock=clock, before_call=hold.keep, urgency=Priority.BACKFILL)
    reader = Reader(
        fortnox,
        is_busy=lambda: lane_is_busy(store_id=run.store_id, now=clock()),
        before_each=hold.keep,
    )
    period = Period(
        store=run.store,
        tenant_id=run.tenant_id,
        first=run.first,
        last=run.last,
        start=settings.start_date,
    )
    try:
        result = compare(period, reader=reader, now=run.started_at)
    except RateLimited:
        pacing.spend(tenant_id=run.tenant_id, at=pacing.seconds())
        raise
    hold.keep()
    return result, reader.requests


def _write(run: Reconciliation, result: Result, *, requests: int, now: datetime) -> None:
    """All of it at once. Raises Lost if another has it by now."""
    with transaction.atomic():
        mine = Reconciliation.objects.select_for_update().filter(
            pk=run.pk, ended_at=None, attempts=run.attempts
        )
        if not mine.exists():
            raise Lost
        Finding.objects.bulk_create(list(_rows(run, result)))
        _remember_checked(result, at=run.started_at)
        _remember_unlooked(result.unlooked)
        mine.update(
            started_at=run.started_at,
            ended_at=now,
            taken_until=None,
            problem=None,
            requests=requests,
            days=result.figures.days_as_json(),
            rates=result.figures.rates_as_json(),
            counts=result.counts(),
        )


def _rows(run: Reconciliation, result: Result) -> Iterator[Finding]:
    told: set[str] = set()
    for found in sorted(result.findings, key=lambda each: (each.day, each.order_number)):
        row = found.row()
        row.reconciliation = run
        if row.key not in told:
            told.add(row.key)
            yield row


def _remember_checked(result: Result, *, at: datetime | None) -> None:
    """So that the next one does not read them again, unless they are saved again."""
    for invoice_id, rows in result.checked.items():
        links = OrderLink.objects.filter(invoice_id=invoice_id)
        links.update(checked_at=at, to_check=False)
        links.filter(rows=None).update(rows=rows)


def _remember_unlooked(pks: set[int]) -> None:
    """So that the next one reads them, however long ago they were saved by then."""
    found = sorted(pks)
    for first in range(0, len(found), _ROWS_AT_ONCE):
        some = found[first : first + _ROWS_AT_ONCE]
        OrderLink.objects.filter(invoice_id__in=some).update(to_check=True)
