"""How long the server takes over a page of a list of 100,000 invoices, or as many customers;
and over an answer of the palette.

    python -m benchmarks.lists [rows] [times]

Each page is asked for `times` times (default 40) in one process, as the owner of the store, with
session, rights, the integrations' chips and the template: all that the server does. A search is
asked for as typing asks for it: the list alone. Says the middle
and the slowest tenth by the clock, the middle of the process's own time, what of that the database
took in one of them (SQLite works in the process itself), and how many queries.
With DATABASE_URL set to an empty PostgreSQL database it measures there, else on SQLite in a file;
a database that an earlier run has filled is measured as it is.
"""

import os
import sys
import tempfile
import time
from statistics import median, quantiles
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

ROW = (b'<tr class="row-link', b'role="option"')
PAGES = {
    "first page": "",
    "last page": "?before=",
    "by total, first": "?sort=-total",
    "by total, last": "?sort=-total&before=",
    "by buyer, first": "?sort=buyer_name",
    "by buyer, last": "?sort=buyer_name&before=",
    "not paid": "?paid=unpaid",
    "not paid, last": "?paid=unpaid&before=",
    "search: number": "?q=154321",
    "search: OCR": "?q={ocr}",
    "search: e-mail": "?q=kund154321@example.com",
    "search: one of 900 names": "?q=åsa+öberg",
    "search: a common first name": "?q=åsa",
    "search: two letters": "?q=ås",
    "search: one letter": "?q=a",
    "search: everyone (example)": "?q=example",
    "search: everyone, last page": "?q=example&before=",
    "search: a name, by total": "?q=åsa&sort=-total",
    "search: a name, oldest first": "?q=åsa&sort=number",
    "search: a name, not paid": "?q=åsa&paid=unpaid",
    "search: nobody": "?q=qwertyuiop",
}
OF_CUSTOMERS = {
    name: query.replace("buyer_name", "name")
    for name, query in PAGES.items()
    if "total" not in name and "paid" not in name and "OCR" not in name
}


#: The palette, asked as typing asks: all that it looks through at once.
OF_THE_PALETTE = {
    "palette: nothing written": "?q=",
    "palette: number": "?q=154321",
    "palette: OCR": "?q={ocr}",
    "palette: one of 900 names": "?q=åsa+öberg",
    "palette: a common first name": "?q=åsa",
    "palette: one letter": "?q=a",
    "palette: everyone (example)": "?q=example",
    "palette: nobody": "?q=qwertyuiop",
}


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        set_up()
        browser, ocr = _filled(rows)
        rooms = (("find", OF_THE_PALETTE), ("invoices", PAGES), ("customers", OF_CUSTOMERS))
        for room, pages in rooms:
            print(f"{rows} {room}")
            for name, query in pages.items():
                measure(browser, name, f"{room}/{query.format(ocr=ocr)}", times)


def set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _filled(rows: int) -> tuple[Any, str]:
    """A browser that is signed in, and the reference of an invoice in the middle."""
    from django.test import Client

    from tamio.commerce.payments.references import ocr_number
    from tamio.commerce.stores.models import OcrKind, Store
    from tests.factories import make_member, make_store
    from tests.many import make_customers, make_invoices

    store = Store.objects.filter(slug="stora").first()
    if store is None:
        store = make_store(name="Stora butiken", slug="stora")
        began = time.perf_counter()
        make_invoices(store=store, customers=make_customers(store=store, count=rows))
        print(f"written in {time.perf_counter() - began:.0f} s")
    browser = Client(headers={"accept-language": "sv"})
    email = f"owner-{time.time_ns()}@example.com"
    browser.force_login(make_member(store=store, email=email))
    return browser, ocr_number(100_001 + rows // 2, kind=OcrKind.LENGTH)


_ASKED_BY = {
    "search": {"HX-Request": "true"},
    "palette": {"HX-Request": "true", "HX-Target": "palette-results"},
}


def measure(browser: Any, name: str, address: str, times: int) -> None:
    from django.db import connection

    asked: list[float] = []

    def ask(execute: Any, *said: Any) -> Any:
        own = time.process_time()
        cursor = execute(*said)
        asked.append(1000 * (time.process_time() - own))
        return cursor

    headers = _ASKED_BY.get(name.partition(":")[0], {})
    browser.get(f"/backoffice/stora/{address}", headers=headers)
    with connection.execute_wrapper(ask):
        page = browser.get(f"/backoffice/stora/{address}", headers=headers)
    assert page.status_code == 200, page.status_code
    clock, own = [], []
    for _ in range(times):
        began, own_began = time.perf_counter(), time.process_time()
        browser.get(f"/backoffice/stora/{address}", headers=headers)
        clock.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.process_time() - own_began))
    print(
        f"{name:30} {sum(map(page.content.count, ROW)):3} rows {len(asked):3} queries"
        f" {median(clock):6.1f} ms, slowest tenth {quantiles(clock, n=10)[8]:6.1f},"
        f" own {median(own):6.1f}, of it in the database {sum(asked):5.1f}"
    )


if __name__ == "__main__":
    main()
