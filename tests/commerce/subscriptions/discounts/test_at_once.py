"""The run in several processes, and cut short: each charge that had a discount is counted once."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal

import pytest

from tamio.commerce.subscriptions.models import DiscountUse, Period, SubscriptionDiscount
from tests.commerce.subscriptions.discounts.making import bought, code_of, totals_of
from tests.commerce.subscriptions.making import plan_of, run
from tests.factories import make_store

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]

#: More than share a transaction.
_MANY = 30


def made() -> None:
    store = make_store()
    plan, code = plan_of(store, "200.00"), code_of(store, lasts="times", times=2)
    for _each in range(_MANY):
        bought(plan, code=code)


def renewer(database: str, *said: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.commerce.subscriptions.renewer", "2026-03-01", *said]
    return subprocess.Popen(command, env=os.environ | {"DATABASE_URL": database})


def check() -> None:
    """Two charges of each have it, and the third has not."""
    for each in SubscriptionDiscount.objects.select_related("subscription"):
        assert (each.used, each.runs) == (2, False)
        numbers: Sequence[int] = list(each.uses.values_list("number", flat=True))
        assert numbers == [1, 2]
        assert totals_of(each.subscription) == [Decimal(160), Decimal(160), Decimal(200)]
    assert DiscountUse.objects.count() == 2 * _MANY


def test_four_processes_at_once_count_as_one_does(shared_database: str) -> None:
    made()
    renewers = [renewer(shared_database) for _each in range(4)]
    assert [each.wait(300) for each in renewers] == [0, 0, 0, 0]
    run("2026-03-01")
    check()


def test_killed_in_the_middle_nothing_is_counted_that_is_not_billed(shared_database: str) -> None:
    made()
    killed = renewer(shared_database, "20")
    assert killed.wait(300) == -signal.SIGKILL
    renewed = Period.objects.filter(kind="renewal").count()
    assert DiscountUse.objects.count() == _MANY + renewed
    run("2026-03-01")
    check()
