"""The letter that brings an invoice: what it says, and that a double click is one letter."""

from datetime import timedelta

import pytest
from django.db import transaction

from tamio.commerce.customers.models import Customer
from tamio.commerce.documents.mailing import invoice_letter, mail_invoice
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.mail.models import Message
from tamio.commerce.payments.models import Payment
from tests.commerce.documents.reading import in_germany, sold, untaxed
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_letter_says_what_is_enclosed_and_how_much_is_to_be_paid() -> None:
    letter = invoice_letter(sold(), language="sv")
    assert letter.subject == "Faktura 1001 från Norrsken Handel"
    said = plain(letter.text)
    assert "Att betala: 198,00 SEK senast 2026-12-23. OCR-nummer: 100164." in said
    assert "Faktura 1001 är bifogad som PDF." in said


def test_a_paid_invoice_asks_for_no_money() -> None:
    invoice = sold()
    Payment.objects.update(received_at=NOW)
    assert "To pay" not in invoice_letter(invoice, language="en").text


def test_what_somebody_is_called_is_no_markup() -> None:
    invoice = sold()
    invoice.seller["name"] = "<b>Butik</b>"
    assert "&lt;b&gt;Butik" in invoice_letter(invoice, language="sv").html


def test_it_goes_to_the_buyer_in_their_language_and_names_its_paper() -> None:
    invoice = sold(untaxed(), buyer=in_germany())
    with transaction.atomic():
        message = mail_invoice(invoice, now=NOW)
    assert message is not None
    assert (message.recipient, message.language) == ("inkop@glasbruket.example", "en")
    assert message.enclosures == [{"kind": "invoice", "subject_id": invoice.pk, "language": "en"}]


def test_it_goes_where_the_company_wants_its_invoices() -> None:
    invoice = sold()
    Customer.objects.update(invoice_email="faktura@example.com")
    with transaction.atomic():
        message = mail_invoice(Invoice.objects.get(pk=invoice.pk), now=NOW)
    assert message is not None
    assert message.recipient == "faktura@example.com"


def test_two_clicks_are_one_letter_and_a_later_one_is_another() -> None:
    invoice = sold()
    with transaction.atomic():
        first = mail_invoice(invoice, now=NOW)
        second = mail_invoice(invoice, now=NOW + timedelta(seconds=2))
        later = mail_invoice(invoice, now=NOW + timedelta(minutes=2))
    assert (first is None, second is None, later is None) == (False, True, False)
    assert Message.objects.count() == 2
