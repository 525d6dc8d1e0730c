"""How much of Fortnox's allowance one lane uses when more waits in it than it may send.

    python -m benchmarks.saturated_lane [seconds] [latency in ms]
    .venv/bin/python bin/_postgresql.py --durable .venv/bin/python -m benchmarks.saturated_lane

Starts a simulated Fortnox that takes its time over every answer and allows 25 requests in any 5
seconds, records far more invoices than fit, runs a worker, and prints the requests a minute over
the whole time, as a share of the 300 that are allowed, and how many were refused with a 429. At
the end a person clicks Submit on the last of the invoices: how long until that order is known.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
ALLOWED_A_MINUTE = 300


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600
    latency = float(sys.argv[2]) / 1000 if len(sys.argv) > 2 else 0.3
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        _set_up()
        _measure(Path(folder), seconds, latency)


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measure(folder: Path, seconds: float, latency: float) -> None:
    from tamio.clock import now
    from tests.factories import make_invoice, make_product
    from tests.journeys.connecting import connected
    from tests.journeys.processes import simulator_process, worker_process

    with simulator_process(data=folder / "simulator.sqlite3") as simulator:
        store = connected(simulator)
        products = [make_product(store=store) for _ in range(3)]
        for _ in range(int(seconds * 5) + 50):
            last = make_invoice(store=store, contents=dict.fromkeys(products, 2), now=now())
        simulator.fault(kind="delay", seconds=latency)
        with worker_process(database=os.environ["DATABASE_URL"], environment=simulator.environment):
            _until_it_runs(simulator)
            before, started = len(simulator.requests()), time.monotonic()
            time.sleep(seconds)
            entries = simulator.requests()[before:]
            took = time.monotonic() - started
            click = _click(last)
    statuses = Counter(entry["status"] for entry in entries)
    rate = len(entries) / took * 60
    sys.stdout.write(
        f"{len(entries)} requests in {took:.0f} s at {latency * 1000:.0f} ms:"
        f" {rate:.1f} a minute, {rate / ALLOWED_A_MINUTE:.1%} of the allowance;"
        f" answers {dict(statuses)}\n"
        f"a click behind {int(seconds * 5) + 50 - len(entries)} waiting invoices: {click:.2f} s\n"
    )


def _until_it_runs(simulator: object) -> None:
    while len(simulator.requests()) < 10:  # type: ignore[attr-defined]
        time.sleep(0.1)


def _click(invoice: object) -> float:
    from tamio.clock import now
    from tamio.outbox.models import Delivery

    delivery = Delivery.objects.get(destination="fortnox", subject_id=invoice.pk)  # type: ignore[attr-defined]
    delivery.submit_now(now=now(), by="benchmark@example.com")
    started = time.perf_counter()
    while not Delivery.objects.filter(pk=delivery.pk, state="submitted").exists():
        if time.perf_counter() - started > 60:
            raise SystemExit("the click was not answered within a minute")
        time.sleep(0.01)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
