"""The list of a period: what was issued in it, and what that sums to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.checkout.sale_charges import Charges
from tamio.commerce.documents import listing
from tamio.commerce.documents.listing import listed
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.stores.models import Store
from tests.commerce.documents.reading import selling_store, sold
from tests.commerce.sales import sale_line
from tests.factories import NOW, make_store

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def store() -> Store:
    return selling_store()


def test_invoices_and_credit_notes_of_the_days_stand_in_their_order(store: Store) -> None:
    first = sold(store=store)
    sold(store=store, external_reference="webb-2")
    credit_all(invoice=first, reason="Retur", by="anna", now=NOW + timedelta(days=1))
    found = listed(store, first=TODAY, last=TODAY + timedelta(days=1))
    assert [(entry.number, entry.is_credit) for entry in found.entries] == [
        (1001, False), (1002, False), (1001, True),
    ]  # fmt: skip
    assert [entry.gross for entry in found.entries] == [198, 198, -198]
    assert found.totals[0].amounts.gross == Decimal("198.00")


def test_the_sums_are_per_rate_and_currency_and_rounding_is_apart(store: Store) -> None:
    book = sale_line(sku="BOK", unit_price=Decimal("53.00"), vat_rate=Decimal(6))
    sold(sale_line(), book, store=store, charges=Charges(rounding=Decimal("0.00")))
    sold(sale_line(unit_price=Decimal("99.75")), store=store, external_reference="webb-2",
         charges=Charges(rounding=Decimal("0.50")))  # fmt: skip
    sold(store=store, currency="EUR", external_reference="webb-3")
    found = listed(store, first=TODAY, last=TODAY)
    assert [(each.currency, each.rate, each.amounts.gross) for each in found.rates] == [
        ("EUR", Decimal(25), Decimal("198.00")),
        ("SEK", Decimal(25), Decimal("397.50")),
        ("SEK", Decimal(6), Decimal("106.00")),
        ("SEK", None, Decimal("0.50")),
    ]
    assert [(each.currency, each.amounts.gross) for each in found.totals] == [
        ("EUR", Decimal("198.00")), ("SEK", Decimal("504.00")),
    ]  # fmt: skip


def test_other_days_and_other_stores_are_left_out(store: Store) -> None:
    sold(store=store)
    day = timedelta(days=1)
    assert listed(store, first=TODAY - day, last=TODAY - day).count == 0
    assert listed(store, first=TODAY + day, last=TODAY + day).count == 0
    assert listed(make_store(), first=TODAY, last=TODAY).count == 0


def test_too_many_for_paper_are_summed_but_not_listed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_ENTRIES", 1)
    sold(store=store)
    sold(store=store, external_reference="webb-2")
    found = listed(store, first=TODAY, last=TODAY)
    assert found.is_too_long
    assert found.entries == []
    assert found.totals[0].amounts.gross == Decimal("396.00")


def test_more_documents_ask_the_database_no_more(store: Store) -> None:
    counts = []
    for n in range(2):
        invoice = sold(store=store, external_reference=f"webb-{n}")
        credit_all(invoice=invoice, reason="Retur", by="anna", now=NOW)
        with CaptureQueriesContext(connection) as queries:
            listed(store, first=TODAY, last=TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1]
