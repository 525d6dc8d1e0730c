"""Rows are found by the beginnings of their words, and the index follows every change."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tamio.commerce.customers.models import Customer
from tamio.commerce.customers.words import WORDS
from tamio.commerce.stores.models import Store
from tests.factories import buyer, make_invoice, make_product, make_store
from tests.many import make_customers, make_invoices

CUSTOMERS = "/backoffice/glashyttan/customers/"
INVOICES = "/backoffice/glashyttan/invoices/"


@pytest.fixture
def people(store: Store) -> list[Customer]:
    """Åsa Öberg and Bo Ek, each with one invoice."""
    goods = {make_product(store=store): 1}
    for name, email in (("Åsa Öberg-Lind", "asa.oberg@example.com"), ("Bo Ek", "bo@ek.example")):
        make_invoice(store=store, contents=goods, buyer_details=buyer(name=name, email=email))
    return list(store.customers.order_by("number"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("asa", ["Åsa Öberg-Lind"]),
        ("ÅSA ÖB", ["Åsa Öberg-Lind"]),
        ("öberg åsa", ["Åsa Öberg-Lind"]),
        ("lind", ["Åsa Öberg-Lind"]),
        ("asa.oberg@exa", ["Åsa Öberg-Lind"]),
        ("asa.ober@example.com", []),
        ("ek", ["Bo Ek"]),
        ("example", ["Bo Ek", "Åsa Öberg-Lind"]),
        ("berg", []),
        ('" OR 1', []),
        ("*", []),
        ("ek NOT bo", []),
    ],
)
@pytest.mark.usefixtures("people")
def test_a_customer_is_found_by_the_beginnings_of_words(
    browser: Client, text: str, found: list[str]
) -> None:
    page = browser.get(CUSTOMERS, {"q": text})
    assert [row.name for row in page.context["page"].rows] == found


def test_the_index_follows_what_becomes_of_a_row(people: list[Customer], store: Store) -> None:
    people[0].name = "Siv Ask"
    people[0].save()
    Customer.objects.filter(pk=people[1].pk).update(name="Ulf Ask")
    assert _keys(store, "ask") == {each.pk for each in people}
    assert _keys(store, "öberg") == {people[0].pk}  # her address has it still
    extra = make_customers(store=store, count=1)[0]
    name = extra.name.split()[0]
    assert extra.pk in _keys(store, name)
    extra.delete()
    assert extra.pk not in _keys(store, name)


def _keys(store: Store, text: str) -> set[int]:
    asked = WORDS.asked(text=text, store_id=store.pk)
    assert asked is not None
    return set(asked.first(10))


@pytest.mark.parametrize("text", ["example", "exampleo", "examples", "şample", "öster"])
def test_a_beginning_finds_every_word_that_it_begins_however_many(
    store: Store, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    names = ["Exampleone", "Examples", "Exampletwo", "Exempel", "Östersund", "Şamples", "Zacharias"]
    made = make_customers(store=store, count=len(names))
    for each, name in zip(made, names, strict=True):
        each.name, each.email = name, ""
    Customer.objects.bulk_update(made, ["name", "email"])
    meant = {each.pk for each in made if each.name.lower().startswith(text)}
    for few in (8, 2, 1):
        monkeypatch.setattr("tamio.word_index._FEW_WORDS", few)
        assert _keys(store, text) == meant


@pytest.mark.usefixtures("people")
def test_no_other_stores_rows_are_found(browser: Client) -> None:
    other = make_store()
    make_invoice(store=other, buyer_details=buyer(name="Åsa Annan"))
    assert _keys(other, "åsa") == set(other.customers.values_list("pk", flat=True))
    page = browser.get(INVOICES, {"q": "annan"})
    assert page.context["rows"] == []


@pytest.mark.parametrize("several", [3, 1_000])
@pytest.mark.parametrize("sort", ["number", "-number", "buyer_name", "-total", "invoice_date"])
def test_a_search_that_finds_much_leads_through_all_of_it_once(
    browser: Client, store: Store, monkeypatch: pytest.MonkeyPatch, sort: str, several: int
) -> None:
    monkeypatch.setattr("tamio.backoffice.lists.finding._FEW", 3)
    monkeypatch.setattr("tamio.backoffice.lists.finding._SEVERAL", several)
    monkeypatch.setattr("tamio.look.paging._STEP", 2)
    monkeypatch.setattr("tamio.look.paging.SIZE", 4)
    customers = make_customers(store=store, count=14)
    for each in customers[::3]:
        each.name = "Noll Noll"
        each.email = "noll@noll.se"
    Customer.objects.bulk_update(customers, ["name", "email"])
    make_invoices(store=store, customers=customers)
    query, numbers = f"?q=example&sort={sort}", list[int]()
    while query:
        page = browser.get(INVOICES + query)
        numbers += [row.invoice.number for row in page.context["rows"]]
        query = page.context["page"].next and f"?{page.context['page'].next}"
    matching = store.invoices.filter(buyer_email__endswith="example.com")
    tie = "-pk" if sort.startswith("-") else "pk"
    assert numbers == list(matching.order_by(sort, tie).values_list("number", flat=True))
    last = browser.get(f"{INVOICES}?q=example&sort={sort}&before=")
    assert [row.invoice.number for row in last.context["rows"]] == numbers[-4:]
    assert last.context["page"].next == last.context["page"].last == ""


@pytest.mark.integration
@pytest.mark.parametrize("query", ["", "?before=", "?sort=-total", "?sort=buyer_name&before="])
@pytest.mark.parametrize("room", ["invoices", "customers"])
def test_a_page_is_read_by_an_index_and_not_by_sorting_all_rows(
    browser: Client, store: Store, room: str, query: str
) -> None:
    if connection.vendor != "sqlite":
        return
    query = query if room == "invoices" else query.replace("buyer_name", "name")
    if room == "customers" and "total" in query:
        query = "?sort=-number"
    make_invoices(store=store, customers=make_customers(store=store, count=300))
    plans = _plans_of(browser, f"/backoffice/glashyttan/{room}/{query}", room[:-1])
    assert plans
    assert not [plan for plan in plans if "SCAN" in plan or plan == "USE TEMP B-TREE FOR ORDER BY"]


def _plans_of(browser: Client, address: str, table: str) -> list[str]:
    """Of the query that reads the page: the one of the list's own table that is put in order."""
    asked: list[tuple[str, Any]] = []

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        browser.get(address)
    plans = []
    with connection.cursor() as cursor:
        for sql, params in asked:
            if f'_{table}"."id"' in sql.split("FROM")[0] and "ORDER BY" in sql and "LIMIT" in sql:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
                plans += [row[3] for row in cursor.fetchall()]
    return plans
