"""What stands on an invoice, as data: rules that need no typesetting to be seen."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.checkout.sale_lines import TextLine
from tamio.commerce.documents.invoices import invoice_data
from tamio.commerce.documents.languages import language_of
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Payment
from tamio.commerce.stores.models import ExchangeRate
from tests.commerce.documents.reading import in_germany, selling_store, sold, untaxed
from tests.commerce.lines import draft
from tests.commerce.payments.paying import pay
from tests.commerce.sales import sale_line
from tests.factories import NOW, buyer, company_buyer

pytestmark = pytest.mark.django_db


def data_of(invoice: Invoice, *, language: str = "en") -> dict[str, Any]:
    data: dict[str, Any] = _plain(invoice_data(invoice, language=language))
    return data


def _plain(value: Any) -> Any:
    """With ordinary spaces."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, str) else value


def test_a_row_has_unit_price_and_discount_without_vat_and_adds_up() -> None:
    table = data_of(sold(sale_line(discount_percent=Decimal(10))))["table"]
    assert table["columns"] == [
        "Description", "Quantity", "Unit price excl. VAT", "Discount", "VAT", "Amount excl. VAT",
    ]  # fmt: skip
    described = {"name": "Kruka", "below": "KRUKA"}
    (row,) = table["rows"]
    assert row["cells"] == [described, "2 st", "79.20", "−15.84 (10%)", "25%", "142.56"]


def test_there_is_no_column_for_discounts_that_nobody_got() -> None:
    assert "Discount" not in data_of(sold())["table"]["columns"]


def test_texts_and_periods_stand_where_they_were_sold() -> None:
    lines = [
        TextLine(text="Paket: Fika"),
        sale_line(sku="ABO", period_start=date(2026, 11, 1), period_end=date(2026, 12, 1)),
    ]
    text, subscription = data_of(sold(*lines))["table"]["rows"]
    assert text == {"text": "Paket: Fika"}
    assert subscription["cells"][0]["below"] == "ABO · 1 Nov 2026 – 30 Nov 2026"


def test_rounding_is_a_sum_of_its_own_and_is_taxed_at_no_rate() -> None:
    charges = Charges(rounding=Decimal("0.50"))
    data = data_of(sold(sale_line(unit_price=Decimal("99.75")), charges=charges))
    assert data["sums"] == [
        ["Total excl. VAT", "159.60"], ["VAT", "39.90"], ["Öre rounding", "0.50"],
    ]  # fmt: skip
    assert data["total"] == ["To pay", "SEK 200.00"]
    assert len(data["table"]["rows"]) == len(data["vat"]["rows"]) == 1


def test_each_rate_has_its_row_in_the_specification_and_freight_follows_the_goods() -> None:
    books = sale_line(
        sku="BOK", unit_price=Decimal("689.00"), quantity=Decimal(1), vat_rate=Decimal(6)
    )
    records = sale_line(sku="CD", unit_price=Decimal("437.50"), quantity=Decimal(1))
    charges = Charges(shipping=Charge(description="Frakt", amount=Decimal(100)))
    rows = data_of(sold(books, records, charges=charges))["vat"]["rows"]
    assert [row[0] for row in rows] == ["25%", "6%"]


def test_a_sale_without_the_sellers_vat_says_why_in_both_languages() -> None:
    lines = [untaxed(), untaxed(sku="TIMME", type="service")]
    invoice = sold(*lines, buyer=in_germany())
    for language in ("sv", "en"):
        notes = " ".join(data_of(invoice, language=language)["notes"])
        assert "art. 138" in notes
        assert "Omvänd betalningsskyldighet" in notes
    assert data_of(invoice)["vat"]["rows"][0][0] == "0% (without Swedish VAT, EU)"
    assert ["VAT no.", "DE136695976"] in data_of(invoice)["buyer"]["numbers"]


