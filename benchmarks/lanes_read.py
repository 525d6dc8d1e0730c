"""How long it takes to read how every lane stands, as `tamio lanes` and `/metrics` do.

    python -m benchmarks.lanes_read [lanes] [waiting deliveries] [settled deliveries]

Fills a database with lanes to Fortnox (each store connected, with a rate budget in use), what
waits in them (most of it due, some put off, some stopped) and what was sent before, then reads
them again and again, and prints how long the reading alone takes and how long with each form. How
much of it this process itself has worked depends least on what else the machine does.
With DATABASE_URL set to an empty PostgreSQL database it measures there, else on SQLite in a file.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
TIMES = 15
# One in ten is put off, and one in twenty needs someone.
PUT_OFF, STOPPED = 10, 20


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]]
    lanes, waiting, settled = [*sizes, *(1_000, 100_000, 500_000)[len(sizes) :]]
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        _set_up()
        _fill(lanes, waiting, settled)
        _measure()


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _fill(lanes: int, waiting: int, settled: int) -> None:
    from tamio.fortnox.models import Connection, RateBudget
    from tamio.outbox.models import Delivery, Lane
    from tests.factories import NOW, make_store

    stores = [make_store() for _ in range(lanes)]
    made = Lane.objects.bulk_create(
        [
            Lane(store=store, destination="fortnox", answers={"submitted": 900, "later": 12})
            for store in stores
        ]
    )
    Connection.objects.bulk_create(
        [
            Connection(
                store=store, grant="service_account", tenant_id=str(store.pk),
                company_name=store.name, connected_at=NOW, connected_by="anna@example.com",
            )
            for store in stores
        ]
    )  # fmt: skip
    counted = [[ticket, time.time() + 60] for ticket in range(20)]
    RateBudget.objects.bulk_create(
        [
            RateBudget(tenant_id=str(store.pk), counted=counted, answers={"200": 90, "201": 40})
            for store in stores
        ]
    )
    rows = (Delivery(**fields) for fields in _deliveries(made, waiting, settled))
    Delivery.objects.bulk_create(rows, batch_size=5_000)


def _deliveries(lanes: list[Any], waiting: int, settled: int) -> Iterator[dict[str, Any]]:
    """What was sent before lies before what waits, as it does in life."""
    from tests.factories import NOW
    from tests.outbox.far_side import PROBLEM

    for number in range(settled + waiting):
        lane = lanes[number % len(lanes)]
        at = NOW - timedelta(seconds=settled + waiting - number)
        fields = {
            "lane": lane, "store_id": lane.store_id, "destination": "fortnox",
            "kind": "invoice.issued", "subject_id": number, "recorded_at": at,
        }  # fmt: skip
        # Told apart by the round, or a lane would have all of one kind.
        turn = number // len(lanes)
        if number < settled:
            yield fields | {"state": "submitted", "settled_at": at}
        elif turn % STOPPED == 0:
            yield fields | {"state": "settings", "problem": PROBLEM.as_json(answer="settings")}
        elif turn % PUT_OFF == 0:
            problem = PROBLEM.as_json(answer="later")
            due_at = NOW + timedelta(minutes=9)
            yield fields | {"state": "later", "due_at": due_at, "problem": problem}
        else:
            yield fields | {"state": "waiting", "due_at": at}


def _measure() -> None:
    from prometheus_client.exposition import generate_latest

    from tamio.config.watching.metrics import registry
    from tamio.config.watching.table import table
    from tamio.outbox.overview import overview
    from tamio.outbox.totals import totals
    from tests.factories import NOW

    backlog = totals(overview(now=NOW).lanes).backlog
    sys.stdout.write(f"in the lanes: {dict(backlog)}\n")
    _time("the reading alone", lambda: overview(now=NOW))
    _time("with the table", lambda: table(overview(now=NOW)))
    _time("with the metrics", lambda: generate_latest(registry))
    size = len(generate_latest(registry)) / 1e6
    sys.stdout.write(f"the metrics are {size:.1f} MB before compression\n")


def _time(what: str, read: Callable[[], object]) -> None:
    took, worked = [], []
    for _ in range(TIMES):
        started, began = time.perf_counter(), time.process_time()
        read()
        took.append(time.perf_counter() - started)
        worked.append(time.process_time() - began)
    sys.stdout.write(
        f"{what}: median {median(took) * 1000:.0f} ms, fastest {min(took) * 1000:.0f} ms;"
        f" {median(worked) * 1000:.0f} ms of this process's own work\n"
    )


if __name__ == "__main__":
    main()
