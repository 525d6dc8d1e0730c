"""The run in several processes, and cut short: each period is billed once, and none is left out."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise

import pytest

from tamio.commerce.subscriptions.models import Charge, Period, Subscription
from tests.commerce.subscriptions.making import customer_of, net_store, plan_of, run, subscribe

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]

#: More than share a transaction, so that the processes meet in the middle.
_MANY = 40


def made() -> list[int]:
    store = net_store()
    plan, customer = plan_of(store), customer_of(store)
    return [subscribe(plan, "2026-01-31", customer=customer).pk for _each in range(_MANY)]


def renewer(database: str, *said: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.commerce.subscriptions.renewer", "2026-03-31", *said]
    return subprocess.Popen(command, env=os.environ | {"DATABASE_URL": database})


def check(subscriptions: Sequence[int]) -> None:
    """Three periods each, that tile, with an invoice and a line each, and numbers without a gap."""
    days = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    for pk in subscriptions:
        rows = Period.objects.filter(subscription=pk).order_by("period_start")
        found = [(each.period_start.isoformat(), each.period_end.isoformat()) for each in rows]
        assert found == list(pairwise(days))
        assert len({each.invoice_id for each in rows} - {None}) == 3
        assert Charge.objects.filter(subscription=pk).count() == 3
    store = Subscription.objects.get(pk=subscriptions[0]).store
    numbers = list(store.invoices.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1001, 1001 + 3 * _MANY))


def test_four_processes_at_once_write_the_same_rows_as_one(shared_database: str) -> None:
    subscriptions = made()
    renewers = [renewer(shared_database) for _each in range(4)]
    assert [each.wait(300) for each in renewers] == [0, 0, 0, 0]
    run("2026-03-31")
    check(subscriptions)


def test_killed_between_period_and_commit_the_next_run_completes_it(shared_database: str) -> None:
    subscriptions = made()
    killed = renewer(shared_database, "30")
    assert killed.wait(300) == -signal.SIGKILL
    assert Period.objects.filter(kind="renewal").count() == 25
    run("2026-03-31")
    check(subscriptions)
