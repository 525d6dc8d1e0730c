"""The pages of backfills: dry run, start, progress, and who may do what."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Backfill, ExchangeRecord, Preflight, Settings
from tamio.fortnox.sync.backfill import feeding, steering
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.factories import NOW, make_invoice, make_store
from tests.fortnox.backfill.conftest import (
    PERSON,
    START,
    again,
    begun,
    fed,
    unrecorded,
    way_of,
)
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, member, text_of

PAGE = f"{FORTNOX}backfills/"
NEW = f"{PAGE}new/"
FROM_START = f"{NEW}?first={START.isoformat()}"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("views", "shown"):
        monkeypatch.setattr(f"tamio.fortnox.pages.backfill.{module}.now", lambda: NOW)


def _reject(delivery: Delivery) -> None:
    delivery.state, delivery.due_at = State.REJECTED, None
    delivery.problem = rows.problem().as_json(answer="rejected")
    delivery.save()


def one(backfill: Backfill, ending: str = "") -> str:
    return f"{PAGE}{backfill.pk}/{ending}"


def years(shop: Store, *found: list[str]) -> None:
    Preflight.objects.create(
        store=shop,
        tenant_id="910001",
        at=NOW,
        by=PERSON,
        requests=1,
        settings_mark="",
        findings=[],
        years=list(found),
    )


def test_the_first_page_proposes_the_start_date(browser: Client, shop: Store) -> None:
    page = text_of(browser, PAGE)
    assert f'value="{START.isoformat()}"' in page
    assert "Make a dry run" in page


def test_the_dry_run_tells_what_is_sent_what_is_not_and_how_long_it_takes(
    browser: Client, shop: Store
) -> None:
    unrecorded(shop, 2)
    unrecorded(shop, days_ago=31)
    rows.put(make_invoice(store=shop), State.SUBMITTED)
    page = text_of(browser, f"{NEW}?first=2026-01-01")
    assert "2 invoices, about 1 minute" in page
    assert "That takes 4 requests." in page
    assert "1 invoice is older than the start date" in page
    assert "1 invoice is in Fortnox already." in page
    assert "is not known yet" in page  # which financial years there are
    assert not ExchangeRecord.objects.exists()
    assert not Backfill.objects.exists()


def test_days_without_a_financial_year_are_warned_of(browser: Client, shop: Store) -> None:
    unrecorded(shop, 2)
    years(shop, ["2025-01-01", "2025-12-31"])
    assert "2 invoices are from days that no financial year" in text_of(browser, FROM_START)
    years(shop, ["2026-01-01", "2026-12-31"])
    page = text_of(browser, FROM_START)
    assert "financial year" not in page


def test_the_file_has_every_invoice_that_would_be_sent(browser: Client, shop: Store) -> None:
    sold = unrecorded(shop, 3)
    rows.put(make_invoice(store=shop), State.SUBMITTED)
    answer = browser.get(f"{PAGE}dry-run.csv?first={START.isoformat()}")
    text = b"".join(answer).decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text))
    assert head[0] == "Number"
    assert [int(line[0]) for line in lines] == [invoice.number for invoice in sold]


def test_it_is_started_and_followed(browser: Client, shop: Store) -> None:
    unrecorded(shop, 2)
    answer = browser.post(NEW, {"first": START.isoformat(), "last": "", "numbers": ""})
    backfill = Backfill.objects.get()
    assert answer["Location"] == one(backfill)
    assert (backfill.started_by, backfill.documents_told, backfill.requests_told) == (PERSON, 2, 4)
    page = text_of(browser, one(backfill))
    assert "0 of 2" in page
    assert 'hx-trigger="every' in page


def test_ticked_invoices_lead_to_their_dry_run_and_only_they_are_sent(
    browser: Client, shop: Store
) -> None:
    first, second = unrecorded(shop, 2)
    answer = browser.post(f"{PAGE}selection/", {"number": [str(second.number), "x"]})
    assert answer["Location"] == f"{NEW}?numbers={second.number}"
    assert "1 invoice, about 1 minute" in text_of(browser, answer["Location"])
    browser.post(NEW, {"numbers": str(second.number)})
    feeding.feed_due(lambda: NOW)
    assert way_of(first) is None
    assert way_of(second) is not None


def test_while_one_is_under_way_no_other_is_started(browser: Client, shop: Store) -> None:
    unrecorded(shop)
    backfill = begun(shop)
    assert one(backfill) in text_of(browser, FROM_START)
    answer = browser.post(NEW, {"first": START.isoformat()})
    assert answer.status_code == 422
    assert "Another backfill is under way" in answer.content.decode()
    assert Backfill.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Give the first day."),
        ({"first": "2026-11-20", "last": "2026-11-01"}, "before the first"),
        ({"first": "2027-11-20"}, "That day has not come yet."),
        ({"first": "yesterday"}, "valid date"),
        ({"numbers": "abc"}, "Write invoice numbers"),
        ({"numbers": "999999"}, "There is nothing to send"),
    ],
)
def test_what_cannot_be_started_says_why(
    browser: Client, shop: Store, asked: dict[str, str], said: str
) -> None:
    unrecorded(shop)
    answer = browser.post(NEW, asked)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Backfill.objects.exists()


def test_the_page_shows_how_far_it_is_what_failed_and_what_was_done(
    browser: Client, shop: Store
) -> None:
    arrived, failed, _ = unrecorded(shop, 3)
    backfill = fed(shop)
    rows.put(arrived, State.SUBMITTED)
    rows.put(failed, State.REJECTED, problem=rows.problem())
    page = text_of(browser, one(backfill))
    assert "1 of 3" in page
    assert "33%" in page
    assert "Fortnox does not find the account." in page
    assert f"/invoices/{failed.number}/#fortnox" in page
    assert "1 a minute" in page
    assert f"· {PERSON}" in page


def test_it_is_paused_resumed_and_stopped_by_button(browser: Client, shop: Store) -> None:
    unrecorded(shop, 2)
    backfill = fed(shop)
    assert "Paused" in browser.post(one(backfill, "pause/"), follow=True).content.decode()
    assert again(backfill).is_paused
    browser.post(one(backfill, "resume/"))
    assert again(backfill).runs
    page = browser.post(one(backfill, "stop/"), follow=True).content.decode()
    assert again(backfill).stopped_by == PERSON
    assert "Stopped" in page
    assert (
        "somebody was quicker"
        in browser.post(one(backfill, "pause/"), follow=True).content.decode()
    )


def test_the_part_that_moves_is_asked_for_alone_and_stops_asking(
    browser: Client, shop: Store
) -> None:
    (invoice,) = unrecorded(shop)
    backfill = fed(shop)
    headers = {"HX-Request": "true"}
    part = browser.get(one(backfill), headers=headers).content.decode()
    assert "<html" not in part
    assert "hx-get" in part
    rows.put(invoice, State.SUBMITTED)
    feeding.feed_due(lambda: NOW)
    part = browser.get(one(backfill), headers=headers).content.decode()
    assert "hx-get" not in part
    assert "Finished" in part


def test_a_closed_lane_says_what_it_waits_for(browser: Client, shop: Store) -> None:
    unrecorded(shop)
    backfill = begun(shop)
    rows.close_lane(shop)
    assert "Waits for the connection" in text_of(browser, one(backfill))


def test_a_lane_full_of_what_is_stopped_says_so(
    browser: Client, shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("tamio.fortnox.sync.backfill.feeding", "tamio.fortnox.pages.backfill.shown"):
        monkeypatch.setattr(f"{module}.WINDOW", 1)
    first, _ = unrecorded(shop, 2)
    backfill = fed(shop)
    rows.put(first, State.REJECTED, problem=rows.problem())
    assert "So many documents are stopped" in text_of(browser, one(backfill))


def test_the_overview_leads_to_it(browser: Client, shop: Store) -> None:
    unrecorded(shop)
    assert PAGE in text_of(browser, FORTNOX)
    backfill = begun(shop)
    assert one(backfill) in text_of(browser, FORTNOX)


def test_a_viewer_sees_and_does_nothing(shop: Store) -> None:
    unrecorded(shop)
    backfill = begun(shop)
    viewer = member(shop, Role.VIEWER)
    assert '<form method="post"' not in viewer.get(one(backfill)).content.decode().split("<main")[1]
    for act in ("pause", "resume", "stop"):
        assert viewer.post(one(backfill, f"{act}/")).status_code == 403
    assert viewer.post(NEW, {"first": START.isoformat()}).status_code == 403
    assert viewer.post(f"{PAGE}selection/", {"number": "1"}).status_code == 403


def test_another_stores_backfill_is_not_found(browser: Client, shop: Store) -> None:
    foreign = make_store()
    rows.connect(foreign)
    rows.choose_accounts(foreign)
    unrecorded(foreign)
    backfill = begun(foreign)
    assert browser.get(one(backfill)).status_code == 404
    assert browser.post(one(backfill, "stop/")).status_code == 404


def test_without_a_connection_there_is_nothing_to_backfill(browser: Client, store: Store) -> None:
    for address in (PAGE, FROM_START):
        assert browser.get(address)["Location"] == FORTNOX
    assert browser.get(f"{PAGE}dry-run.csv").status_code == 404


def test_no_page_asks_more_the_more_there_is(browser: Client, shop: Store) -> None:
    def asked(sold: int) -> list[int]:
        unrecorded(shop, sold)
        backfill = fed(shop)
        first = backfill.documents.order_by("pk")[: sold // 2]
        for document in first.select_related("delivery"):
            _reject(document.delivery)
        counts = []
        for address in (PAGE, FROM_START, one(backfill)):
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            counts.append(len(queries))
        steering.stop(backfill, now=NOW, by=PERSON)
        return counts

    few = asked(3)
    assert asked(15) == few


def test_the_lists_and_sentences_name_what_was_taken_back(browser: Client, shop: Store) -> None:
    (invoice,) = unrecorded(shop)
    steering.stop(fed(shop), now=NOW, by=PERSON)
    page = text_of(browser, f"/backoffice/glashyttan/invoices/{invoice.number}/")
    assert "part of a backfill that was stopped" in page


def test_a_backfill_raises_no_alarm_for_its_age(shop: Store) -> None:
    from tamio.fortnox.alerts.troubles import troubles_of

    held = make_invoice(store=shop, now=NOW - timedelta(days=9))
    rows.put(held, State.HELD, reason="manual")
    fed(shop)
    assert Delivery.objects.filter(state=State.WAITING).count() == 1
    assert troubles_of(stores=[shop.pk], now=NOW) == {}


def test_the_audit_page_tells_of_it_in_words(browser: Client, shop: Store) -> None:
    unrecorded(shop)
    steering.pause(begun(shop), now=NOW, by=PERSON)
    page = text_of(browser, "/backoffice/glashyttan/audit/")
    assert "How it stands" in page
    assert "under way" in page
    assert Settings.objects.filter(store=shop).exists()
