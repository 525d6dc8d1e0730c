"""Deferred revenue in the back office: the page, the table, and the vouchers."""

import csv
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client

from tamio.backoffice import slots
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.deferred.sold import Account, Sold
from tests.backoffice.subscriptions.pages import LIST, page
from tests.commerce.subscriptions.deferred.sie_reader import ReadFile, read_sie
from tests.commerce.subscriptions.making import plan_of, subscribe

SPAN = {"first": "2026-01", "last": "2026-03"}


class Chart:
    """An integration that books everything on one account."""

    def accounts(self, store: Store, sold: Sequence[Sold]) -> Mapping[Sold, Account]:
        return {each: Account(3999, "Eget konto") for each in sold}


@pytest.fixture(autouse=True)
def year(store: Store, on_day: Callable[[str], None]) -> None:
    """4,562.50 with VAT for 2026, billed on 1 January: 10 a day without VAT."""
    subscribe(plan_of(store, "4562.50", unit=Unit.YEAR), "2026-01-01")
    on_day("2026-04-15")


def table(browser: Client, **asked: str) -> list[dict[str, str]]:
    answer = browser.get(LIST + "deferred/months.csv", SPAN | asked)
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def vouchers(browser: Client, **asked: str) -> ReadFile:
    answer = browser.get(LIST + "deferred/vouchers.si", SPAN | asked)
    assert answer.status_code == 200
    return read_sie(answer.content)


def test_the_list_leads_to_it_and_it_tells_each_month(browser: Client) -> None:
    assert "/subscriptions/deferred/" in browser.get(LIST).content.decode()
    told = page(browser, "deferred/")
    for said in ("Apr 2026", "SEK 3,340.00", "SEK 280.00", "SEK 2,450.00", "3041"):
        assert said in told


def test_months_that_make_no_sense_are_refused_at_their_field(browser: Client) -> None:
    assert "not before the first" in page(
        browser, "deferred/", status=400, first="2026-03", last="2026-01"
    )
    assert "no more than 60" in page(
        browser, "deferred/", status=400, first="2020-01", last="2026-01"
    )
    assert "such as 2026-01" in page(browser, "deferred/", status=400, first="mars")
    for path in ("months.csv", "vouchers.si"):
        assert browser.get(f"{LIST}deferred/{path}", {"first": "mars"}).status_code == 400


def test_months_to_come_tell_how_what_is_prepaid_falls_to_nothing(browser: Client) -> None:
    rows = table(browser, last="2026-12")
    assert rows[-1]["month"] == "2026-12"
    assert rows[-1]["prepaid"] == "0.00"


def test_the_table_has_a_row_for_each_month_and_account(browser: Client) -> None:
    opening, first, second, _third = table(browser)
    assert (opening["month"], opening["prepaid"]) == ("opening", "0.00")
    assert (first["account"], first["billed"], first["deferred"]) == ("3041", "3650.00", "3340.00")
    assert (second["earned"], second["released"], second["prepaid"]) == (
        "280.00", "280.00", "3060.00",
    )  # fmt: skip


def test_vouchers_are_on_the_account_that_is_asked_for(browser: Client, store: Store) -> None:
    read = vouchers(browser, account="2972")
    assert set(read.accounts) == {"2972", "3041"}
    assert read.labels["#FNAMN"] == [store.name]
    assert [row[:2] for row in read.vouchers[1].rows] == [
        ("3041", Decimal("-280.00")), ("2972", Decimal("280.00")),
    ]  # fmt: skip


def test_a_month_that_is_not_over_has_no_voucher(browser: Client) -> None:
    answer = browser.get(LIST + "deferred/vouchers.si", SPAN | {"last": "2026-04"}, follow=True)
    assert "months that are over" in answer.content.decode()
    assert "last=2026-03&amp;account=2970" in browser.get(LIST + "deferred/").content.decode()


def test_an_integration_says_on_which_account_it_is_booked(browser: Client) -> None:
    with slots.revenue_accounts.only(there=Chart()):
        assert "3999" in page(browser, "deferred/")
        assert vouchers(browser).accounts["3999"] == "Eget konto"
        assert table(browser)[1]["account_name"] == "Eget konto"


def test_nothing_billed_says_so(browser: Client) -> None:
    told = page(browser, "deferred/", first="2024-01", last="2024-02")
    assert "Nothing is billed for days to come" in told
