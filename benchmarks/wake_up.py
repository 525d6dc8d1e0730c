"""How long from a fact's commit until a worker takes its lane, with every lane idle.

    python -m benchmarks.wake_up [facts]
    .venv/bin/python bin/_postgresql.py --durable .venv/bin/python -m benchmarks.wake_up [facts]

Starts a worker process on the database of DATABASE_URL (a SQLite file of its own without one) and
records facts, one at a time. It also prints how much of a processor the idle worker uses.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import django
from django.core.management import call_command

SETTLED_SECONDS = 0.3
IDLE_SECONDS = 10


def main() -> None:
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        django.setup()
        call_command("migrate", verbosity=0)
        _measure(Path(folder), facts)


def _measure(folder: Path, facts: int) -> None:
    from tamio.outbox.destinations import declared
    from tests.outbox.far_side import DESTINATION
    from tests.outbox.running import worker_process

    book = folder / "book"
    book.touch()
    with worker_process(database=os.environ["DATABASE_URL"], book=book) as worker:
        with declared(DESTINATION):
            _wait(fact=0)
            waits = [_wait(fact=fact) for fact in range(1, facts + 1)]
        before, _ = _processor(worker.pid), time.sleep(IDLE_SECONDS)
        idle = (_processor(worker.pid) - before) / IDLE_SECONDS
    slowest = quantiles(waits, n=100)[98]
    print(f"commit to lane taken: median {median(waits) * 1e3:.1f} ms, p99 {slowest * 1e3:.1f} ms")
    print(f"an idle worker uses {idle:.1%} of one processor")


def _wait(*, fact: int) -> float:
    """Seconds from the commit to the taking of the lane."""
    from tamio.outbox.lease import machine_now
    from tamio.outbox.models import Delivery
    from tests.outbox.rows import recorded

    delivery = recorded(subject_id=fact)
    committed = machine_now()
    until = time.monotonic() + 60
    while not Delivery.objects.filter(pk=delivery.pk, state="submitted").exists():
        if time.monotonic() > until:
            raise SystemExit("a fact was not delivered within 60 s")
        time.sleep(0.005)
    time.sleep(SETTLED_SECONDS)  # the worker hears its own commits too
    delivery.lane.refresh_from_db()
    return (delivery.lane.taken_at - committed).total_seconds()


def _processor(pid: int) -> float:
    """Seconds of processor that the process has used."""
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
