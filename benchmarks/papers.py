"""How long an invoice takes to become a PDF: from its rows in the database to the last byte.

    python -m benchmarks.papers [times]

Sells invoices of 3, 30 and 100 rows on a SQLite file of its own, and makes each `times` times
(default 100) in one process. The first is told apart: it reads the fonts. Processor time stands
beside the clock's, which other work on the machine moves. It also prints what the process holds
before and after, since a web process makes many.
"""

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
_ROWS = (3, 30, 100)


@dataclass(frozen=True, slots=True)
class Made:
    """One paper: seconds of both kinds, and bytes."""

    clock: float
    processor: float
    size: int


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        _set_up()
        numbers = {rows: _sold(rows) for rows in _ROWS}
        first = _made(numbers[_ROWS[0]])
        print(f"the first in a process: {first.processor * 1e3:.0f} ms of processor")
        before = _held()
        for rows in _ROWS:
            _print(rows, [_made(numbers[rows]) for _ in range(times)])
        print(f"holds {before:.0f} MB, and {_held():.0f} MB after {times * len(_ROWS)} more")


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _sold(rows: int) -> int:
    """The key of an invoice with so many rows."""
    from tests.commerce.documents.reading import selling_store, sold
    from tests.commerce.sales import sale_line

    lines = [sale_line(sku=f"VARA-{n}", description=f"Vara nummer {n}") for n in range(rows)]
    return sold(*lines, store=selling_store()).pk


def _made(key: int) -> Made:
    from tamio.commerce.documents.papers import invoice_paper
    from tamio.commerce.invoices.models import Invoice

    clock, processor = time.perf_counter(), time.process_time()
    invoice = Invoice.objects.select_related("store", "customer").get(pk=key)
    content = invoice_paper(invoice, language="sv").content
    return Made(time.perf_counter() - clock, time.process_time() - processor, len(content))


def _print(rows: int, made: list[Made]) -> None:
    clock = [each.clock for each in made]
    slowest = quantiles(clock, n=100)[98]
    print(
        f"{rows} rows: median {median(clock) * 1e3:.1f} ms, p99 {slowest * 1e3:.1f}"
        f" ms; {median(each.processor for each in made) * 1e3:.1f} ms of processor;"
        f" {made[0].size / 1024:.0f} kB"
    )


def _held() -> float:
    """Megabytes in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
