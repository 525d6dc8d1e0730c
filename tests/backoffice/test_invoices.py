"""The list of invoices: found by what people remember of them, page by page."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from tamio.backoffice.forms.filters import InvoiceFilters
from tamio.commerce.stores.models import Store
from tests.factories import NOW, buyer, company_buyer, make_invoice, make_product, make_store

URL = "/backoffice/glashyttan/invoices/"


@pytest.fixture
def invoices(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """1001 to a company last month, 1002 to Åsa yesterday, 1003 to Karl today."""
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())
    contents = {make_product(store=store): 1}
    sales = [
        (company_buyer(), timedelta(days=40)),
        (buyer(), timedelta(days=1)),
        (buyer(name="Karl Ek", email="karl@example.com"), timedelta(0)),
    ]
    for details, ago in sales:
        make_invoice(store=store, contents=contents, buyer_details=details, now=NOW - ago)


def _numbers(page: Any) -> list[int]:
    return [row.invoice.number for row in page.context["rows"]]


@pytest.mark.usefixtures("invoices")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1003, 1002, 1001]),
        ("q=1002", [1002]),
        ("q=%231002", [1002]),
        ("q=100263", [1002]),
        ("q=åsa", [1002]),
        ("q=KARL@", [1003]),
        ("q=202100-5489", [1001]),
        ("q=nobody", []),
        ("q=" + "9" * 18, []),
        ("period=today", [1003]),
        ("period=7d", [1003, 1002]),
        ("period=2026-10", [1001]),
        ("q=åsa&period=today", []),
    ],
)
def test_an_invoice_is_found(store: Store, query: str, found: list[int]) -> None:
    form = InvoiceFilters(QueryDict(query), store=store, today=NOW.date())
    rows = form.narrow(store.invoices.order_by("-number"))
    assert [invoice.number for invoice in rows] == found


@pytest.mark.usefixtures("invoices")
def test_the_list_is_sorted_by_a_click(browser: Client) -> None:
    assert _numbers(browser.get(f"{URL}?sort=buyer_name")) == [1001, 1003, 1002]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("period=eternity", "Period"),
        ("period=2026-13", "Period"),
        ("q=" + "x" * 101, "Search"),
        ("q=%00", "Search"),
        ("q=%1b", "Search"),
    ],
)
def test_a_filter_that_makes_no_sense_is_named_and_finds_nothing(
    browser: Client, query: str, label: str
) -> None:
    page = browser.get(f"{URL}?{query}")
    assert page.status_code == 400
    assert f">{label}</a>:" in page.content.decode()
    assert _numbers(page) == []


@pytest.mark.usefixtures("invoices")
def test_another_stores_invoices_are_not_found(browser: Client) -> None:
    make_invoice(store=make_store(), buyer_details=buyer(name="Someone Else"))
    assert _numbers(browser.get(f"{URL}?q=someone")) == []


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four rows each: what holds for them holds for forty."""
    monkeypatch.setattr("tamio.look.paging.SIZE", 4)


@pytest.mark.usefixtures("short_pages")
def test_pages_follow_one_another_and_lead_back(browser: Client, store: Store) -> None:
    contents = {make_product(store=store): 1}
    for _ in range(9):
        make_invoice(store=store, contents=contents)
    first = browser.get(f"{URL}?sort=-number")
    second = browser.get(f"{URL}?{first.context['page'].next}")
    third = browser.get(f"{URL}?{second.context['page'].next}")
    numbers = [_numbers(page) for page in (first, second, third)]
    assert [len(page) for page in numbers] == [4, 4, 1]
    assert [number for page in numbers for number in page] == list(range(1009, 1000, -1))
    assert third.context["page"].next == ""
    back = browser.get(f"{URL}?{third.context['page'].previous}")
    assert _numbers(back) == numbers[1]
    front = browser.get(f"{URL}?{back.context['page'].previous}")
    assert _numbers(front) == numbers[0]
    assert front.context["page"].previous == ""


@pytest.mark.usefixtures("short_pages")
def test_pages_keep_the_filter(browser: Client, store: Store) -> None:
    contents = {make_product(store=store): 1}
    for _ in range(5):
        make_invoice(store=store, contents=contents)
    page = browser.get(f"{URL}?q=öberg")
    assert "q=%C3%B6berg" in page.context["page"].next


@pytest.mark.usefixtures("invoices")
def test_htmx_gets_the_list_alone(browser: Client) -> None:
    fragment = browser.get(f"{URL}?q=karl", headers={"HX-Request": "true"}).content.decode()
    assert "Karl Ek" in fragment
    assert "<html" not in fragment
    assert "sidebar" not in fragment


@pytest.mark.usefixtures("invoices")
def test_going_back_in_the_browser_gets_the_whole_page(browser: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in browser.get(URL, headers=headers).content.decode()


@pytest.mark.usefixtures("invoices")
def test_htmx_shows_what_is_wrong_with_a_filter(browser: Client) -> None:
    fragment = browser.get(f"{URL}?period=eternity", headers={"HX-Request": "true"})
    assert fragment.status_code == 200
    assert ">Period</a>:" in fragment.content.decode()


def test_an_empty_store_is_told_from_an_empty_answer(browser: Client, store: Store) -> None:
    assert "No invoices yet" in browser.get(URL).content.decode()
    make_invoice(store=store)
    assert "No invoice matches" in browser.get(f"{URL}?q=nobody").content.decode()
