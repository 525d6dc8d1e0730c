"""Proves that years of subscriptions bill right, and that Fortnox holds exactly those orders.

    python -m benchmarks.years [--stores 20] [--subscriptions 2000] [--days 1461] [--seed 7]

Lets so many days pass in so many stores, each with a company of its own: subscriptions begin, are
changed, paused, cancelled and paid for or not, and the renewals are out for weeks. A process of its
own sends meanwhile what is sold to a Fortnox that fails now and then; both are killed once. Then
everything is compared with what is worked out by other means. Exits with 1 and a list if anything
is missing, doubled or summed otherwise; the files are kept then. On the embedded database.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

#: The senders' clock lies after the last day, so that all that was recorded is due.
_AHEAD_DAYS = 365


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.years")
    asked.add_argument("--stores", type=int, default=20)
    asked.add_argument("--subscriptions", type=int, default=2000, help="in all stores together")
    asked.add_argument("--days", type=int, default=1461)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--patience", type=float, default=120, help="minutes for the last orders")
    given = asked.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="years-"))
    _set_up(folder, days=given.days)
    from benchmarks.years.run import Plan, run

    plan = Plan(
        stores=given.stores,
        subscriptions=given.subscriptions,
        days=given.days,
        seed=given.seed,
        patience=given.patience * 60,
    )
    wrong = run(plan=plan, folder=folder)
    if wrong:
        sys.stdout.write(f"Everything is kept in {folder}\n")
        return 1
    shutil.rmtree(folder)
    return 0


def _set_up(folder: Path, *, days: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/tamio.sqlite3"
    os.environ["TAMIO_CLOCK"] = f"+{days + _AHEAD_DAYS}d"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
