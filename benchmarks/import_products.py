"""How long a file of products takes: read, checked, imported, and the same file once more.

    python -m benchmarks.import_products [rows] [csv|xlsx]

The work of the worker alone, in this process, on the embedded database unless DATABASE_URL says
otherwise. Prints seconds, and the longest transaction, which is how long a sale may have to wait.
"""

import io
import os
import sys
import tempfile
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

_BY = "benchmark@example.com"


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    kind = sys.argv[2] if len(sys.argv) > 2 else "csv"
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        _set_up()
        _measure(rows, kind)


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measure(rows: int, kind: str) -> None:
    from tests.factories import make_store

    store, content = make_store(), _file(rows, kind)
    sys.stdout.write(f"{rows} rows, {len(content) / 1e6:.1f} MB of {kind}\n")
    _run(store, content, "first time")
    _run(store, content, "the same again")


def _run(store: object, content: bytes, what: str) -> None:
    from tamio.clock import now
    from tamio.commerce.catalogue.exchange import work

    made = work.begin(store=store, file_name="v", content=content, by=_BY, now=now())  # type: ignore[arg-type]
    _until_it_waits(made, f"{what}: read and checked")
    sys.stdout.write(f"  new {made.new}, same {made.same}, wrong {made.wrong}\n")
    if work.agree(made, by=_BY):
        made.refresh_from_db()
        _until_it_waits(made, f"{what}: imported")


def _until_it_waits(made: object, what: str) -> None:
    from tamio.clock import now
    from tamio.commerce.catalogue.exchange import work

    started, longest = time.perf_counter(), 0.0
    while made.is_under_way:  # type: ignore[attr-defined]
        is_reading = made.state == "reading"  # type: ignore[attr-defined]
        began = time.perf_counter()
        work.step(made, now=now())  # type: ignore[arg-type]
        if not is_reading:
            longest = max(longest, time.perf_counter() - began)
        made.refresh_from_db()  # type: ignore[attr-defined]
    sys.stdout.write(
        f"{what}: {time.perf_counter() - started:.1f} s, longest piece {longest * 1000:.0f} ms\n"
    )
    sys.stdout.flush()


def _file(rows: int, kind: str) -> bytes:
    head = ["sku", "name", "type", "description", "price", "stock", "vat_class", "unit", "weight"]
    lines = (
        [f"V-{at:06}", f"Vara nummer {at}", "physical", f"Beskrivning av vara {at}. " * 4,
         f"{at % 900 + 9},90", str(at % 50), "standard", "st", str(at % 900 + 1)]
        for at in range(rows)
    )  # fmt: skip
    if kind == "csv":
        return "\n".join(";".join(line) for line in (head, *lines)).encode()
    from openpyxl import Workbook

    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for line in (head, *lines):
        sheet.append(line)
    book.save(file)
    return file.getvalue()


if __name__ == "__main__":
    main()
