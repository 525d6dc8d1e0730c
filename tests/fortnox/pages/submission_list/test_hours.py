"""What was recorded stands in its hour, and each bar leads to just those that are in it."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.submission_list.groups import Group
from tamio.fortnox.pages.submission_list.hours import WINDOWS, pieces
from tamio.outbox.states import State
from tests.factories import NOW, make_invoice, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, text_of
from tests.fortnox.pages.submission_list.conftest import recorded


def _totals(store: Store, window: str, now: datetime = NOW) -> list[int]:
    return [each.total for each in pieces(store=store, window=window, now=now)]


@pytest.mark.parametrize(("window", "bars"), [("24h", 24), ("48h", 48)])
def test_hours_are_whole_and_the_last_is_not_over(store: Store, window: str, bars: int) -> None:
    found = pieces(store=store, window=window, now=NOW + timedelta(minutes=40))
    assert len(found) == bars
    assert found[-1].since == NOW
    assert all(each.until - each.since == timedelta(hours=1) for each in found)
    assert all(one.until == other.since for one, other in itertools.pairwise(found))


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 10, 28, 12, 30, tzinfo=UTC),  # the 25th had 25 hours
        datetime(2026, 3, 31, 0, 10, tzinfo=UTC),  # the 29th had 23
        NOW,
    ],
)
def test_a_week_is_in_quarters_of_days_with_nothing_left_out(store: Store, now: datetime) -> None:
    found = pieces(store=store, window="7d", now=now)
    assert found[0].since.astimezone(UTC) <= now - timedelta(days=6)
    assert found[-1].until > now
    assert all(one.until == other.since for one, other in itertools.pairwise(found))
    assert 24 < len(found) <= 28


def test_each_is_counted_once_by_where_it_is_now(three: list[Invoice], connected: Store) -> None:
    recorded(three[0], NOW - timedelta(hours=30))
    recorded(three[1], NOW - timedelta(minutes=1))
    recorded(three[2], NOW)
    skipped, held = make_invoice(store=connected), make_invoice(store=connected)
    rows.put(skipped, State.SKIPPED, reason="x")
    rows.put(held, State.HELD, reason="manual")
    foreign = make_store()
    rows.connect(foreign)
    make_invoice(store=foreign)
    day = pieces(store=connected, window="24h", now=NOW)
    assert day[-2].counts == {Group.SUBMITTED: 0, Group.WAITING: 0, Group.FAILED: 1}
    assert day[-1].counts == {Group.SUBMITTED: 0, Group.WAITING: 2, Group.FAILED: 0}
    assert {window: sum(_totals(connected, window)) for window in WINDOWS} == {
        "24h": 3,
        "48h": 4,
        "7d": 4,
    }


def test_the_bars_lead_to_what_is_in_them(
    browser: Client, three: list[Invoice], connected: Store
) -> None:
    recorded(three[1], NOW - timedelta(hours=5))
    hours: Any = browser.get(FORTNOX).context["hours"]
    row = next(row for row in hours.rows if row.cells[2].count)
    listed = browser.get(row.cells[2].href).context["rows"]
    assert [each.invoice.buyer_name for each in listed] == ["Bo Ek"]
    failed = browser.get(hours.sums[2].href).context["rows"]
    assert len(failed) == 1
    assert sum(len(browser.get(row.href).context["rows"]) for row in hours.rows) == hours.total


@pytest.mark.usefixtures("three")
def test_the_page_has_the_chart_and_the_table_behind_it(browser: Client) -> None:
    page = text_of(browser, f"{FORTNOX}?hours=7d")
    assert 'class="bars-layer-3"' in page
    assert 'href="?hours=7d#hours" aria-current="page"' in page
    assert "As a table" in page
    assert 'href="?hours=24h#hours" aria-current="page"' in text_of(browser, f"{FORTNOX}?hours=x")
