"""The payment of one invoice: what its page says, and what can be done there."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Means, Receipt, Refund
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.outbox.drain import drain_due
from tests.backoffice.conftest import browser_of
from tests.commerce.payments.paying import pay, payment_of, sold
from tests.factories import NOW, make_member

URL = "/backoffice/glashyttan/invoices/1001/"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


@pytest.fixture
def invoice(store: Store) -> Invoice:
    return sold("100.00", store=store)


def _seen(page: Any) -> str:
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))
    return words.replace("\N{NO-BREAK SPACE}", " ")


def _form(browser: Client, path: str, **written: object) -> dict[str, object]:
    page = browser.get(URL + path).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    return {"token": token[1], "amount": "100,00", "paid_on": "2026-11-23"} | written


def test_a_payment_is_registered_by_hand_once(browser: Client, invoice: Invoice) -> None:
    form = _form(browser, "payment/", means="swish", text="Åsa")
    for _ in range(2):
        assert browser.post(URL + "payment/", form).status_code == 302
    receipt = Receipt.objects.get()
    assert (receipt.amount, receipt.means, receipt.text) == (Decimal(100), Means.SWISH, "Åsa")
    assert receipt.by == "owner@example.com"
    page = _seen(browser.get(URL))
    assert "Paid: swish" in page
    assert "SEK 100.00" in page


@pytest.mark.usefixtures("invoice")
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"amount": "0"}, "Write an amount above 0"),
        ({"amount": "x"}, "Write an amount, such as"),
        ({"paid_on": "2026-11-24"}, "Choose today or a day before."),
        ({"paid_on": ""}, "This field is required."),
        ({"means": "gold"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    browser: Client, written: dict[str, str], said: str
) -> None:
    form = {"means": "bank"} | _form(browser, "payment/", **written)
    answer = browser.post(URL + "payment/", form)
    assert answer.status_code == 422
    assert said in _seen(answer)
    assert not Receipt.objects.exists()


def test_a_mistake_is_taken_back(browser: Client, invoice: Invoice) -> None:
    receipt = pay(invoice, "100.00")
    answer = browser.post(f"{URL}payment/{receipt.pk}/take-back/", follow=True)
    assert "No money has moved" in _seen(answer)
    assert payment_of(invoice).received == 0
    again = browser.post(f"{URL}payment/{receipt.pk}/take-back/", follow=True)
    assert "cannot be taken back" in _seen(again)


def test_what_is_over_is_proposed_to_be_paid_back(browser: Client, invoice: Invoice) -> None:
    pay(invoice, "100.00")
    credit_all(invoice=invoice, reason="x", by="x", now=NOW)
    assert "SEK 100.00 is to be paid back" in _seen(browser.get(URL))
    form = _form(browser, "pay-back/", way="hand", means="bank", reason="Returned")
    for _ in range(2):
        assert browser.post(URL + "pay-back/", form).status_code == 302
    assert Refund.objects.get().amount == 100
    assert "Paid back: bank" in _seen(browser.get(URL))


def test_what_came_by_a_provider_is_sent_back_through_it(browser: Client, invoice: Invoice) -> None:
    receipt = pay(invoice, "100.00", provider="stripe", provider_id="pi_1", means=Means.CARD)
    form = _form(browser, "pay-back/", way="provider", amount="40")
    for _ in range(2):
        assert browser.post(URL + "pay-back/", form).status_code == 302
    made = Refund.objects.get()
    assert (made.receipt, made.amount, made.outcome) == (receipt, Decimal(40), None)
    assert "On its way back: card" in _seen(browser.get(URL))


def test_what_keeps_a_refund_from_being_sent_is_said(browser: Client, invoice: Invoice) -> None:
    pay(invoice, "100.00", provider="stripe", provider_id="pi_1", means=Means.CARD)
    browser.post(URL + "pay-back/", _form(browser, "pay-back/", way="provider", amount="40"))
    drain_due(clock=lambda: NOW)  # the store has no key
    page = _seen(browser.get(URL))
    assert "Not paid back yet: card" in page
    assert "The store's key to Stripe is missing or not valid." in page.replace("&#x27;", "'")


def test_more_than_came_is_refused_at_the_amount(browser: Client, invoice: Invoice) -> None:
    pay(invoice, "50.00")
    form = _form(browser, "pay-back/", way="hand", means="bank", amount="50,01")
    answer = browser.post(URL + "pay-back/", form)
    assert answer.status_code == 422
    assert "At most 50.00 has come in" in _seen(answer)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.FULFILMENT])
def test_who_may_not_is_refused(store: Store, invoice: Invoice, role: Role) -> None:
    receipt = pay(invoice, "50.00")
    looking = browser_of(make_member(store=store, role=role))
    for path in ("payment/", "pay-back/", f"payment/{receipt.pk}/take-back/"):
        assert looking.post(URL + path).status_code == 403
    page = looking.get(URL).content.decode()
    assert "pay-back" not in page
    assert "take-back" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("paid=unpaid", [1004, 1002, 1001]),
        ("paid=overdue", [1001]),
        ("paid=partly", [1004]),
        ("paid=paid", [1003]),
        ("paid=over", []),
        ("", [1004, 1003, 1002, 1001]),
    ],
)
def test_the_list_is_filtered_by_how_invoices_are_paid(
    browser: Client, store: Store, query: str, found: list[int]
) -> None:
    sold("100.00", store=store, now=NOW.replace(month=9))
    for amount in ("", "100.00", "40.00"):
        each = sold("100.00", store=store)
        if amount:
            pay(each, amount)
    page = browser.get(f"/backoffice/glashyttan/invoices/?{query}")
    assert [row.invoice.number for row in page.context["rows"]] == found


def test_a_late_invoice_is_told_as_overdue(browser: Client, store: Store) -> None:
    sold("100.00", store=store, now=NOW.replace(month=9))
    [row] = browser.get("/backoffice/glashyttan/invoices/").context["rows"]
    assert str(row.paid.state) == "Overdue"


def test_money_stands_on_the_audit_trail(browser: Client, invoice: Invoice) -> None:
    pay(invoice, "100.00", text="Åsa Öberg")
    form = _form(browser, "pay-back/", way="hand", means="bank", amount="10", reason="Broken")
    browser.post(URL + "pay-back/", form)
    trail = _seen(browser.get("/backoffice/glashyttan/audit/"))
    assert "Payment received" in trail
    assert "SEK 10.00 · Bank · Broken" in trail
    only = _seen(browser.get("/backoffice/glashyttan/audit/?kind=receipts&q=öberg"))
    assert "Payment received" in only
    assert "Broken" not in only
