"""What the integration adds to the audit trail: submissions, requests, changes of its settings."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ExchangeRecord
from tamio.outbox.models import DeliveryEvent
from tamio.outbox.states import State
from tests.factories import NOW, company_buyer, make_invoice
from tests.fortnox.pages import rows

URL = "/backoffice/glashyttan/audit/"


@pytest.fixture
def invoice(connected: Store) -> Invoice:
    return make_invoice(store=connected)


def page_of(browser: Client, query: str = "") -> str:
    answer = browser.get(f"{URL}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def exported(browser: Client, query: str = "") -> list[dict[str, str]]:
    answer = browser.get(f"{URL}audit.json{query}")
    return list(json.loads(b"".join(answer)))


def test_an_invoices_way_stands_on_it_with_the_person_who_sent_it(
    browser: Client, invoice: Invoice
) -> None:
    delivery = rows.put(invoice, State.REJECTED, problem=rows.problem())
    delivery.retry(now=NOW + timedelta(minutes=1), by=rows.PERSON)
    page = page_of(browser, f"?invoice={invoice.number}&kind=fortnox-submissions")
    assert "Not accepted by Fortnox" in page
    assert "Fortnox does not find the account." in page
    assert "Chose Retry" in page
    assert rows.PERSON in page


def test_a_request_stands_on_it_and_leads_to_what_was_sent(
    browser: Client, invoice: Invoice
) -> None:
    record = rows.exchange(invoice.store, delivery=rows.submission_of(invoice))
    page = page_of(browser, "?kind=fortnox-requests")
    assert "Create the order" in page
    assert f"/integrations/fortnox/exchanges/{record.pk}/" in page
    assert f"Invoice {invoice.number}" in page


def test_the_export_has_what_was_sent_and_answered_and_no_persons_number(
    browser: Client, invoice: Invoice
) -> None:
    body = '{"Customer":{"OrganisationNumber":"811218-9876","Name":"Lars Bygg"}}'
    rows.exchange(
        invoice.store, delivery=rows.submission_of(invoice), request_body=body,
        path="/3/customers",
    )  # fmt: skip
    row = exported(browser, "?kind=fortnox-requests")[0]
    assert json.loads(row["sent"])["Customer"]["OrganisationNumber"] == "811218-••••"
    assert json.loads(row["answered"])["Order"]["Total"] == 148.50
    assert row["code"] == "request.POST"


def test_a_buyers_name_finds_all_that_was_done_about_them(
    browser: Client, connected: Store
) -> None:
    theirs = make_invoice(store=connected, buyer_details=company_buyer())
    other = make_invoice(store=connected)
    for each in (theirs, other):
        rows.exchange(connected, delivery=rows.submission_of(each))
    found = exported(browser, "?q=glasbruket")
    assert {row["subject"] for row in found} == {f"Invoice {theirs.number}"}
    assert {row["kind"] for row in found} == {
        "invoices", "fortnox-requests", "fortnox-submissions"
    }  # fmt: skip


def test_what_a_person_did_is_found_without_tamios_own_requests(
    browser: Client, invoice: Invoice
) -> None:
    rows.exchange(invoice.store, delivery=rows.submission_of(invoice))
    rows.submission_of(invoice).skip(reason="Dubblett", now=NOW, by=rows.PERSON)
    found = exported(browser, f"?by={rows.PERSON}&kind=fortnox-submissions")
    assert [(row["code"], row["text"]) for row in found] == [("submission.skipped", "Dubblett")]
    assert exported(browser, f"?by={rows.PERSON}&kind=fortnox-requests") == []


def test_a_chosen_account_says_from_what_to_what(browser: Client, connected: Store) -> None:
    chosen = {
        "goods_account": "3041", "services_account": "3041", "automatic": "no",
        "start_date": "2026-11-01", "customer_prefix": "T", "send_zero_totals": "no",
    }  # fmt: skip
    answer = browser.post("/backoffice/glashyttan/integrations/fortnox/settings/", chosen)
    assert answer.status_code == 302
    found = exported(browser, "?kind=fortnox-connection")
    changed = {row["field"]: (row["before"], row["after"]) for row in found}
    assert changed["Revenue account for physical goods"] == ("3001", "3041")
    assert changed["Send every sale by itself"] == ("yes", "no")
    assert changed["Prefix of customer numbers"] == ("", "T")
    assert changed["Send invoices of 0"] == ("yes", "no")
    assert {row["by"] for row in found} == {rows.PERSON}


def test_it_asks_as_much_of_many_requests_as_of_few(browser: Client, invoice: Invoice) -> None:
    delivery = rows.submission_of(invoice)
    for _ in range(3):
        rows.exchange(invoice.store, delivery=delivery)
    few = _queries(browser)
    other = rows.submission_of(make_invoice(store=invoice.store))
    for number in range(60):
        rows.exchange(invoice.store, delivery=other, at=NOW + timedelta(seconds=number))
        other.events.create(at=NOW + timedelta(seconds=number), by="tamio", what="later")
    assert _queries(browser) <= few
    assert few <= 31


def _queries(browser: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        page_of(browser)
    return len(asked)


def test_the_database_keeps_exchanges_and_events_as_they_were(invoice: Invoice) -> None:
    record = rows.exchange(invoice.store, delivery=rows.submission_of(invoice))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ExchangeRecord.objects.filter(pk=record.pk).update(answer_body="{}")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        DeliveryEvent.objects.filter(delivery__subject_id=invoice.pk).update(by="nobody")
    with pytest.raises(TypeError, match="append-only"):
        record.delete()


def test_a_csv_of_requests_can_be_read_again(browser: Client, invoice: Invoice) -> None:
    rows.exchange(invoice.store, answer_body='{"a": "rad 1\\nrad 2, \\"x\\""}')
    answer = browser.get(f"{URL}audit.csv?kind=fortnox-requests")
    text = b"".join(answer).decode().removeprefix("\ufeff")
    assert next(csv.DictReader(StringIO(text)))["answered"] == '{"a": "rad 1\\nrad 2, \\"x\\""}'