def test_what_is_exempt_at_home_names_the_law() -> None:
    assert data_of(sold(untaxed()))["notes"] == [
        "Exempt from VAT, chapter 10 of the VAT Act (2023:200)."
    ]
    assert data_of(sold())["notes"] == []


def test_vat_in_kronor_uses_the_rate_that_was_given_before_the_sale_and_not_a_later_one() -> None:
    store = selling_store()
    for day, rate in ((date(2026, 11, 1), "11.2345"), (date(2026, 11, 24), "12")):
        ExchangeRate.objects.create(store=store, currency="EUR", rate_date=day, rate=Decimal(rate))
    invoice = sold(store=store, currency="EUR")
    ExchangeRate.objects.update(rate=Decimal(99))
    invoice.refresh_from_db()
    assert data_of(invoice)["notes"] == ["VAT in SEK: SEK 444.89 (1 EUR = 11.2345 SEK, 1 Nov 2026)"]


def test_a_rate_older_than_a_month_is_none_and_nothing_is_guessed() -> None:
    store = selling_store()
    ExchangeRate.objects.create(
        store=store, currency="EUR", rate_date=date(2026, 10, 23), rate=Decimal(11)
    )
    invoice = sold(store=store, currency="EUR")
    assert invoice.exchange_rate is None
    (note,) = data_of(invoice)["notes"]
    assert "the seller states it on request" in note


def test_an_invoice_without_vat_needs_no_rate() -> None:
    notes = data_of(sold(untaxed(), currency="EUR", buyer=in_germany()))["notes"]
    assert not [note for note in notes if "SEK" in note]


def test_the_payment_box_has_what_a_bank_asks_for() -> None:
    box = data_of(sold())["payment"]
    assert box["facts"] == [
        ["To pay", "SEK 198.00"], ["Due date", "23 Dec 2026"], ["Bankgiro", "5050-1055"],
        ["OCR no.", "100164"],
    ]  # fmt: skip
    assert box["code"].startswith("<svg")
    assert box["code_number"] == "123 456 78 90"


def test_a_buyer_abroad_is_given_the_account_that_their_bank_knows() -> None:
    box = data_of(sold(untaxed(), buyer=in_germany(), currency="EUR"))["payment"]
    names = [name for name, _value in box["facts"]]
    assert names == ["To pay", "Due date", "IBAN", "BIC", "OCR no."]
    assert box["code"] == ""


def test_a_store_without_giro_gives_its_account_at_home_too() -> None:
    box = data_of(sold(store=selling_store(bankgiro="", plusgiro="")))["payment"]
    assert ["IBAN", "SE45 5000 0000 0583 9825 7466"] in box["facts"]


def test_what_is_credited_is_not_asked_for_and_the_paper_says_which_note_took_it() -> None:
    invoice = sold()
    credit(
        invoice=invoice, parts=[CreditPart(position=1, quantity=Decimal(1))], reason="Retur",
        by="anna", now=NOW,
    )  # fmt: skip
    data = data_of(invoice)
    assert data["total"] == ["Total incl. VAT", "SEK 198.00"]
    assert data["after"] == [
        ["Credit note 1001, 23 Nov 2026", "−SEK 99.00"], ["Net after credit", "SEK 99.00"],
    ]  # fmt: skip
    assert data["payment"]["facts"][0] == ["To pay", "SEK 99.00"]


def test_an_invoice_that_is_credited_whole_or_paid_asks_for_nothing() -> None:
    credited, paid = sold(), sold(store=selling_store(slug="other"))
    credit_all(invoice=credited, reason="Ångrat köp", by="anna", now=NOW)
    Payment.objects.filter(invoice=paid).update(received_at=NOW)
    assert data_of(credited)["payment"]["title"] == "Nothing is left to pay."
    assert data_of(paid)["payment"]["title"] == "This invoice is paid."
    assert data_of(paid)["payment"]["code"] == data_of(credited)["payment"]["code"] == ""


