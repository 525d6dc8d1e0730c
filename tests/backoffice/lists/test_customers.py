"""Customers, many at once: which language they are written to in, and whether a number holds."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tamio.backoffice.lists.models import BulkItem, BulkRun, Outcome
from tamio.commerce.audit.models import Change
from tamio.commerce.customers.models import Customer, VatCheck
from tamio.commerce.documents.languages import language_of
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.outbox.models import Delivery
from tamio.outbox.states import Priority
from tests.backoffice.conftest import browser_of
from tests.commerce.vat_numbers.conftest import german
from tests.factories import NOW, buyer, make_invoice, make_member, make_store

PAGE = "/backoffice/glashyttan/customers/"
LIST = "/backoffice/glashyttan/lists/customers/"


@pytest.fixture
def customers(store: Store) -> list[Customer]:
    """Two in Sweden; the last one in Germany, with a VAT number."""
    buyers = [buyer(email="asa@example.com"), buyer(email="bo@example.com"), german()]
    return [make_invoice(store=store, buyer_details=each).customer for each in buyers]


def _languages(store: Store) -> list[str | None]:
    return list(store.customers.order_by("number").values_list("language", flat=True))


def test_a_language_is_chosen_for_many_told_on_the_trail_and_taken_back(
    browser: Client, store: Store, customers: list[Customer]
) -> None:
    Customer.objects.filter(pk=customers[1].pk).update(language="en")
    keys = [each.pk for each in customers[:2]]
    asked = browser.post(f"{LIST}bulk/", {"action": "language", "row": keys})
    assert '<option value="en">English</option>' in asked.content.decode()
    browser.post(f"{LIST}bulk/", {"action": "language", "row": keys, "choice": "en"})
    assert _languages(store) == ["en", "en", None]
    assert language_of(Invoice.objects.get(customer=customers[0].pk)) == "en"
    change = Change.objects.get(subject_kind="customer")
    assert (change.subject_name, change.field, change.after) == ("1001", "language", "en")
    browser.post(f"/backoffice/glashyttan/bulk/{BulkRun.objects.get().pk}/undo/")
    assert _languages(store) == [None, "en", None]
    refused = browser.post(f"{LIST}bulk/", {"action": "language", "row": keys, "choice": "xx"})
    assert refused.status_code == 422


def test_as_usual_is_a_choice_too_and_who_is_erased_is_left_alone(
    browser: Client, store: Store, customers: list[Customer]
) -> None:
    Customer.objects.update(language="sv")
    Customer.objects.filter(pk=customers[1].pk).update(erased_at=NOW)
    browser.post(f"{LIST}bulk/", {"action": "language", "query": "", "choice": "usual"})
    assert _languages(store) == [None, "sv", None]
    said = browser.get(f"/backoffice/glashyttan/bulk/{BulkRun.objects.get().pk}/")
    assert "The customer is erased." in said.content.decode()


def test_the_card_says_it_too(browser: Client, store: Store, customers: list[Customer]) -> None:
    page = f"{PAGE}{customers[0].number}/"
    assert "Language" in browser.get(page).content.decode()
    browser.post(f"{page}invoice-email/", {"invoice_email": "", "language": "en"})
    assert _languages(store) == ["en", None, None]
    browser.post(f"{page}invoice-email/", {"invoice_email": "", "language": ""})
    assert _languages(store) == [None, None, None]
    assert Change.objects.filter(field="language").count() == 2


def test_numbers_are_looked_up_after_what_is_sold_and_without_one_it_says_so(
    browser: Client, customers: list[Customer], settings: Any
) -> None:
    settings.VIES_URL = "http://127.0.0.1:9/rest-api"
    for _ in range(2):
        browser.post(f"{LIST}bulk/", {"action": "vat-number", "query": ""})
    check = VatCheck.objects.get()
    assert (check.customer, check.asked_by) == (customers[2], "owner@example.com")
    delivery = Delivery.objects.get(kind="vat_number.asked", subject_id=check.pk)
    assert delivery.priority == Priority.BACKFILL
    outcomes = BulkItem.objects.order_by("pk").values_list("outcome", flat=True)
    refused = Outcome.REFUSED
    assert list(outcomes) == [refused, refused, Outcome.DONE, refused, refused, Outcome.UNCHANGED]


def test_what_is_ticked_leaves_as_a_table(browser: Client, customers: list[Customer]) -> None:
    foreign = make_invoice(store=make_store()).customer
    ticked = {"row": [customers[0].pk, customers[2].pk, foreign.pk]}
    answer: Any = browser.post(f"{LIST}ticked.csv", ticked)
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    numbers = [customers[2].number, customers[0].number]
    assert [row[0] for row in rows] == ["Customer number", *map(str, numbers)]
    excel: Any = browser.post(f"{LIST}ticked.xlsx", ticked)
    sheet: Any = load_workbook(io.BytesIO(excel.getvalue())).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == numbers
    for kind in ("csv", "xlsx"):
        assert browser.post(f"{LIST}ticked.{kind}")["Location"] == PAGE


@pytest.mark.parametrize("listed", ["invoices", "products", "subscriptions"])
def test_every_list_gives_what_is_ticked(browser: Client, store: Store, listed: str) -> None:
    invoice = make_invoice(store=store)
    row = {"invoices": invoice.pk, "products": store.products.get().pk, "subscriptions": 0}
    address = f"/backoffice/glashyttan/lists/{listed}/ticked.csv"
    answer: Any = browser.post(address, {"row": [row[listed]]})
    if listed == "subscriptions":
        assert answer["Location"] == "/backoffice/glashyttan/subscriptions/"
    else:
        assert len(answer.getvalue().decode().splitlines()) == 2


def test_who_may_only_look_has_no_ticks(store: Store, customers: list[Customer]) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert 'name="row"' not in viewer.get(PAGE).content.decode()
    posted = {"action": "language", "row": [customers[0].pk], "choice": "en"}
    assert viewer.post(f"{LIST}bulk/", posted).status_code == 403
    clerk = browser_of(make_member(store=store, role=Role.SUPPORT))
    assert 'name="row"' in clerk.get(PAGE).content.decode()


def _terms(store: Store) -> list[int | None]:
    return list(store.customers.order_by("number").values_list("payment_terms_days", flat=True))


def test_terms_are_chosen_for_many_told_on_the_trail_and_taken_back(
    browser: Client, store: Store, customers: list[Customer]
) -> None:
    Customer.objects.filter(pk=customers[1].pk).update(payment_terms_days=0)
    keys = [each.pk for each in customers[:2]]
    asked = browser.post(f"{LIST}bulk/", {"action": "terms", "row": keys}).content.decode()
    assert '<option value="usual">The store&#x27;s: 30 days</option>' in asked
    browser.post(f"{LIST}bulk/", {"action": "terms", "row": keys, "choice": "20"})
    assert _terms(store) == [20, 20, None]
    change = Change.objects.filter(field="payment_terms_days").order_by("pk")[1]
    assert (change.subject_name, change.before, change.after) == ("1002", "0", "20")
    browser.post(f"/backoffice/glashyttan/bulk/{BulkRun.objects.get().pk}/undo/")
    assert _terms(store) == [None, 0, None]


def test_the_card_says_its_terms_and_refuses_what_is_none(
    browser: Client, store: Store, customers: list[Customer]
) -> None:
    page = f"{PAGE}{customers[0].number}/"
    assert "Empty: the store&#x27;s own, 30." in browser.get(page).content.decode()
    browser.post(f"{page}invoice-email/", {"payment_terms_days": "10"})
    assert _terms(store) == [10, None, None]
    looking = browser_of(make_member(store=store, role=Role.VIEWER))
    assert "<dt>Payment terms</dt><dd>10 days</dd>" in looking.get(page).content.decode()
    for wrong in ("91", "-1", "soon"):
        refused = browser.post(f"{page}invoice-email/", {"payment_terms_days": wrong})
        assert refused.status_code == 422
    assert _terms(store) == [10, None, None]


def test_the_list_takes_the_terms_out(browser: Client, customers: list[Customer]) -> None:
    Customer.objects.filter(pk=customers[0].pk).update(payment_terms_days=0)
    answer: Any = browser.get("/backoffice/glashyttan/lists/customers/table.csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row["Payment terms"] for row in rows] == ["", "", "0"]
