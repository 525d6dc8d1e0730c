"""What stands on a credit note: the sale it answers, with the other sign."""

from datetime import date
from decimal import Decimal

import pytest

from tamio.commerce.documents.credit_notes import credit_note_data
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.stores.models import ExchangeRate
from tests.commerce.documents.reading import in_germany, selling_store, sold, untaxed
from tests.commerce.sales import sale_line
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_it_names_the_invoice_it_changes_beyond_doubt() -> None:
    note = credit_all(invoice=sold(), reason="Retur", by="anna", now=NOW)
    swedish = credit_note_data(note, language="sv")
    assert swedish["notes"][0] == "Denna kreditfaktura ändrar faktura 1001 av den 2026-11-23."
    facts = dict(credit_note_data(note, language="en")["facts"])
    assert facts["Credits invoice no."] == "1001"
    assert facts["Invoice date"] == "23 Nov 2026"
    assert facts["Reason"] == "Retur"


def test_units_times_the_unit_price_is_the_amount_below_nothing() -> None:
    parts = [CreditPart(position=1, quantity=Decimal(1))]
    note = credit(invoice=sold(), parts=parts, reason="Retur", by="anna", now=NOW)
    data = credit_note_data(note, language="en")
    (row,) = data["table"]["rows"]
    assert row["cells"][1:] == ["−1 st", "79.20", "25%", "−79.20"]
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in data["vat"]["rows"][0]] == [
        "25%", "−79.20", "−19.80", "−99.00",
    ]  # fmt: skip


def test_what_was_taken_off_the_units_stands_beside_their_price() -> None:
    invoice = sold(sale_line(discount_percent=Decimal(10)))
    parts = [CreditPart(position=1, quantity=Decimal(1))]
    note = credit(invoice=invoice, parts=parts, reason="Retur", by="anna", now=NOW)
    table = credit_note_data(note, language="en")["table"]
    assert "Discount" in table["columns"]
    # 99.00 with 25 % VAT is 79.20; a tenth off is 71.28.
    (row,) = table["rows"]
    assert row["cells"][1:] == ["−1 st", "79.20", "7.92", "25%", "−71.28"]


def test_a_part_of_the_price_has_no_units() -> None:
    parts = [CreditPart(position=1, amount=Decimal("20.00"))]
    note = credit(invoice=sold(), parts=parts, reason="Repa", by="anna", now=NOW)
    (row,) = credit_note_data(note, language="en")["table"]["rows"]
    assert row["cells"][1:] == ["part of the price", "", "25%", "−16.00"]


def test_there_is_nothing_to_pay_and_no_code() -> None:
    note = credit_all(invoice=sold(), reason="Retur", by="anna", now=NOW)
    assert credit_note_data(note, language="sv")["payment"] is None


def test_why_there_was_no_vat_is_said_again() -> None:
    invoice = sold(untaxed(), buyer=in_germany())
    note = credit_all(invoice=invoice, reason="Retur", by="anna", now=NOW)
    assert "Intra-Community supply" in credit_note_data(note, language="en")["notes"][1]


def test_vat_in_kronor_uses_the_invoices_own_rate() -> None:
    store = selling_store()
    rates = ExchangeRate.objects
    rates.create(store=store, currency="EUR", rate_date=date(2026, 11, 1), rate=Decimal(10))
    invoice = sold(store=store, currency="EUR")
    rates.create(store=store, currency="EUR", rate_date=date(2026, 11, 23), rate=Decimal(12))
    note = credit_all(invoice=invoice, reason="Retur", by="anna", now=NOW)
    said = credit_note_data(note, language="en")["notes"][1].replace("\N{NO-BREAK SPACE}", " ")
    assert said == "VAT in SEK: −SEK 396.00 (1 EUR = 10.0000 SEK, 1 Nov 2026)"
