"""The page says how the two sides stand, and offers what solves each finding."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Finding, Reconciliation, SettledFinding
from tamio.outbox.problem import Problem
from tests.factories import NOW, make_invoice
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, member, text_of
from tests.fortnox.pages.reconciliation.conftest import compared, finding

PAGE = f"{FORTNOX}reconciliation/"


def page_of(run: Reconciliation) -> str:
    return f"{PAGE}{run.pk}/"


def found(run: Reconciliation, kind: str) -> Finding:
    return run.findings.get(kind=kind)


def test_what_is_equal_is_said_here_and_on_the_overview(browser: Client, connected: Store) -> None:
    run = compared(connected)
    assert "Everything is equal" in text_of(browser, page_of(run))
    assert "Everything up to Nov 22, 2026 is equal" in text_of(browser, FORTNOX)


def test_each_finding_says_what_differs_and_by_how_much(
    browser: Client, run: Reconciliation
) -> None:
    page = text_of(browser, page_of(run))
    assert "3 findings to look at" in page
    assert "account 3001 → 3002, price 199 → 160, amount 199 → 160" in page
    assert "Carries this store&#x27;s reference" in page or "Carries this store's" in page
    assert "Customer: Åsa Öberg." in page
    assert "SEK 761.00" in page


def test_a_sale_that_is_missing_is_sent_with_one_click(
    browser: Client, run: Reconciliation, skipped: Invoice
) -> None:
    answer = browser.post(f"{FORTNOX}findings/{found(run, 'missing').pk}/send/", follow=True)
    assert "is sent to Fortnox at once" in answer.content.decode()
    assert rows.submission_of(skipped).state == "waiting"


def test_a_refusal_to_send_is_said(browser: Client, run: Reconciliation) -> None:
    answer = browser.post(f"{FORTNOX}findings/{found(run, 'changed').pk}/send/", follow=True)
    assert "already been submitted" in answer.content.decode()


def test_what_is_settled_with_a_reason_stays_so_in_the_next_comparison(
    browser: Client, run: Reconciliation, connected: Store
) -> None:
    for each in run.findings.all():
        browser.post(f"{FORTNOX}findings/{each.pk}/settle/", {"reason": "Känt sedan förra veckan"})
    page = text_of(browser, page_of(run))
    assert "Everything that differed is settled" in page
    assert "Känt sedan förra veckan" in page

    again = compared(connected, nightly=False)
    finding(again, "unknown", None, key=found(run, "unknown").key, order_number="10299")
    assert "Everything that differed is settled" in text_of(browser, page_of(again))
    browser.post(f"{FORTNOX}findings/{found(run, 'unknown').pk}/settle/", {"again": "1"})
    assert "1 finding to look at" in text_of(browser, page_of(again))


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_nothing_is_settled_without_a_reason(
    browser: Client, run: Reconciliation, reason: str
) -> None:
    address = f"{FORTNOX}findings/{found(run, 'unknown').pk}/settle/"
    answer = browser.post(address, {"reason": reason}, follow=True)
    assert "Give a reason of 1 to 200 characters." in answer.content.decode()
    assert not SettledFinding.objects.exists()


def test_who_may_only_look_is_offered_nothing_and_refused(
    connected: Store, run: Reconciliation
) -> None:
    viewer = member(connected, Role.VIEWER)
    page = text_of(viewer, page_of(run))
    assert "Mark as settled" not in page
    assert viewer.post(PAGE, {}).status_code == 403
    pk = found(run, "unknown").pk
    for deed in ("send", "settle"):
        assert viewer.post(f"{FORTNOX}findings/{pk}/{deed}/").status_code == 403


def test_a_period_is_asked_for_once_and_shown_as_under_way(
    browser: Client, connected: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tamio.fortnox.pages.reconciliation.views.now", lambda: NOW)
    asked = {"first": "2026-11-01", "last": "2026-11-22"}
    answers = [browser.post(PAGE, asked) for _ in range(2)]
    (run,) = Reconciliation.objects.all()
    assert {answer["Location"] for answer in answers} == {page_of(run)}
    assert (run.first, run.last) == (date(2026, 11, 1), date(2026, 11, 22))
    page = text_of(browser, page_of(run))
    assert "being compared" in page
    assert "Everything is equal" not in page
    asks_again = {"hx-request": "true"}
    assert browser.get(page_of(run), headers=asks_again).status_code == 204
    Reconciliation.objects.update(started_at=NOW, ended_at=NOW, counts={"sales": 0, "equal": 0})
    assert browser.get(page_of(run), headers=asks_again)["HX-Refresh"] == "true"
    assert "Everything is equal" in text_of(browser, page_of(run))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-11-10", "2026-11-01", "The last day is before the first."),
        ("2026-11-10", "2027-01-01", "That day has not come yet."),
        ("2024-01-01", "2026-11-01", "Compare at most 366 days at once."),
        ("", "2026-11-01", "Give the first day of the period."),
    ],
)
def test_a_period_that_cannot_be_is_refused_where_it_is_wrong(
    browser: Client,
    connected: Store,
    monkeypatch: pytest.MonkeyPatch,
    first: str,
    last: str,
    said: str,
) -> None:
    monkeypatch.setattr("tamio.fortnox.pages.reconciliation.views.now", lambda: NOW)
    answer = browser.post(PAGE, {"first": first, "last": last})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Reconciliation.objects.exists()


def test_one_that_was_given_up_says_why(browser: Client, connected: Store) -> None:
    problem: Problem = rows.problem()
    run = compared(
        connected, ended_at=None, given_up_at=NOW, problem=problem.as_json(answer="later")
    )
    page = text_of(browser, page_of(run))
    assert "could not be compared" in page
    assert "Fortnox does not find the account." in page


def test_the_files_hold_every_finding_and_every_day(browser: Client, run: Reconciliation) -> None:
    findings = browser.get(f"{page_of(run)}findings.csv").content.decode("utf-8-sig").splitlines()
    assert len(findings) == 4
    assert "Changed in Fortnox" in findings[2]
    assert "199.00,960.00,761.00" in findings[2]
    days = browser.get(f"{page_of(run)}days.csv").content.decode("utf-8-sig").splitlines()
    assert len(days) == 21
    assert days[-1] == "2026-11-22,SEK,4,3373.00,4,4134.00,761.00"


def test_a_text_in_a_file_never_becomes_a_formula(browser: Client, run: Reconciliation) -> None:
    each = found(run, "unknown")
    browser.post(f"{FORTNOX}findings/{each.pk}/settle/", {"reason": "=1+1"})
    file = browser.get(f"{page_of(run)}findings.csv").content.decode("utf-8-sig")
    assert "'=1+1" in file


def test_the_pages_ask_no_more_as_findings_and_periods_grow(
    browser: Client, run: Reconciliation, connected: Store
) -> None:
    def asked() -> list[int]:
        counts = []
        for address in (page_of(run), PAGE, FORTNOX):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                text_of(browser, address)
            counts.append(len(captured))
        return counts

    few = asked()
    for _ in range(5):
        finding(run, "differs", make_invoice(store=connected))
        compared(connected, nightly=False)
    assert asked() == few


def test_before_connecting_there_is_nothing_to_compare(browser: Client, store: Store) -> None:
    assert browser.get(PAGE)["Location"] == FORTNOX


def test_what_is_settled_stands_in_the_audit_trail(browser: Client, run: Reconciliation) -> None:
    address = f"{FORTNOX}findings/{found(run, 'unknown').pk}/settle/"
    for said in ({"reason": "Vår revisors"}, {"reason": "en gång till"}, {"again": "1"}):
        browser.post(address, said)
    told = text_of(browser, "/backoffice/glashyttan/audit/")
    assert told.count("Finding · 10299") == 2
    assert "Vår revisors" in told
    assert "en gång till" not in told
