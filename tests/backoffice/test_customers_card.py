"""A customer's page: where invoices go, and what the register of VAT numbers has answered."""

from typing import Any

import pytest
from django.test import Client

from tamio.commerce.audit.models import Change
from tamio.commerce.customers.models import Customer, VatAnswer, VatCheck
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.commerce.vat_numbers.conftest import german
from tests.factories import NOW, make_invoice, make_member

URL = "/backoffice/glashyttan/customers/1001/"
INVOICE = "/backoffice/glashyttan/invoices/1001/"


@pytest.fixture
def customer(store: Store) -> Customer:
    made: Customer = make_invoice(store=store, buyer_details=german()).customer
    return made


@pytest.fixture
def switched_on(customer: Customer, settings: Any) -> None:
    """After the sale, which then has asked nothing."""
    assert not customer.vat_checks.exists()
    settings.VIES_URL = "http://127.0.0.1:9/rest-api"


def checked(customer: Customer, answer: VatAnswer, **fields: Any) -> VatCheck:
    given = {
        "store": customer.store,
        "customer": customer,
        "vat_number": customer.vat_number,
        "asked_at": NOW,
        "asked_by": "tamio",
        "answer": answer,
        "answered_at": NOW,
    }
    return VatCheck.objects.create(**given | fields)


def text(browser: Client, address: str = URL) -> str:
    return " ".join(browser.get(address).content.decode().split())


def viewer(store: Store) -> Client:
    return browser_of(make_member(store=store, role=Role.VIEWER, email="bo@example.com"))


@pytest.mark.usefixtures("customer")
def test_invoices_get_an_address_of_their_own_and_the_trail_says_who_gave_it(
    browser: Client, store: Store
) -> None:
    browser.post(f"{URL}invoice-email/", {"invoice_email": "Faktura@Glasbruket.example"})
    assert store.customers.get().invoice_email == "faktura@glasbruket.example"
    change = Change.objects.get(subject_kind="customer")
    assert (change.field, change.before, change.by) == ("invoice_email", "", "owner@example.com")
    # Not whose address: the trail outlives a person's wish to be erased.
    assert change.after == "…@glasbruket.example"
    assert "…@glasbruket.example" in text(browser, "/backoffice/glashyttan/audit/")


@pytest.mark.usefixtures("customer")
def test_an_address_that_is_none_is_said_at_its_field_and_not_saved(
    browser: Client, store: Store
) -> None:
    answer = browser.post(f"{URL}invoice-email/", {"invoice_email": "faktura"})
    assert answer.status_code == 422
    assert "Enter a valid email address." in answer.content.decode()
    assert store.customers.get().invoice_email == ""


@pytest.mark.usefixtures("switched_on")
def test_who_may_only_look_changes_and_asks_nothing(store: Store) -> None:
    looking = viewer(store)
    assert "Ask VIES" not in text(looking)
    for action in ("invoice-email/", "vat-number/check/"):
        assert looking.post(f"{URL}{action}").status_code == 403
    assert not VatCheck.objects.exists()


@pytest.mark.usefixtures("switched_on")
def test_an_answer_stands_there_with_date_proof_and_name(
    browser: Client, customer: Customer
) -> None:
    assert "has not been asked" in text(browser)
    checked(
        customer,
        VatAnswer.VALID,
        consultation_number="WAPIAAAAZ1a2b3c4",
        registered_name="GLASHÜTTE GMBH",
    )
    page = text(browser)
    for told in ("In force", "WAPIAAAAZ1a2b3c4", "GLASHÜTTE GMBH", "Ask again"):
        assert told in page, told


@pytest.mark.usefixtures("switched_on")
def test_asking_again_puts_the_question_once(browser: Client, customer: Customer) -> None:
    checked(customer, VatAnswer.VALID)
    for _ in range(2):
        page = browser.post(f"{URL}vat-number/check/", follow=True).content.decode()
        assert "The number is being looked up." in page
    asked = customer.vat_checks.latest("pk")
    assert (customer.vat_checks.count(), asked.asked_by) == (2, "owner@example.com")
    assert "Being asked" in page
    assert "Ask again" not in page


def test_without_a_register_the_page_offers_none(browser: Client, customer: Customer) -> None:
    assert "Ask VIES" not in text(browser)
    page = browser.post(f"{URL}vat-number/check/", follow=True).content.decode()
    assert "The number cannot be looked up" in page
    assert not customer.vat_checks.exists()


def test_a_sale_without_vat_by_a_number_not_in_force_says_so(
    browser: Client, customer: Customer
) -> None:
    assert "VAT number not in force" not in text(browser, INVOICE)
    checked(customer, VatAnswer.INVALID)
    assert "VAT number not in force" in text(browser, INVOICE)
    assert "have no ground" in text(browser)


def test_no_answer_is_no_doubt_about_a_sale(browser: Client, customer: Customer) -> None:
    checked(customer, VatAnswer.UNREACHABLE)
    assert "VAT number not in force" not in text(browser, INVOICE)
    assert "is asked until it answers" in text(browser)
    customer.vat_checks.update(given_up_at=NOW)
    assert "gave no answer for two days" in text(browser)
