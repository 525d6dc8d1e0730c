"""How long the server takes over a page of a list of 100,000 submissions, and over the chart.

    python -m benchmarks.submissions [rows] [times]

Measured as `benchmarks.lists` measures, a minute between two sales and 95 of 100 in Fortnox.
"""

import os
import sys
import tempfile
from datetime import timedelta
from typing import Any

from benchmarks.lists import measure, set_up

ROOM = "integrations/fortnox/"
PAGES = {
    "first page": "submissions/",
    "last page": "submissions/?before=",
    "in Fortnox": "submissions/?state=submitted",
    "in Fortnox, last": "submissions/?state=submitted&before=",
    "failed": "submissions/?state=failed",
    "skipped (none)": "submissions/?state=only-skipped",
    "credit notes (none)": "submissions/?kind=credit-notes",
    "an hour": "submissions/?since=2026-11-22T10:00&until=2026-11-22T11:00",
    "search: a number in Fortnox": "submissions/?q=10150000",
    "search: one of 900 names": "submissions/?q=åsa+öberg",
    "search: a common first name": "submissions/?q=åsa",
    "search: everyone (example)": "submissions/?q=example",
    "search: nobody": "submissions/?q=qwertyuiop",
    "overview with the chart, 24 h": "?hours=24h",
    "overview with the chart, 7 days": "?hours=7d",
}


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        set_up()
        browser = _filled(rows)
        for name, page in PAGES.items():
            measure(browser, name, f"{ROOM}{page}", times)


def _filled(count: int) -> Any:
    """A browser that is signed in, in a store whose clock stands where its sales end."""
    from django.test import Client

    from tests.factories import NOW, make_member, make_store
    from tests.fortnox.pages import rows
    from tests.fortnox.pages.submission_list.many import make_submissions

    os.environ["TAMIO_CLOCK"] = NOW.isoformat()
    store = make_store(name="Stora butiken", slug="stora")
    rows.connect(store)
    rows.choose_accounts(store)
    make_submissions(store=store, count=count, apart=timedelta(minutes=1))
    browser = Client(headers={"accept-language": "sv"})
    browser.force_login(make_member(store=store))
    return browser


if __name__ == "__main__":
    main()
