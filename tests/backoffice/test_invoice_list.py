"""The list of a period on one page: what was issued, and the sums."""

import pytest
from django.test import Client

from tamio.clock import now
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.stores.models import Store
from tests.factories import NOW, make_invoice

URL = "/backoffice/glashyttan/invoices/list/"
PERIOD = {"first": "2026-11-01", "last": "2026-11-30"}


def test_invoices_and_credit_notes_are_listed_with_their_sums(
    browser: Client, store: Store
) -> None:
    credit_all(invoice=make_invoice(store=store), reason="Retur", by="anna", now=NOW)
    make_invoice(store=store)
    page = browser.get(URL, PERIOD).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for text in ("Invoice 1002", "Credit note 1001", "of invoice 1001", "Sums by VAT rate",
                 "SEK 159.20", "SEK 39.80", "\N{MINUS SIGN}SEK 199.00"):  # fmt: skip
        assert text in page


def test_the_invoices_lead_to_it_and_without_days_it_shows_this_month(
    browser: Client, store: Store
) -> None:
    assert URL in browser.get("/backoffice/glashyttan/invoices/").content.decode()
    make_invoice(store=store, now=now())
    assert "Invoice 1001" in browser.get(URL).content.decode()


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"first": "2026-11-30", "last": "2026-11-01"}, "not before the first one"),
        ({"first": "soon", "last": "2026-11-01"}, "Enter a valid date"),
        ({"first": "2026-11-01"}, "required"),
    ],
)
def test_wrong_days_are_said_so(browser: Client, days: dict[str, str], said: str) -> None:
    answer = browser.get(URL, days)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_a_period_in_which_nothing_was_sold_says_so(browser: Client) -> None:
    assert "Nothing was sold then" in browser.get(URL, PERIOD).content.decode()
