"""Shipping, taking back, cancelling, writing and deciding, through the pages."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tamio.commerce.fulfilment.models import Return, Shipment
from tamio.commerce.fulfilment.shipping import Parcel, ship
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.letters.models import LetterSettings
from tamio.commerce.mail.models import Message
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.commerce.withdrawals.models import RefundProposal, Withdrawal
from tamio.outbox.models import Delivery
from tests.backoffice.conftest import browser_of
from tests.commerce.letters.writing import work
from tests.commerce.payments.paying import pay, pay_back
from tests.commerce.withdrawals.declaring import declared, sent_to
from tests.factories import NOW, make_invoice, make_member, make_product

HOME = "/backoffice/glashyttan/"


@pytest.fixture
def invoice(store: Store) -> Invoice:
    vase = make_product(store=store, name="Vas", price=Decimal("199.00"))
    return make_invoice(store=store, contents={vase: 2})


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def token(page: Any) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{12})"', page.content.decode())
    assert found
    return found[1]


def ship_all(invoice: Invoice) -> Shipment:
    units = {1: Decimal(2)}
    made, _is_new = ship(invoice=invoice, units=units, parcel=Parcel(), by="a@example.com", now=NOW)
    return made


def test_an_order_is_shipped_and_the_buyer_told(browser: Client, invoice: Invoice) -> None:
    assert "1001" in said(browser.get(f"{HOME}invoices/?goods=to-ship"))
    page = browser.get(f"{HOME}invoices/1001/ship/")
    sent = {
        "token": token(page), "units-1": "2", "carrier": "PostNord", "tracking_number": "UA1",
        "tracking_url": "https://post.example/UA1",
    }  # fmt: skip
    for _ in range(2):  # a double click
        assert browser.post(f"{HOME}invoices/1001/ship/", sent).status_code == 302
    assert Shipment.objects.count() == 1
    letter = Message.objects.get(kind="shipment")
    assert "https://post.example/UA1" in letter.text
    assert "UA1" in said(browser.get(f"{HOME}invoices/1001/"))
    assert "No invoice matches" in said(browser.get(f"{HOME}invoices/?goods=to-ship"))


@pytest.mark.parametrize("units", ["3", "x", "-1", ""])
def test_units_that_are_not_there_are_refused_at_their_field(
    browser: Client, invoice: Invoice, units: str
) -> None:
    answer = browser.post(f"{HOME}invoices/1001/ship/", {"units-1": units})
    assert answer.status_code == 422
    assert Shipment.objects.count() == 0


def test_the_papers_say_what_to_fetch_and_what_is_in_it(browser: Client, invoice: Invoice) -> None:
    assert "Vas" in said(browser.get(f"{HOME}picking-list/"))
    shipment = ship_all(invoice)
    slip = said(browser.get(f"{HOME}invoices/1001/shipments/{shipment.pk}/slip/"))
    assert "Följesedel" in slip
    assert "2 st" in slip
    assert "199" not in slip
    assert "Nothing is to be shipped" in said(browser.get(f"{HOME}picking-list/"))


def test_a_mistaken_shipment_is_taken_back(browser: Client, invoice: Invoice) -> None:
    shipment = ship_all(invoice)
    browser.post(f"{HOME}invoices/1001/shipments/{shipment.pk}/taken-back/")
    shipment.refresh_from_db()
    assert shipment.taken_back_by == "owner@example.com"


def test_a_return_leads_to_its_credit_note_filled_in(browser: Client, invoice: Invoice) -> None:
    ship_all(invoice)
    sent = {"units-1": "1", "condition-1": "as-new", "note": "ok"}
    answer = browser.post(f"{HOME}invoices/1001/return/", sent)
    made = Return.objects.get()
    assert answer["Location"].endswith(f"/credit/?for=return-{made.pk}")
    page = browser.get(answer["Location"])
    assert 'value="Returnerat"' in page.content.decode()
    assert re.search(r'name="units-1" value="1', page.content.decode())
    credit = {
        "token": token(page), "extent": "parts", "units-1": "1", "reason": "Retur",
        "for": f"return-{made.pk}",
    }  # fmt: skip
    browser.post(f"{HOME}invoices/1001/credit/", credit)
    assert CreditNote.objects.get().total == Decimal("-199.00")


def test_what_is_not_shipped_is_cancelled(browser: Client, invoice: Invoice) -> None:
    pay(invoice, "398.00")
    page = browser.get(f"{HOME}invoices/1001/credit/?for=cancellation")
    assert "Cancel what is not shipped" in said(page)
    sent = {
        "token": token(page), "extent": "everything", "reason": "Avbokad", "for": "cancellation",
    }  # fmt: skip
    browser.post(f"{HOME}invoices/1001/credit/", sent)
    assert RefundProposal.objects.get().amount == Decimal("398.00")
    assert "SEK 398.00" in said(browser.get(f"{HOME}invoices/1001/"))
    pay_back(invoice, "398.00")
    assert "for credit note 1001 · paid back" in said(browser.get(f"{HOME}invoices/1001/"))


@pytest.mark.parametrize("key", ["return-1", "withdrawal-99", "cancellation-1", "nonsense"])
def test_what_has_not_happened_leads_to_no_credit(
    browser: Client, invoice: Invoice, key: str
) -> None:
    assert browser.get(f"{HOME}invoices/1001/credit/?for={key}").status_code == 404


def test_a_withdrawal_is_accepted_with_its_credit_note(browser: Client, invoice: Invoice) -> None:
    made = declared(invoice)
    assert "1001" in said(browser.get(f"{HOME}withdrawals/"))
    page = said(browser.get(f"{HOME}withdrawals/{made.pk}/"))
    assert "In time" in page
    form = browser.get(f"{HOME}invoices/1001/credit/?for=withdrawal-{made.pk}")
    sent = {
        "token": token(form), "extent": "everything", "reason": "Ånger",
        "for": f"withdrawal-{made.pk}",
    }  # fmt: skip
    for _ in range(2):
        assert browser.post(f"{HOME}invoices/1001/credit/", sent).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.credit_note) == ("accepted", CreditNote.objects.get())
    assert Message.objects.filter(kind="answer").count() == 1
    assert "Accepted" in said(browser.get(f"{HOME}withdrawals/{made.pk}/"))


def test_a_withdrawal_is_rejected_only_with_a_reason(browser: Client, invoice: Invoice) -> None:
    made = declared(invoice)
    assert browser.post(f"{HOME}withdrawals/{made.pk}/rejected/", {}).status_code == 422
    browser.post(f"{HOME}withdrawals/{made.pk}/rejected/", {"reason": "Bruten försegling."})
    assert "Bruten försegling." in Message.objects.get(kind="answer").text


def test_a_withdrawal_that_fits_no_order_is_given_one(
    browser: Client, store: Store, invoice: Invoice
) -> None:
    made = sent_to(store, order_number="vasen")
    assert "Which order is it?" in said(browser.get(f"{HOME}withdrawals/{made.pk}/"))
    assert browser.post(f"{HOME}withdrawals/{made.pk}/invoice/", {"number": "9"}).status_code == 422
    browser.post(f"{HOME}withdrawals/{made.pk}/invoice/", {"number": "1001"})
    assert Withdrawal.objects.get().invoice == invoice


def test_an_invoice_tells_which_letters_have_gone(browser: Client, invoice: Invoice) -> None:
    assert "is being written" in said(browser.get(f"{HOME}invoices/1001/"))
    work()
    page = said(browser.get(f"{HOME}invoices/1001/"))
    assert "Order confirmation" in page
    assert "Sent" in page


def test_a_letter_that_was_refused_says_why_and_is_sent_to_another_address(
    browser: Client, invoice: Invoice
) -> None:
    work()
    Message.objects.update(sent_at=None)
    problem = {
        "message": {"sv": "Brevlådan finns inte.", "en": "No such mailbox."},
        "remedy": {"sv": "Rätta.", "en": "Correct it."},
        "code": "550", "field": "", "detail": "", "answer": "rejected",
    }  # fmt: skip
    Delivery.objects.filter(destination="mail").update(
        state="rejected", problem=problem, due_at=None, settled_at=None
    )
    assert "No such mailbox. Correct it." in said(browser.get(f"{HOME}invoices/1001/"))
    sent = {"kind": "order", "recipient": "ny@example.com"}
    browser.post(f"{HOME}invoices/1001/letters/", sent)
    again = Message.objects.get(recipient="ny@example.com")
    assert again.about.sent_by == "owner@example.com"


def test_a_new_link_is_given(browser: Client, invoice: Invoice) -> None:
    old = invoice.order_link.token
    browser.post(f"{HOME}invoices/1001/link/")
    invoice.order_link.refresh_from_db()
    assert invoice.order_link.token != old


@pytest.mark.parametrize(
    "kind",
    ["order", "shipment", "credit", "reminder", "withdrawal", "answer", "link", "notice"],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_letter_can_be_looked_at_before_anything_is_sold(
    browser: Client, store: Store, kind: str, language: str
) -> None:
    page = browser.get(f"{HOME}letters/{kind}/?language={language}")
    frame = browser.get(f"{HOME}letters/{kind}/letter.html?language={language}")
    assert page.status_code == frame.status_code == 200
    assert f'lang="{language}"' in frame.content.decode()
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "script-src" not in frame["Content-Security-Policy"]
    assert "default-src 'none'" in frame["Content-Security-Policy"]
    with translation.override(language):
        assert store.email in said(frame)


def test_a_letter_is_looked_at_with_what_was_sold(browser: Client, invoice: Invoice) -> None:
    page = browser.get(f"{HOME}letters/order/letter.html?invoice=1001&language=sv")
    assert "Vas" in said(page)
    assert "There is no such letter" in said(browser.get(f"{HOME}letters/credit/?invoice=1001"))
    assert browser.get(f"{HOME}letters/nothing/").status_code == 404


def test_what_the_store_says_is_saved_and_on_record(browser: Client, store: Store) -> None:
    sent = {
        "greeting_sv": "Välkommen", "sends_credits": "on", "sends_reminders": "on",
        "remind_after_days": "7", "remind_every_days": "14", "most_reminders": "2",
        "sends_card_reminders": "on", "card_reminder_weeks": "6",
    }  # fmt: skip
    assert browser.post(f"{HOME}letters/", sent).status_code == 302
    held = LetterSettings.objects.get()
    assert (held.greeting_sv, held.sends_shipments, held.remind_after_days) == (
        "Välkommen",
        False,
        7,
    )
    assert held.reminds_from_date is not None
    assert (held.sends_card_reminders, held.card_reminder_weeks) == (True, 6)
    assert store.changes.filter(field="greeting_sv", after="Välkommen").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("most_reminders", "0"),
        ("remind_every_days", "1"),
        ("greeting_sv", "x" * 1001),
        ("card_reminder_weeks", "27"),
    ],
)
def test_what_a_letter_cannot_say_is_refused(browser: Client, name: str, value: str) -> None:
    sent = {
        "remind_after_days": "7", "remind_every_days": "14", "most_reminders": "2",
        "card_reminder_weeks": "4",
    }  # fmt: skip
    assert browser.post(f"{HOME}letters/", sent | {name: value}).status_code == 422


def test_who_may_do_what_follows_their_role(store: Store, invoice: Invoice) -> None:
    packer = browser_of(make_member(store=store, role=Role.FULFILMENT))
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    accountant = browser_of(make_member(store=store, role=Role.BOOKKEEPER))
    made = declared(invoice)
    reject, letters = f"{HOME}withdrawals/{made.pk}/rejected/", f"{HOME}invoices/1001/letters/"
    allowed = {
        f"{HOME}invoices/1001/ship/": [packer], letters: [packer, accountant],
        reject: [accountant], f"{HOME}letters/": [],
    }  # fmt: skip
    for address, may in allowed.items():
        for who in (packer, viewer, accountant):
            status = who.post(address, {}).status_code
            assert (status != 403) == (who in may), (address, status)
