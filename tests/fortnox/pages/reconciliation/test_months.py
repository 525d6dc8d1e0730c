"""Each finding counts once in the month of its sale, by what has become of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Reconciliation
from tamio.fortnox.pages.reconciliation.months import Became, months
from tamio.fortnox.sync.reconcile.settling import settle
from tests.factories import NOW, make_invoice, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, text_of
from tests.fortnox.pages.reconciliation.conftest import YESTERDAY, compared, finding

PAGE = f"{FORTNOX}reconciliation/"
NOVEMBER = f"{PAGE}months/2026-11/"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is NOW."""
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


@pytest.fixture
def nights(connected: Store) -> list[Reconciliation]:
    """Two. The first found three things; of these the second finds two, and one is settled."""
    invoice = make_invoice(store=connected)
    made = [
        compared(connected, last=YESTERDAY - timedelta(days=1)),
        compared(connected),
    ]
    for run, keys in zip(made, ["abc", "bc"], strict=True):
        for key in keys:
            finding(run, "differs", invoice, key=key, day=date(2026, 11, 2))
    settle(finding=made[1].findings.get(key="b"), reason="agreed", now=NOW, by=rows.PERSON)
    return made


def _counts(store: Store, month: date) -> tuple[int, int, int]:
    found = months(store=store, tenant_id="910001", today=NOW.date())
    counts = next(each.counts for each in found if each.begins == month)
    return counts[Became.PUT_RIGHT], counts[Became.SETTLED], counts[Became.OPEN]


@pytest.mark.usefixtures("nights")
def test_what_is_found_every_night_counts_once(connected: Store) -> None:
    assert _counts(connected, date(2026, 11, 1)) == (1, 1, 1)


@pytest.mark.usefixtures("nights")
def test_a_comparing_of_other_days_puts_nothing_right(connected: Store) -> None:
    compared(connected, first=date(2026, 10, 1), last=date(2026, 10, 31), nightly=False)
    assert _counts(connected, date(2026, 11, 1)) == (1, 1, 1)
    compared(connected, first=date(2026, 11, 2), last=date(2026, 11, 2), nightly=False)
    assert _counts(connected, date(2026, 11, 1)) == (2, 1, 0)


@pytest.mark.usefixtures("nights")
def test_one_that_is_not_over_says_nothing_yet(connected: Store) -> None:
    compared(connected, ended_at=None, nightly=False)
    assert _counts(connected, date(2026, 11, 1)) == (1, 1, 1)


def test_there_are_twelve_months_and_no_more(connected: Store) -> None:
    run = compared(connected, first=date(2025, 11, 1))
    invoice = make_invoice(store=connected)
    finding(run, "differs", invoice, key="old", day=date(2025, 11, 30))
    finding(run, "differs", invoice, key="first", day=date(2025, 12, 1))
    found = months(store=connected, tenant_id="910001", today=NOW.date())
    assert [each.begins for each in (found[0], found[-1])] == [date(2025, 12, 1), date(2026, 11, 1)]
    assert [each.found for each in found] == [1] + [0] * 11


@pytest.mark.usefixtures("nights")
def test_another_store_or_company_has_its_own(connected: Store) -> None:
    other = make_store()
    assert (
        sum(each.found for each in months(store=other, tenant_id="910001", today=NOW.date())) == 0
    )
    moved = months(store=connected, tenant_id="910002", today=NOW.date())
    assert sum(each.found for each in moved) == 0


@pytest.mark.usefixtures("nights")
def test_the_bars_lead_to_the_findings_of_that_month(browser: Client) -> None:
    page = browser.get(PAGE)
    shown = page.context["months"]
    assert 'class="bars-layer-3"' in page.content.decode()
    row = shown.rows[0]
    counts = [len(browser.get(cell.href).context["findings"]) for cell in row.cells]
    assert counts == [cell.count for cell in row.cells] == [1, 1, 1]
    assert len(browser.get(row.found.href).context["findings"]) == row.found.count == 3
    assert "Findings of Nov 2026" in text_of(browser, NOVEMBER)
    assert "No finding here" in text_of(browser, f"{PAGE}months/2026-10/?became=open")


@pytest.mark.parametrize("wrong", ["2026-13/", "2026-0/", "1999-1/", "9999-1/", "2026-1/?became=x"])
def test_what_is_no_month_is_not_found(browser: Client, connected: Store, wrong: str) -> None:
    assert browser.get(f"{PAGE}months/{wrong}").status_code == 404


def test_a_year_of_nights_costs_the_same_queries(browser: Client, connected: Store) -> None:
    invoice = make_invoice(store=connected)

    def asked(address: str) -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    finding(compared(connected), "differs", invoice, key="one")
    few = asked(PAGE), asked(NOVEMBER)
    for back in range(1, 40):
        last = YESTERDAY - timedelta(days=back)
        run = compared(connected, first=last - timedelta(days=30), last=last)
        for at in range(5):
            finding(run, "differs", invoice, key=f"{back}-{at}", day=last - timedelta(days=at))
    assert (asked(PAGE), asked(NOVEMBER)) == few
