"""The list asks as much among ten thousand submissions as among ten."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.stores.models import Store
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox.status import tally
from tests.fortnox.pages.conftest import FORTNOX
from tests.fortnox.pages.submission_list.conftest import LIST
from tests.fortnox.pages.submission_list.many import make_submissions

pytestmark = pytest.mark.integration
PAGES = [
    LIST, f"{LIST}?before=", f"{LIST}?sort=recorded_at", f"{LIST}?state=failed",
    f"{LIST}?state=submitted", f"{LIST}?state=submitted&before=", f"{LIST}?kind=invoices",
    f"{LIST}?span=24h", f"{LIST}?q=asa", f"{LIST}?q=example", f"{LIST}?q=10100001",
    FORTNOX, f"{FORTNOX}?hours=48h", f"{FORTNOX}?hours=7d",
]  # fmt: skip
#: As for the other lists: a search that finds very much asks a little more.
MOST_MORE = 6


def test_ten_and_ten_thousand_cost_the_same_queries(browser: Client, connected: Store) -> None:
    make_submissions(store=connected, count=20, first=100_001)
    few = {page: _queries(browser, page) for page in PAGES}
    make_submissions(store=connected, count=9_980, first=200_001)
    many = {page: _queries(browser, page) for page in PAGES}
    searched = {page for page in PAGES if "q=asa" in page or "q=example" in page}
    assert {page: many[page] for page in PAGES if page not in searched} == {
        page: few[page] for page in PAGES if page not in searched
    }
    assert not {page for page in searched if many[page] > few[page] + MOST_MORE}
    assert max(many[page] for page in PAGES if page.startswith(LIST)) <= 22


@pytest.mark.parametrize("knows_the_figures", [True, False])
def test_nothing_leads_past_all_that_was_ever_sent(
    browser: Client, connected: Store, knows_the_figures: bool
) -> None:
    """Whether SQLite has counted the tables, as it has not in most installations, or not."""
    if connection.vendor != "sqlite":
        return  # the plan is SQLite's
    make_submissions(store=connected, count=3_000)
    if not knows_the_figures:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_stat1")
            cursor.execute("ANALYZE sqlite_schema")
    by_time = "outbox_delivery USING INDEX outbox_store_by_time (store_id=? AND destination=?"
    for page, way in {
        LIST: by_time,
        f"{LIST}?before=": by_time,
        f"{LIST}?state=submitted": by_time,
        f"{LIST}?state=failed": "outbox_delivery USING INTEGER PRIMARY KEY",
        f"{LIST}?q=asa": "outbox_delivery USING INTEGER PRIMARY KEY",
        f"{LIST}?span=24h": f"{by_time} AND recorded_at>?",
        f"{FORTNOX}?hours=24h": f"{by_time} AND recorded_at>?",
        f"{FORTNOX}?hours=7d": f"{by_time} AND recorded_at>?",
    }.items():
        plans = _plans(browser, page)
        assert any(way in plan for plan in plans), (page, plans)
        assert not any("SCAN outbox_delivery" in plan for plan in plans), (page, plans)


def test_the_oldest_that_is_open_is_not_looked_for_among_what_is_settled(
    connected: Store,
) -> None:
    if connection.vendor != "sqlite":
        return  # the plan is SQLite's
    make_submissions(store=connected, count=3_000)
    with CaptureQueriesContext(connection) as asked:
        tally(store_id=connected.pk, destination=DESTINATION)
    assert all("outbox_store_by_state" in _plan(each["sql"]) for each in asked)


def _plans(browser: Client, page: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        browser.get(page)
    about = [each["sql"] for each in asked if "recorded_at" in each["sql"]]
    return [_plan(sql) for sql in about]


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "; ".join(row[3] for row in cursor.fetchall())


def _queries(browser: Client, page: str) -> int:
    browser.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)
