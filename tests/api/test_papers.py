"""The PDF through the API: the store's own documents only, in either language."""

import pytest

from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tests.api.calls import Caller, sale
from tests.commerce.documents.reading import read
from tests.factories import NOW, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    """With invoice 1001."""
    caller = Caller(make_store())
    caller.post(sale())
    return caller


def test_the_invoice_is_a_pdf_in_the_buyers_language_or_in_the_one_asked_for(
    caller: Caller,
) -> None:
    answer = caller.get("/invoices/1001/pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "Faktura 1001" in read(answer.content)[0]
    assert "Invoice 1001" in read(caller.get("/invoices/1001/pdf?language=en").content)[0]


def test_the_credit_note_is_one_too(caller: Caller) -> None:
    credit_all(invoice=Invoice.objects.get(), reason="Retur", by="API", now=NOW)
    answer = caller.get("/credit-notes/1001/pdf?language=en")
    assert "Credit note 1001" in read(answer.content)[0]


def test_what_is_not_the_stores_is_not_found(caller: Caller) -> None:
    credit_all(invoice=Invoice.objects.get(), reason="Retur", by="API", now=NOW)
    stranger = Caller(make_store())
    for path in ("/invoices/1001/pdf", "/credit-notes/1001/pdf"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


def test_a_language_that_there_is_no_paper_in_is_named(caller: Caller) -> None:
    answer = caller.get("/invoices/1001/pdf?language=de")
    assert answer.status_code == 422
    assert "language" in answer.json()["fields"][0]["field"]


def test_the_reference_that_a_buyer_wants_stands_on_the_paper(caller: Caller) -> None:
    caller.post(sale("customer.reference", "Kst 4711") | {"external_reference": "ORDER-2"})
    assert "Er referens Kst 4711" in read(caller.get("/invoices/1002/pdf").content)[0]


def test_a_reference_longer_than_fits_is_refused_at_its_field(caller: Caller) -> None:
    answer = caller.post(sale("customer.reference", "x" * 51) | {"external_reference": "ORDER-2"})
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["field"] == "customer.reference"
