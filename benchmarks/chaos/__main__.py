"""Proves that every invoice becomes exactly one order, whatever goes wrong.

    python -m benchmarks.chaos --seed 7 --minutes 60 --lanes 40 --invoices 4000

Sells in many shops while workers are killed, Fortnox fails in every way the simulator knows, is
killed too, and consents are withdrawn; then lets everything calm down and compares what stands in
Fortnox with what was sold. Exits with 1 and a list if anything is wrong; the files are kept then.
A database in PostgreSQL must be there, and empty.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.chaos.options import Options, parse


def main(arguments: list[str]) -> int:
    options, database = parse(arguments)
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    address = f"sqlite:///{folder}/tamio.sqlite3" if database == "sqlite" else database
    _set_up(address)
    is_right = _run(options, address, folder)
    if is_right:
        shutil.rmtree(folder)
    else:
        sys.stdout.write(f"Everything is kept in {folder}\n")
    return 0 if is_right else 1


def _set_up(database: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ["DATABASE_URL"] = database
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _run(options: Options, database: str, folder: Path) -> bool:
    from benchmarks.chaos.report import lines_of
    from benchmarks.chaos.run import run
    from tamio.commerce.stores.models import Store

    if Store.objects.exists():
        raise SystemExit("this database is not empty: a run needs one of its own")
    sys.stdout.write(f"{options}\n")
    outcome = run(options=options, database=database, folder=folder)
    for line in lines_of(outcome):
        sys.stdout.write(line + "\n")
    return not outcome.wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
