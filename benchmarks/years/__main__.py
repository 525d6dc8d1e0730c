"""Proves that years of subscriptions bill right, and that Fortnox holds exactly those orders.

    python -m benchmarks.years [--stores 20] [--subscriptions 2000] [--days 1461] [--seed 7]
                               [--parts 1] [--processes 1] [--folder FOLDER]

Lets so many days pass in so many stores, each with a company of its own: subscriptions begin, are
changed, paused, cancelled and paid for or not, and the renewals are out for weeks. A process of its
own sends meanwhile what is sold to a Fortnox that fails now and then; both are killed once. Then
everything is compared with what is worked out by other means. Exits with 1 and a list if anything
is missing, doubled or summed otherwise; the files are kept then. On the embedded database.

`--parts`: shares of the stores, each with a database, a sender and a Fortnox of its own, which may
be lived at once in so many `--processes`. A store's days are the same in whichever it is. With
`--folder` all files are kept there; a run that was stopped goes on with the parts that it lacks.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.years.result import Result, folder_of, kept_in, sum_of

#: The senders' clock lies after the last day, so that all that was recorded is due.
_AHEAD_DAYS = 365
_MIGRATED, _LIVED = "migrated.sqlite3", "tamio.sqlite3"
_SHARED = ("stores", "subscriptions", "days", "seed", "patience", "parts")


def main(arguments: list[str]) -> int:
    # Whoever is told to stop takes along what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    given = _asked(arguments)
    if given.part is not None:
        return _live(given, folder_of(given.folder, given.part))
    folder = given.folder or Path(tempfile.mkdtemp(prefix="years-"))
    folder.mkdir(parents=True, exist_ok=True)
    _migrate(folder, days=given.days)
    result = sum_of(_results(given, folder))
    sys.stdout.write("\n".join(["", "All:", *result.told()]) + "\n")
    if result.wrong or given.folder:
        sys.stdout.write(f"Everything is kept in {folder}\n")
    else:
        shutil.rmtree(folder)
    return 1 if result.wrong else 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.years")
    asked.add_argument("--stores", type=int, default=20)
    asked.add_argument("--subscriptions", type=int, default=2000, help="in all stores together")
    asked.add_argument("--days", type=int, default=1461)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--patience", type=float, default=120, help="minutes for the last orders")
    asked.add_argument("--parts", type=int, default=1, help="shares of the stores")
    asked.add_argument("--processes", type=int, default=1, help="so many parts at once")
    asked.add_argument("--folder", type=Path, help="for all files; a temporary one if not given")
    asked.add_argument("--part", type=int, help=argparse.SUPPRESS)
    return asked.parse_args(arguments)


def _migrate(folder: Path, *, days: int) -> None:
    """Once for all parts: it takes longer than a small one of them."""
    _set_up(folder / _MIGRATED, days=days)
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    connection.close()


def _results(given: argparse.Namespace, folder: Path) -> list[Result]:
    """What the parts have made of it, now or before."""
    results = {part: kept for part in range(given.parts) if (kept := kept_in(folder, part))}
    left = [part for part in range(given.parts) if part not in results]
    running: dict[int, subprocess.Popen[bytes]] = {}
    try:
        while left or running:
            while left and len(running) < given.processes:
                part = left.pop(0)
                running[part] = _started(part, given, folder)
            time.sleep(1)
            for part in [part for part, each in running.items() if each.poll() is not None]:
                del running[part]
                missing = Result(wrong=[f"part {part} was not lived to its end"])
                results[part] = kept_in(folder, part) or missing
                sys.stdout.write("\n".join(["", f"Part {part}:", *results[part].told(), ""]))
                sys.stdout.flush()
    finally:
        for each in running.values():
            each.terminate()
            each.wait()
    return list(results.values())


def _started(part: int, given: argparse.Namespace, folder: Path) -> subprocess.Popen[bytes]:
    own = folder_of(folder, part)
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir()
    shutil.copy(folder / _MIGRATED, own / _LIVED)
    words = [f"--{name}={getattr(given, name)}" for name in _SHARED]
    words += [f"--part={part}", f"--folder={folder}"]
    # In a session of its own, as Linux shares processors out among sessions.
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.years", *words], start_new_session=True
    )


def _live(given: argparse.Namespace, folder: Path) -> int:
    """This process's stores."""
    _set_up(folder / _LIVED, days=given.days)
    from benchmarks.years.run import Plan, run

    first, last = (given.stores * (given.part + more) // given.parts for more in (0, 1))
    plan = Plan(
        stores=given.stores,
        numbers=range(first, last),
        subscriptions=given.subscriptions,
        days=given.days,
        seed=given.seed,
        patience=given.patience * 60,
    )
    run(plan=plan, folder=folder).keep(folder)
    return 0


def _set_up(database: Path, *, days: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    os.environ["TAMIO_CLOCK"] = f"+{days + _AHEAD_DAYS}d"
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
