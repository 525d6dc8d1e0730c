"""How long an invoice takes to become a PDF: from its rows in the database to the last byte.

    python -m benchmarks.papers [times]

Sells invoices of 3, 30 and 100 rows on a SQLite file of its own, and makes each `times` times
(default 100) in one process. The first is told apart: it reads the fonts. It also prints what the
process holds before and after, since a web process makes many.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
_ROWS = (3, 30, 100)


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        _set_up()
        numbers = {rows: _sold(rows) for rows in _ROWS}
        first, _size = _made(numbers[_ROWS[0]])
        print(f"the first in a process: {first * 1e3:.0f} ms; holds {_held():.0f} MB")
        for rows in _ROWS:
            _print(rows, [_made(numbers[rows]) for _ in range(times)])
        print(f"after {times * len(_ROWS)}: holds {_held():.0f} MB")


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


def _made(key: int) -> tuple[float, int]:
    """Seconds and bytes."""
    from tamio.commerce.documents.papers import invoice_paper
    from tamio.commerce.invoices.models import Invoice

    started = time.perf_counter()
    invoice = Invoice.objects.select_related("store", "customer").get(pk=key)
    content = invoice_paper(invoice, language="sv").content
    return time.perf_counter() - started, len(content)


def _print(rows: int, made: list[tuple[float, int]]) -> None:
    seconds = [each[0] for each in made]
    p99 = quantiles(seconds, n=100)[98]
    print(
        f"{rows} rows: median {median(seconds) * 1e3:.1f} ms, p99 {p99 * 1e3:.1f} ms,"
        f" {made[0][1] / 1024:.0f} kB"
    )


def _held() -> float:
    """Megabytes in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
