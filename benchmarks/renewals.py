"""The renewal run: subscriptions a second, what each costs, and whether memory stays flat.

    python -m benchmarks.renewals [due] [--goods] [--profile]

Makes so many subscriptions of customers who are all different, due today, and renews them in this
process as the worker does: on the embedded database as shipped, unless DATABASE_URL says otherwise.
Prints renewals a second by the clock and by this process's own processor, queries for each, and
memory as it goes. `--goods`: a box of which the stock is counted, sent with freight. `--profile`:
where the processor's time goes.
"""

import argparse
import cProfile
import os
import pstats
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

_AT_ONCE = 2000
_BEFORE, _DUE, _AFTER = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
_NOW = datetime(2026, 2, 28, 5, tzinfo=UTC)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("due", nargs="?", type=int, default=2000)
    asked.add_argument("--goods", action="store_true")
    asked.add_argument("--profile", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        _set_up()
        store = _with_due(given.due, goods=given.goods)
        with _profiled() if given.profile else _plain():
            _measure(store)
        _look(store, given.due)


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _with_due(due: int, *, goods: bool) -> Any:
    from tamio.commerce.catalogue.models import ItemType
    from tests.commerce.subscriptions.making import plan_of
    from tests.factories import make_store

    store = make_store()
    kind = ItemType.PHYSICAL if goods else ItemType.SERVICE
    version = plan_of(store, item_type=kind, stock=10_000_000 if goods else None).current
    for first in range(0, due, _AT_ONCE):
        _make(store, version, range(first, min(first + _AT_ONCE, due)), goods=goods)
    return store


def _make(store: Any, version: Any, serials: range, *, goods: bool) -> None:
    """Rows as a purchase on the 31st of January leaves them, but for its invoice."""
    from tamio.commerce.customers.models import Customer
    from tamio.commerce.subscriptions.models import Status, Subscription, SubscriptionLine

    customers = Customer.objects.bulk_create(
        Customer(
            store=store, number=10_000 + at, type="private", name=f"Åsa Öberg {at}",
            email=f"asa{at}@example.com", line1="Lillgatan 2", postal_code="352 30",
            city="Växjö", country="SE", created_at=_NOW,
        )
        for at in serials
    )  # fmt: skip
    made = Subscription.objects.bulk_create(
        Subscription(
            store=store, number=10_000 + at, customer=customer, status=Status.ACTIVE,
            currency="SEK", prices_include_vat=True, unit="month", count=1, anchor=_BEFORE,
            started_on=_BEFORE, period_start=_BEFORE, period_end=_DUE, next_invoice_on=_DUE,
            cycles=1, language="sv", freight=Decimal(49 if goods else 0), created_at=_NOW,
        )
        for at, customer in zip(serials, customers, strict=True)
    )  # fmt: skip
    SubscriptionLine.objects.bulk_create(
        SubscriptionLine(subscription=each, version=version, quantity=1, starts=_BEFORE)
        for each in made
    )


def _measure(store: Any) -> None:
    from django.db import connection

    from tamio.commerce.subscriptions.running import Tally, renew_due

    queries = [0]

    def counted(execute: Callable[..., Any], *asked: Any) -> Any:
        queries[0] += 1
        return execute(*asked)

    began, worked, told_at = time.perf_counter(), time.process_time(), [0]

    def told(tally: Tally) -> None:
        if tally.done - told_at[0] >= _AT_ONCE:
            told_at[0] = tally.done
            _say(tally.done, time.perf_counter() - began, time.process_time() - worked)

    _say(0, 0, 0)
    with connection.execute_wrapper(counted):
        tally = renew_due(now=_NOW, stores=[store], told=told)
    seconds, own = time.perf_counter() - began, time.process_time() - worked
    _say(tally.done, seconds, own)
    sys.stdout.write(f"{queries[0] / tally.done:.1f} queries for each, {tally.parked} parked\n")


def _say(done: int, seconds: float, own: float) -> None:
    line = f"{done:7} renewed"
    if done:
        line += f", {done / seconds:.0f} a second; {done / own:.0f} per second of processor"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{line}; {_held():.0f} MB held, {peak:.0f} at most\n")
    sys.stdout.flush()


def _held() -> float:
    """What the process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _look(store: Any, due: int) -> None:
    """Raises AssertionError unless each has exactly one invoice, and whoever is to hear of it."""
    from tamio.commerce.subscriptions.models import Period, Subscription
    from tamio.outbox.models import Delivery

    assert Period.objects.filter(period_start=_DUE, period_end=_AFTER).count() == due
    assert store.invoices.count() == due
    assert Subscription.objects.filter(next_invoice_on=_AFTER).count() == due
    told = {
        name: Delivery.objects.filter(destination=name).count()
        for name in Delivery.objects.values_list("destination", flat=True).distinct()
    }
    assert set(told.values()) == {due}, told
    sys.stdout.write(f"each has its invoice, told to {', '.join(sorted(told))}\n")


@contextmanager
def _profiled() -> Iterator[None]:
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
        pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


@contextmanager
def _plain() -> Iterator[None]:
    yield


if __name__ == "__main__":
    main()
