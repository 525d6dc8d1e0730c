"""The files: what the law asks for can be read in them, and the same rows are the same bytes."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tamio.commerce.documents.papers import credit_note_paper, invoice_paper
from tamio.commerce.documents.typeset import pages
from tamio.commerce.invoices.credit import credit_all
from tests.commerce.documents.reading import in_germany, read, selling_store, sold, untaxed
from tests.commerce.sales import sale_line
from tests.factories import NOW, company_buyer

pytestmark = pytest.mark.django_db

#: VAT Act 17:24 by its points; seat and F-tax by other laws (docs/papers.md).
_DOMESTIC = {
    "sv": {
        "1 date": "2026-11-23",
        "2 number": "Faktura 1001",
        "3 seller's VAT number": "Momsreg.nr SE556703748501",
        "5 seller": "Norrsken Handel Storgatan 1 352 46 Växjö",
        "5 buyer": "Glasbruket AB Lillgatan 2 352 30 Växjö",
        "6 what": "Kruka",
        "6 how many": "3 st",
        "8 unit price without VAT": "79,20",
        "8 discount": "−23,76 (10 %)",
        "8 taxable amount": "213,84",
        "9 rate": "25 %",
        "10 VAT": "53,46",
        "total": "Att betala 267,30 SEK",
        "seat": "Säte Umeå",
        "F-tax": "Godkänd för F-skatt",
        "organisation number": "Organisationsnr 556703-7485",
        "due": "Förfallodag 2026-12-23",
        "reference": "OCR-nr 100164",
        "giro": "Bankgiro 5050-1055",
        "theirs": "Er referens Kst 4711",
    },
    "en": {
        "1 date": "23 Nov 2026",
        "2 number": "Invoice 1001",
        "3 seller's VAT number": "VAT no. SE556703748501",
        "5 seller": "Norrsken Handel Storgatan 1 352 46 Växjö",
        "5 buyer": "Glasbruket AB Lillgatan 2 352 30 Växjö",
        "6 what": "Kruka",
        "6 how many": "3 st",
        "8 unit price without VAT": "79.20",
        "8 discount": "−23.76 (10%)",
        "8 taxable amount": "213.84",
        "9 rate": "25%",
        "10 VAT": "53.46",
        "total": "To pay SEK 267.30",
        "seat": "Seat Umeå",
        "F-tax": "Approved for F-tax",
        "organisation number": "Organisation no. 556703-7485",
        "due": "Due date 23 Dec 2026",
        "reference": "OCR no. 100164",
        "giro": "Bankgiro 5050-1055",
        "theirs": "Your reference Kst 4711",
    },
}


@pytest.mark.parametrize("language", _DOMESTIC)
def test_every_item_of_the_vat_act_can_be_read(language: str) -> None:
    line = sale_line(quantity=Decimal(3), discount_percent=Decimal(10))
    invoice = sold(line, buyer=company_buyer(reference="Kst 4711"))
    (said,) = read(invoice_paper(invoice, language=language).content)
    assert {item: text for item, text in _DOMESTIC[language].items() if text not in said} == {}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_sale_to_a_business_in_the_union_has_both_numbers_and_the_provision(
    language: str,
) -> None:
    invoice = sold(untaxed(), buyer=in_germany())
    (said,) = read(invoice_paper(invoice, language=language).content)
    for text in ("SE556703748501", "DE136695976", "art. 138", "2006/112/E"):
        assert text in said


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ["Kreditfaktura 1001", "ändrar faktura 1001 av den 2026-11-23", "−198,00 SEK"]),
        ("en", ["Credit note 1001", "changes invoice 1001 of 23 Nov 2026", "−SEK 198.00"]),
    ],
)
def test_a_credit_note_points_at_its_invoice(language: str, words: list[str]) -> None:
    note = credit_all(invoice=sold(), reason="Retur", by="anna", now=NOW)
    (said,) = read(credit_note_paper(note, language=language).content)
    assert [each for each in words if each not in said] == []


def test_the_same_invoice_is_the_same_file_to_the_byte() -> None:
    invoice = sold()
    first = invoice_paper(invoice, language="sv").content
    credit_all(invoice=sold(store=selling_store()), reason="En annan", by="anna", now=NOW)
    assert invoice_paper(type(invoice).objects.get(pk=invoice.pk), language="sv").content == first


def test_many_rows_go_over_pages_with_their_heads_and_the_pages_are_numbered() -> None:
    lines = [sale_line(sku=f"VARA-{n}", description=f"Vara {n}") for n in range(80)]
    said = read(invoice_paper(sold(*lines), language="en").content)
    assert len(said) > 2
    assert all(f"Page {n} of {len(said)}" in page for n, page in enumerate(said, start=1))
    rows_on = [page for page in said if "VARA-" in page]
    assert all("Unit price excl. VAT" in page for page in rows_on)
    assert all("VAT no. SE556703748501" in page for page in said)
    together = " ".join(said)
    assert all(f"VARA-{n} " in together for n in range(80))


@pytest.mark.parametrize(
    "written", ['#panic("x")', "$x^2$", "*fet* _kursiv_", "@ref <etikett> \\ // /* `kod`"]
)
def test_nothing_that_somebody_wrote_is_evaluated(written: str) -> None:
    invoice = sold(sale_line(description=written), buyer=company_buyer(name=written))
    (said,) = read(invoice_paper(invoice, language="sv").content)
    assert said.count(written) >= 2


def test_the_file_is_made_to_be_kept_and_to_be_read_aloud() -> None:
    invoice = sold()
    reader = PdfReader(BytesIO(invoice_paper(invoice, language="sv").content))
    about = reader.xmp_metadata
    assert about is not None
    declared = about.stream.get_data().decode()
    assert "pdfaid:part>2<" in declared
    assert "pdfuaid:part>1<" in declared
    assert reader.metadata is not None
    assert reader.metadata.title == f"Faktura {invoice.number}"
    assert reader.metadata.creation_date == NOW
    assert str(reader.root_object["/Lang"]) == "sv"


def test_the_font_is_the_vendored_one_and_goes_with_the_file() -> None:
    reader = PdfReader(BytesIO(invoice_paper(sold(), language="sv").content))
    resources: Any = reader.pages[0]["/Resources"]
    fonts = resources["/Font"].values()
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts}
    assert names
    assert all(name.startswith("Inter") for name in names)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_names_and_texts_as_long_as_they_get_still_make_a_page(language: str) -> None:
    long: Callable[[int], str] = lambda most: ("Skärgårdshandelsbolaget " * 9)[:most].strip()  # noqa: E731
    store = selling_store(name=long(100), line1=long(100), late_payment_text=long(200))
    buyer: Any = company_buyer(name=long(200), line1=long(200), reference=long(50))
    invoice = sold(sale_line(description=long(200)), store=store, buyer=buyer)
    data = invoice_paper(invoice, language=language).content
    assert "Skärgårdshandelsbolaget" in read(data)[0]


def test_a_page_can_be_looked_at_as_a_picture() -> None:
    from tamio.commerce.documents.invoices import invoice_data

    (picture,) = pages(invoice_data(sold(), language="sv"), dated=NOW)
    assert picture.startswith(b"\x89PNG")