def test_only_what_is_left_is_called_to_pay() -> None:
    invoice = sold()
    pay(invoice, "50.00")
    data = data_of(invoice)
    assert data["total"] == ["Total incl. VAT", "SEK 198.00"]
    assert data["payment"]["facts"][0] == ["To pay", "SEK 148.00"]
    credit_all(invoice=invoice, reason="Ångrat köp", by="anna", now=NOW)
    assert data_of(invoice)["payment"]["title"] == "Nothing is left to pay."


def test_a_reminder_fee_stands_there_only_if_it_was_agreed() -> None:
    agreed = data_of(sold(store=selling_store(reminder_fee=Decimal(60))))["payment"]["words"]
    assert agreed[-1] == "A reminder costs SEK 60.00."
    assert len(data_of(sold())["payment"]["words"]) == 1


def test_the_stores_own_words_about_late_payment_replace_the_laws() -> None:
    store = selling_store(late_payment_text="Dröjsmålsränta 12 %.")
    assert data_of(sold(store=store))["payment"]["words"] == ["Dröjsmålsränta 12 %."]


def test_references_of_both_sides_and_the_order_are_named() -> None:
    invoice = sold(buyer=company_buyer(reference="Kst 4711"))
    facts = dict(data_of(invoice, language="sv")["facts"])
    assert facts["Er referens"] == "Kst 4711"
    assert facts["Vår referens"] == "Kundtjänst"
    assert facts["Orderreferens"] == "webb-1"
    assert facts["Betalningsvillkor"] == "30 dagar netto"


def test_a_private_persons_reference_does_not_follow_them_to_the_next_sale() -> None:
    store = selling_store()
    sold(store=store, buyer=buyer(reference="Farmor"))
    again = sold(store=store, buyer=buyer(), external_reference="webb-2")
    assert again.buyer_reference == ""


def test_the_paper_says_what_was_so_at_the_sale_whatever_the_store_says_now() -> None:
    invoice = sold()
    before = data_of(invoice)
    type(invoice.store).objects.update(
        name="Annat", seat="Malmö", bankgiro="991-2346", swish="", f_tax_approved=False
    )
    again = Invoice.objects.get(pk=invoice.pk)
    assert data_of(again) == before


def test_an_invoice_from_before_stores_said_so_much_is_still_a_document() -> None:
    invoice = sold()
    for field in ("seat", "phone", "website", "f_tax_approved", "reminder_fee", "swish"):
        del invoice.seller[field]
    assert data_of(invoice)["seller"]["columns"][2] == [
        "Organisation no. 556703-7485", "VAT no. SE556703748501",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ours", "theirs", "language"), [("sv", "SE", "sv"), ("en", "SE", "en"), ("sv", "NO", "en")]
)
def test_abroad_is_written_to_in_english_and_at_home_in_the_stores_language(
    ours: str, theirs: str, language: str
) -> None:
    reader = buyer(country=theirs)
    assert language_of(sold(store=selling_store(language=ours), buyer=reader)) == language


@given(
    prices=st.lists(st.decimals(min_value=0, max_value=9999, places=2), min_size=1, max_size=5),
    rates=st.lists(st.sampled_from(["25", "12", "6", "0"]), min_size=5, max_size=5),
)
def test_the_specification_adds_up_to_the_sums_for_any_basket(
    prices: list[Decimal], rates: list[str]
) -> None:
    from tamio.commerce.documents.specification import specified
    from tamio.commerce.invoices.lines import sums
    from tamio.commerce.invoices.models import InvoiceLine

    drafts = [
        draft(unit_price=price, vat_rate=Decimal(rate))
        for price, rate in zip(prices, rates, strict=False)
    ]
    lines = [InvoiceLine(**each.columns()) for each in drafts]
    rows = specified(lines)
    total = sums(lines)
    assert sum(row.amounts.net for row in rows) == total.net
    assert sum(row.amounts.vat for row in rows) == total.vat
    assert sum(row.amounts.gross for row in rows) == total.gross
