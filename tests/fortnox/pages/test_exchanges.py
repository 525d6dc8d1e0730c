"""Every exchange can be read, by those of the store."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ExchangeRecord
from tamio.fortnox.pages.exchange_words import ShownExchange, readable
from tests.factories import make_invoice, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, text_of

ADDRESS = f"{FORTNOX}exchanges/"


def test_the_list_says_what_each_was_for_and_how_it_went(browser: Client, store: Store) -> None:
    rows.exchange(store, method="GET", path="/3/accounts?financialyear=4", status=200)
    rows.exchange(store, status=None, failure="ReadTimeout")
    page = text_of(browser, ADDRESS)
    assert page.index("Create the order") < page.index("Read the chart of accounts")
    assert '<span class="exchange-status">–</span>' in page


def test_the_list_can_be_of_one_invoice(browser: Client, store: Store) -> None:
    first, second = make_invoice(store=store), make_invoice(store=store)
    rows.exchange(store, delivery=rows.submission_of(first))
    rows.exchange(store, delivery=rows.submission_of(second), method="POST", path="/3/customers")
    page = text_of(browser, f"{ADDRESS}?invoice={first.number}")
    assert "Create the order" in page
    assert "Create the customer" not in page


@pytest.mark.parametrize("number", ["", "x", "-1", "999", "9" * 30])
def test_an_invoice_that_is_not_there_is_not_found(
    browser: Client, store: Store, number: str
) -> None:
    assert browser.get(f"{ADDRESS}?invoice={number}").status_code == 404


def test_one_exchange_is_shown_whole_with_what_support_asks_for(
    browser: Client, store: Store
) -> None:
    invoice = make_invoice(store=store)
    record = rows.exchange(store, delivery=rows.submission_of(invoice))
    page = text_of(browser, f"{ADDRESS}{record.pk}/")
    assert "<code>POST /3/orders</code>" in page
    assert "<code>b1c9f3a4</code>" in page
    assert "&quot;DocumentNumber&quot;: &quot;10234&quot;" in page
    assert f"Invoice {invoice.number}" in page


def test_another_stores_exchange_is_not_found(browser: Client) -> None:
    foreign = rows.exchange(make_store())
    assert browser.get(f"{ADDRESS}{foreign.pk}/").status_code == 404


def test_the_list_costs_the_same_however_many_there_are(browser: Client, store: Store) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            text_of(browser, ADDRESS)
        return len(caught)

    rows.exchange(store)
    with_one = queries()
    for _ in range(60):
        rows.exchange(store)
    assert queries() == with_one
    assert "Next" in text_of(browser, ADDRESS)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('{"a":10.50,"b":[1e2,"é"]}', '{\n  "a": 10.50,\n  "b": [\n    1e2,\n    "é"\n  ]\n}'),
        ("<html>down</html>", "<html>down</html>"),
        ('{"cut": [cut: 99999 characters in all]', '{"cut": [cut: 99999 characters in all]'),
        ("", ""),
        ("[" * 100_000, "[" * 100_000),
    ],
)
def test_bodies_are_indented_with_their_numbers_as_they_were(body: str, shown: str) -> None:
    assert readable(body) == shown


def test_a_call_that_has_no_name_says_itself(store: Store) -> None:
    record = rows.exchange(store, method="DELETE", path="/3/whatever")
    assert ShownExchange(record).purpose == "DELETE /3/whatever"


@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        ("GET", "/3/articles?limit=500&page=1", "Read the articles"),
        ("GET", "/3/articles/MUGG-01", "Read the article"),
        ("GET", "/3/currencies/EUR", "Read the currency"),
        ("GET", "/3/customers?filter=active&limit=500&page=1", "Read the customers"),
        ("GET", "/3/orders?limit=1", "Look for the order"),
    ],
)
def test_no_request_is_shown_as_a_bare_address(method: str, path: str, said: str) -> None:
    with translation.override("en"):
        assert str(ShownExchange(ExchangeRecord(method=method, path=path)).purpose) == said
