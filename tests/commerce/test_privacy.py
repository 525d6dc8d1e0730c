"""What is known of a person is given out; what the books do not need is erased for good."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tamio.commerce.audit.models import Change
from tamio.commerce.customers.models import Customer
from tamio.commerce.customers.privacy import person
from tamio.commerce.customers.register import customer_for
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.mail.models import Message
from tamio.commerce.privacy import rights
from tamio.commerce.privacy.records import Extent
from tamio.commerce.stores.models import Store
from tests.factories import NOW, buyer, company_buyer, make_invoice, make_store

pytestmark = pytest.mark.django_db

BY = "owner@example.com"


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def invoice(store: Store) -> Invoice:
    return make_invoice(store=store, buyer_details=buyer(email="asa@example.com"))


def letter(store: Store, recipient: str, *, sent: bool = True) -> Message:
    made: Message = Message.objects.create(
        store=store,
        kind="order",
        recipient=recipient,
        language="sv",
        subject="Din order",
        text="Hej Åsa",
        identity=f"{recipient}-{Message.objects.count()}",
        queued_at=NOW,
        sent_at=NOW if sent else None,
    )
    return made


def erase(customer: Customer) -> None:
    rights.erase(person(customer), name=str(customer.number), by=BY, now=NOW)


def known(customer: Customer) -> dict[str, Any]:
    return dict(rights.known_of(person(customer)))


def test_all_that_is_known_of_a_person_is_given_out(store: Store, invoice: Invoice) -> None:
    credit_all(invoice=invoice, reason="Ångrat", by=BY, now=NOW)
    letter(store, "ASA@example.com")
    letter(store, "someone.else@example.com")
    Customer.objects.filter(pk=invoice.customer_id).update(invoice_email="faktura@example.com")
    letter(store, "faktura@example.com")
    invoice.customer.refresh_from_db()
    told = known(invoice.customer)
    assert told["card"][0]["email"] == "asa@example.com"
    (sold,) = told["invoices"]
    assert sold["total"] == invoice.total
    assert len(sold["lines"]) == invoice.lines.count()
    assert [note["reason"] for note in sold["credit_notes"]] == ["Ångrat"]
    recipients = [each["recipient"] for each in told["mail"]]
    assert recipients == ["ASA@example.com", "faktura@example.com"]


def test_nothing_of_another_customer_is_given_out(store: Store, invoice: Invoice) -> None:
    other = make_invoice(store=store, buyer_details=buyer(email="bo@example.com", name="Bo Ek"))
    elsewhere = make_invoice(store=make_store(), buyer_details=buyer(email="asa@example.com"))
    letter(elsewhere.store, "asa@example.com")
    told = known(invoice.customer)
    assert [each["number"] for each in told["invoices"]] == [invoice.number]
    assert told["mail"] == []
    assert "Bo Ek" not in str(told)
    assert other.customer_id != invoice.customer_id


def test_the_card_and_the_letters_go_and_the_number_stays(store: Store, invoice: Invoice) -> None:
    letter(store, "asa@example.com")
    number = invoice.customer.number
    erase(invoice.customer)
    card = Customer.objects.get(pk=invoice.customer_id)
    assert (card.number, card.erased_at) == (number, NOW)
    assert "asa" not in str(vars(card)).lower()
    assert "Lillgatan" not in str(vars(card))
    assert "Åsa" not in str(list(Message.objects.values()))


def test_what_the_books_need_is_kept_until_the_law_lets_it_go(invoice: Invoice) -> None:
    erase(invoice.customer)
    kept = Invoice.objects.get(pk=invoice.pk)
    assert kept.buyer_email == "asa@example.com"
    extent = rights.extent_of(person(kept.customer))["invoices"]
    # Sold in November 2026: a financial year of eighteen months may end in April 2028.
    assert extent == Extent(goes=0, stays=1, stays_until=date(2035, 12, 31))


def test_who_did_it_is_on_record_and_of_whom_only_the_number(invoice: Invoice) -> None:
    erase(invoice.customer)
    (line,) = Change.objects.filter(what="erased")
    assert (line.by, line.subject_name) == (BY, str(invoice.customer.number))


def test_a_letter_on_its_way_is_waited_for(store: Store, invoice: Invoice) -> None:
    letter(store, "asa@example.com", sent=False)
    with translation.override("en"), pytest.raises(rights.NotYet) as refused:
        erase(invoice.customer)
    assert "has not been sent yet" in str(refused.value)
    assert Customer.objects.get(pk=invoice.customer_id).erased_at is None


def test_who_comes_back_is_a_new_customer(store: Store, invoice: Invoice) -> None:
    erase(invoice.customer)
    again = customer_for(store=store, buyer=buyer(email="asa@example.com"), now=NOW)
    assert again.pk != invoice.customer_id
    company = make_invoice(store=store, buyer_details=company_buyer())
    erase(company.customer)
    assert customer_for(store=store, buyer=company_buyer(), now=NOW).pk != company.customer_id


def test_erasing_twice_changes_nothing_more(invoice: Invoice) -> None:
    erase(invoice.customer)
    card = Customer.objects.values().get(pk=invoice.customer_id)
    erase(invoice.customer)
    assert Customer.objects.values().get(pk=invoice.customer_id) == card
    assert invoice.total > Decimal(0)
