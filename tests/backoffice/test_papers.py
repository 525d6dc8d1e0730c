"""The PDF of an invoice and of a credit note, and the button that mails one."""

from typing import Any

import pytest
from django.test import Client

from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.mail.models import Message
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.commerce.documents.reading import read
from tests.factories import NOW, make_invoice, make_member

URL = "/backoffice/glashyttan/invoices/1001/"


@pytest.fixture
def invoice(store: Store) -> Invoice:
    return make_invoice(store=store)


def opened(answer: Any) -> str:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return read(answer.content)[0]


@pytest.mark.usefixtures("invoice")
def test_the_invoice_opens_in_the_buyers_language_or_in_the_one_that_is_asked_for(
    browser: Client,
) -> None:
    assert f"{URL}invoice.pdf" in browser.get(URL).content.decode()
    answer = browser.get(f"{URL}invoice.pdf")
    assert "Faktura 1001" in opened(answer)
    assert answer["Content-Disposition"] == 'inline; filename="faktura-1001.pdf"'
    assert "private" in answer["Cache-Control"]
    assert "Invoice 1001" in opened(browser.get(f"{URL}invoice.pdf?language=en"))
    assert browser.get(f"{URL}invoice.pdf?language=de").status_code == 404


def test_the_credit_note_opens_from_its_page(browser: Client, invoice: Invoice) -> None:
    credit_all(invoice=invoice, reason="Retur", by="anna", now=NOW)
    page = "/backoffice/glashyttan/credit-notes/1001/"
    assert f"{page}credit-note.pdf" in browser.get(page).content.decode()
    assert "Kreditfaktura 1001" in opened(browser.get(f"{page}credit-note.pdf"))


def test_the_button_mails_the_invoice_once(browser: Client, invoice: Invoice) -> None:
    assert f"{URL}mail/" in browser.get(URL).content.decode()
    answer = browser.post(f"{URL}mail/", follow=True)
    assert "Invoice 1001 is on its way to asa@example.com." in answer.content.decode()
    answer = browser.post(f"{URL}mail/", follow=True)
    assert "less than a minute ago" in answer.content.decode()
    message = Message.objects.get(kind="invoice")
    assert message.enclosures[0]["subject_id"] == invoice.pk


@pytest.mark.usefixtures("invoice")
def test_who_may_only_look_mails_nothing(store: Store) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert f"{URL}mail/" not in viewer.get(URL).content.decode()
    assert viewer.post(f"{URL}mail/").status_code == 403
    assert viewer.get(f"{URL}invoice.pdf").status_code == 200
    assert not Message.objects.exists()
