"""Measures many lanes at once, each with a company of its own in a simulated Fortnox.

    python -m benchmarks.lanes throughput --lanes 200 --documents 20 --workers 2
    python -m benchmarks.lanes memory --lanes 1000
    python -m benchmarks.lanes restart --lanes 100 --documents 1000
    python -m benchmarks.lanes fairness --lanes 500 --documents 10000
    python -m benchmarks.lanes click --documents 10000 --latency 300
    .venv/bin/python bin/_postgresql.py --durable .venv/bin/python -m benchmarks.lanes ...

throughput: every lane has documents; how many orders a second, and whose processor time they cost.
memory:     what a worker holds before it has met a lane, and after it has walked all of them.
restart:    lanes x documents wait; how long from the worker's start to the first order of all, and
            until every lane has one.
fairness:   one lane has the documents, ten have a Fortnox that does not answer; a sale comes into
            each of the others, one after the other: how long until it is an order?
click:      a person's click on the last of all the documents of one full lane.

With DATABASE_URL set to an empty PostgreSQL database it measures there, else on SQLite in a file.
"""

import argparse
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

SIZES = {
    "throughput": (200, 20, 2),
    "memory": (1000, 1, 1),
    "restart": (100, 1000, 1),
    "fairness": (500, 10_000, 2),
    "click": (1, 10_000, 1),
}


def main() -> None:
    asked = _asked()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        _set_up()
        from benchmarks.lanes.ground import Ground

        with Ground(folder=Path(folder), lanes=asked.lanes, latency=asked.latency / 1000) as ground:
            scenario = import_module(f"benchmarks.lanes.{asked.scenario}")
            for line in scenario.run(ground, documents=asked.documents, workers=asked.workers):
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lanes")
    parser.add_argument("scenario", choices=list(SIZES))
    parser.add_argument("--lanes", type=int)
    parser.add_argument("--documents", type=int)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--latency", type=float, default=0, help="of every answer, in ms")
    asked = parser.parse_args()
    for name, usual in zip(("lanes", "documents", "workers"), SIZES[asked.scenario], strict=True):
        setattr(asked, name, getattr(asked, name) or usual)
    return asked


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
