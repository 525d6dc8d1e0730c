"""What matches leaves as a table: everything, in order, with numbers that a spreadsheet counts."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import buyer, make_invoice, make_member, make_product
from tests.many import make_customers, make_invoices, make_products

LISTS = "/backoffice/glashyttan/lists"


@pytest.fixture
def sold(store: Store) -> None:
    goods = {make_product(store=store, name="=1+1", price=Decimal("1249.50")): 1}
    make_invoice(store=store, contents=goods, buyer_details=buyer(name="=cmd|' /C calc'!A0"))
    make_invoice(
        store=store, contents=goods, buyer_details=buyer(name="Bo Ek", email="bo@example.com")
    )


@pytest.mark.usefixtures("sold")
def test_the_table_has_what_the_address_filters_in_its_order(browser: Client) -> None:
    rows = _csv(browser, "invoices", "sort=buyer_name")
    assert [row["Buyer"] for row in rows] == ["'=cmd|' /C calc'!A0", "Bo Ek"]
    assert [row["Buyer"] for row in _csv(browser, "invoices", "q=bo")] == ["Bo Ek"]
    assert _csv(browser, "invoices", "period=eternity") == []


@pytest.mark.usefixtures("sold")
def test_amounts_are_numbers_as_the_readers_spreadsheet_reads_them(
    browser: Client, store: Store
) -> None:
    english = _csv(browser, "invoices", "q=bo")[0]
    assert (english["Total"], english["Left to pay"]) == ("1249.50", "1249.50")
    swedish = browser_of(make_member(store=store))
    swedish.defaults["HTTP_ACCEPT_LANGUAGE"] = "sv"
    content = _read(swedish, "invoices/table.csv?q=bo").decode("utf-8-sig")
    assert "1249,50" in content.splitlines()[1].split(";")


@pytest.mark.usefixtures("sold")
def test_in_excel_a_text_is_a_text_and_an_amount_a_number(browser: Client) -> None:
    content = _read(browser, "invoices/table.xlsx?sort=buyer_name")
    sheet = load_workbook(io.BytesIO(content)).active
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, sheet[2], strict=True))
    assert first["Buyer"].value == "=cmd|' /C calc'!A0"
    assert first["Buyer"].data_type == "s"
    assert first["Total"].value == 1249.5
    assert first["Invoice date"].value == datetime(2026, 11, 23)
    assert first["Due date"].value.date() > date(2026, 11, 23)


@pytest.mark.usefixtures("sold")
@pytest.mark.parametrize("listed", ["customers", "products", "subscriptions", "invoices"])
def test_every_list_leaves_in_both_forms_and_both_languages(
    browser: Client, store: Store, listed: str
) -> None:
    english = _read(browser, f"{listed}/table.csv").decode("utf-8-sig").splitlines()
    swedish = browser_of(make_member(store=store))
    swedish.defaults["HTTP_ACCEPT_LANGUAGE"] = "sv"
    theirs = _read(swedish, f"{listed}/table.csv").decode("utf-8-sig").splitlines()
    assert len(english) == len(theirs)
    heads = set(english[0].split(",")) & set(theirs[0].split(";"))
    assert heads <= {"SKU"}
    assert load_workbook(io.BytesIO(_read(browser, f"{listed}/table.xlsx"))).active.max_row == len(
        english
    )


@pytest.mark.integration
def test_a_long_table_is_whole_and_its_queries_follow_its_pieces(
    browser: Client, store: Store, django_assert_max_num_queries: Any
) -> None:
    make_invoices(store=store, customers=make_customers(store=store, count=1200))
    make_products(store=store, count=1200)
    with django_assert_max_num_queries(45):
        numbers = [row["Invoice number"] for row in _csv(browser, "invoices", "")]
    assert numbers == [str(number) for number in range(101_200, 100_000, -1)]
    with django_assert_max_num_queries(45):
        assert len(_csv(browser, "products", "sort=-price")) == 1200


def _csv(browser: Client, listed: str, query: str) -> list[dict[str, str]]:
    content = _read(browser, f"{listed}/table.csv?{query}").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def _read(browser: Client, address: str) -> bytes:
    answer = browser.get(f"{LISTS}/{address}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]
